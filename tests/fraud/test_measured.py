"""The rules that ship find each pattern that is planted, and leave most others alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fraud.measuring import measure
from tests.fraud.patterns import planted

if TYPE_CHECKING:
    from tests.fraud.town import Town


def test_each_pattern_is_found(town: Town) -> None:
    """One incident of each: every one is noticed, with fewer than 3 in 100 false alarms."""
    measured = measure(town, seed=7, incidents=1)
    assert [row.incidents_found for row in measured.rows] == [1, 1, 1, 1]
    assert measured.false_alarms < measured.transactions * 0.03


def test_a_seed_says_what_happens() -> None:
    """The same payments each time, others for another seed."""
    assert planted(3) == planted(3)
    assert planted(3) != planted(4)
