"""The regression gate: the sample's questions must not do worse than when they were frozen (python -m eval gate --refresh)."""

import pytest

from eval.gate import current, failures, frozen, verdict
from models import load_encoder


@pytest.mark.slow
def test_quality_on_the_sample_has_not_dropped() -> None:
    lines = verdict(frozen(), current(load_encoder()))
    assert not failures(lines), "\n".join(line.text for line in lines)
