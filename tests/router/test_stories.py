"""A story told in psql at a router is told word for word as on one node."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.examples.test_examples import told

if TYPE_CHECKING:
    from tests.router.conftest import Routed

_RECORDED = Path(__file__).parents[1] / "examples" / "account_life.out"


def test_the_life_of_an_account(towns: Routed) -> None:
    """Results, refusals with their detail and hint, and the rows of views."""
    assert told(towns.router, "account_life") == _RECORDED.read_text(encoding="utf-8")
