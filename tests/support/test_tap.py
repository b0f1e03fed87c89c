"""TAP is judged strictly."""

from __future__ import annotations

import pytest

from tests.support.tap import judge


def test_a_stream_that_keeps_its_plan_is_right() -> None:
    """Remarks and other output between the lines do no harm."""
    verdict = judge("1..2\nok 1 - it is so\n# a remark\nsome row\nok 2\n")
    assert (verdict.assertions, verdict.faults) == (2, ())


@pytest.mark.parametrize(
    ("output", "fault"),
    [
        ("1..1\nnot ok 1 - it is so\n", "not ok 1 - it is so"),
        ("1..2\nok 1\n", "planned 2 assertions, ran 1"),
        ("1..1\nok 1\nok 2\n", "planned 1 assertions, ran 2"),
        ("ok 1\n", "no plan"),
        ("", "no plan"),
        ("1..0\n", "no assertion"),
        ("1..1\n1..1\nok 1\n", "2 plans"),
        ("1..2\nok 1\nok 3\n", "expected assertion 2: ok 3"),
        ("1..1\nok 1 - later # SKIP no time\n", "ok 1 - later # SKIP no time"),
        ("1..1\nnot ok 1 - later # TODO\n", "not ok 1 - later # TODO"),
        ("1..0 # SKIP not here\n", "the file skips itself: 1..0 # SKIP not here"),
    ],
)
def test_anything_else_is_a_fault(output: str, fault: str) -> None:
    """Each with a line that says which."""
    assert fault in judge(output).faults
