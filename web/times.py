"""Times as people read them."""

from datetime import datetime


def local_time(iso: str) -> str:
    """An ISO time, kept in UTC, as the clock of this machine had it, to the minute; what is no time as it stands."""
    try:
        return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return iso
