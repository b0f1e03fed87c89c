"""Ledgers that reports are asked about, and what a report connects as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.benchmarks.history import build
from tests.reporting.story import HOUSE, STORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

    from tests.support.databases import Database
    from tests.support.rig import Rig


@pytest.fixture(scope="module")
def story(rig: Rig) -> Iterator[Database]:
    """Give a ledger in which everything has happened once."""
    with rig.clone(rig.template) as database:
        _tell(database, STORY, HOUSE)
        yield database


@pytest.fixture
def new_story(rig: Rig) -> Iterator[Database]:
    """Give the same for one test, which changes it."""
    with rig.clone(rig.template) as database:
        _tell(database, STORY)
        yield database


@pytest.fixture(scope="module")
def years(rig: Rig) -> Iterator[Database]:
    """Give 600 transfers of three years, dated at random, and the story of today."""
    with rig.clone(rig.template) as database:
        with database.connect() as connection:
            build(connection, transfers=600, accounts=20, dated="late", hot_percent=40)
        _tell(database, STORY)
        yield database


@pytest.fixture
def reader(story: Database) -> Iterator[Connection[Any]]:
    """Give what a report connects to the story as."""
    with story.connect("ledger_report") as connection:
        yield connection


@pytest.fixture
def past(years: Database) -> Iterator[Connection[Any]]:
    """Give what a report connects to the years as."""
    with years.connect("ledger_report") as connection:
        yield connection


def _tell(database: Database, *stories: str) -> None:
    with database.connect() as connection:
        for story in stories:
            connection.execute(story.encode())
