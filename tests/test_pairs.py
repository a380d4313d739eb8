"""How much of what is asked a text says."""

from answer.text.pairs import in_order, pairs_within, share_said


def test_no_pair_reaches_over_a_blank() -> None:
    assert pairs_within("审查质量 备案") == {"审查", "查质", "质量", "备案"}
    assert pairs_within("市") == set()


def test_a_pair_said_beside_the_text_counts_for_less() -> None:
    asked = pairs_within("审查质量 备案")
    assert share_said(asked, "规范性文件审查和备案") == 0.5
    assert 0.5 < share_said(asked, "规范性文件审查和备案", beside="质量管理") < 0.75
    assert share_said(set(), "规范性文件审查和备案") == 1.0


def test_short_names_hold_letters_of_the_full_one_in_their_order() -> None:
    assert in_order("发改局", "发展改革局")
    assert not in_order("发改局", "改革发展局")
