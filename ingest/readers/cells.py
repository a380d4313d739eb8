"""What the cells of tables have in common, whatever file they come in."""

_WORD = 3  # characters from which a line of a cell is more than half a word


def is_one_word(before: str, line: str) -> bool:
    """Whether two lines of a cell are a word that is set in two: 责任 / 单位."""
    return min(len(before), len(line)) < _WORD
