"""What belongs to which tier."""

from __future__ import annotations

import pytest

from tests.support.tiers import is_quick


@pytest.mark.parametrize(
    ("folder", "fixtures", "expected"),
    [
        ("tests/shapes", [], True),
        ("tests/shapes", ["tmp_path"], True),
        ("tests/holds", ["ledger", "database", "rig"], False),
        ("tests/cli", ["commands", "home"], False),
        ("tests/conventions", ["catalog", "rig"], True),
        ("pgtap/holds", [], True),
    ],
)
def test_quick_is_what_needs_no_server_and_three_folders(
    folder: str, fixtures: list[str], *, expected: bool
) -> None:
    """Unless it takes long."""
    assert is_quick(folder, fixtures, is_long=False) is expected
    assert not is_quick(folder, fixtures, is_long=True)


def test_a_test_that_needs_no_server_is_marked(request: pytest.FixtureRequest) -> None:
    """As this one."""
    assert request.node.get_closest_marker("quick")
    assert request.node.get_closest_marker("serverless")


def test_a_test_that_needs_a_server_is_not(request: pytest.FixtureRequest, cluster: object) -> None:
    """As this one; and it is not long."""
    assert cluster
    assert not request.node.get_closest_marker("quick")
    assert not request.node.get_closest_marker("long")
    assert not request.node.get_closest_marker("serverless")
