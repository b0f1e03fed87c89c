"""The catalog keeps the rules of the house, and each rule notices a planted violation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conventions.rules import SAFETY, Rule
from tests.conventions.rules_of_comments import COMMENTS
from tests.conventions.rules_of_names import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from tests.support.rig import Rig

_RULES = [pytest.param(rule, id=rule.name.replace(" ", "-")) for rule in COMMENTS + SAFETY + NAMES]


@pytest.fixture(scope="module")
def catalog(rig: Rig) -> Iterator[psycopg.Connection[tuple[str]]]:
    """Give one deployed database to read; what a test plants it rolls back."""
    with rig.clone(rig.template) as database, database.connect() as connection:
        yield connection


@pytest.mark.parametrize("rule", _RULES)
def test_rule(catalog: psycopg.Connection[tuple[str]], rule: Rule) -> None:
    """Nothing in the database breaks it."""
    assert [row[0] for row in catalog.execute(rule.violations.encode())] == []


@pytest.mark.parametrize("rule", _RULES)
def test_a_planted_violation_is_noticed(
    catalog: psycopg.Connection[tuple[str]], rule: Rule
) -> None:
    """The rule could fail."""
    with catalog.transaction(force_rollback=True):
        catalog.execute(rule.planted.encode())
        found = [row[0] for row in catalog.execute(rule.violations.encode())]
    assert any(rule.named in row for row in found), found
