"""The dbt package of docs/how-to/dbt builds by real dbt as reporting.md tells, and sees faults."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.docs.blocks import blocks_of
from tests.docs.typing_along import Reader
from tests.reporting.recipe import PAGE, keys_of, references_of, reflected
from tests.reporting.story import HOUSE, STORY
from tests.support.clocks import let_clock_be_wrong, set_clock
from tests.support.databases import Database
from tests.support.ports import unused_port
from webapp.config import DATABASE
from webapp.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from sqlalchemy import MetaData

    from tests.support.commands import Commands

pytestmark = pytest.mark.system

_PACKAGE = PAGE.parent / "dbt"
_DBT = Path(sys.prefix) / "dbt" / "bin" / "dbt"
# The story is booked five days ago, this two days ago, the sample today; between them nothing.
_LATER = """
    SELECT FROM ledger.post_transfer(
        ledger.account_id('alice'), ledger.account_id('bob'), 3, p_idempotency_key => 'later')
"""
_AXES = ("booked", "effective")
_THROUGH_TODAY = "zerosum_through_on: current_date, zerosum_axis: "
# A mart that misleads: the file, what stands there, what is planted, and the test that must fail.
_FAULTS = {
    "counts refusals": (
        "daily_volume",
        "\n)\n\nSELECT",
        """
    UNION ALL
    SELECT r.transaction_id, (r.created_at AT TIME ZONE 'UTC')::date, r.currency,
        r.transaction_type, r.amount, false
    FROM {{ source('reporting', 'refusals') }} AS r
)

SELECT""",
        "volume_is_what_left_accounts",
    ),
    "leaves idle days out": (
        "daily_balances",
        "ON a.account_id = b.account_id",
        "ON a.account_id = b.account_id WHERE b.money_in + b.money_out > 0",
        "balances_go_on_from_day_to_day",
    ),
    "loses an account": (
        "daily_balances",
        "ON a.account_id = b.account_id",
        "ON a.account_id = b.account_id WHERE b.account_code <> 'bob'",
        "balances_sum_to_zero",
    ),
    "has a row twice": (
        "daily_balances",
        "JOIN {{",
        "CROSS JOIN generate_series(1, 2) AS g (n)\nJOIN {{",
        "unique_together_daily_balances_account_id__balance_on",
    ),
}


@pytest.fixture
def ledger(commands: Commands, tmp_path: Path) -> Database:
    """Give a ledger with a port for reports, in which everything has happened on several days."""
    commands.environment.update(
        ZEROSUM_PG_PORT=str(unused_port()),
        DBT_TARGET_PATH=str(tmp_path / "target"),
        DBT_LOG_PATH=str(tmp_path / "logs"),
        NO_COLOR="1",
    )
    commands.up()
    database = Database(EmbeddedPostgres(commands.home), DATABASE)
    let_clock_be_wrong(database)
    with database.connect() as connection:
        for days, story in ((5, STORY), (2, _LATER)):
            set_clock(connection, timedelta(days=-days))
            connection.execute(story.encode())
        set_clock(connection, timedelta(0))
        connection.execute(HOUSE.encode())
        assert connection.execute("SELECT bool_and(ok) FROM ledger.verify()").fetchone() == (True,)
    return database


def told_to_type(commands: Commands, *, built: bool) -> list[str]:
    """Type what the page tells about dbt, or only what comes before the build; return faults."""
    here = {".venv/dbt/bin/dbt": str(_DBT), "6543": commands.environment["ZEROSUM_PG_PORT"]}
    typed = []
    for block in blocks_of(PAGE.read_text(encoding="utf-8")):
        if "marts" in block.text or (built and "dbt build" in block.text):
            text = block.text
            for shown, real in here.items():
                text = text.replace(shown, real)
            typed.append(replace(block, text=text, held_by=None))
    assert len(typed) == 1 + built
    return Reader(commands).read(PAGE.name, typed)


def build(
    commands: Commands, package: Path, *more: str, axis: str = "booked"
) -> subprocess.CompletedProcess[str]:
    """Build once more, through today."""
    words = {"PGPASSWORD": "four other common words"}
    port = {"PGPORT": commands.environment["ZEROSUM_PG_PORT"]}
    places = ("--project-dir", package, "--profiles-dir", package)
    return subprocess.run(
        [_DBT, "build", *places, "--vars", f"{{{_THROUGH_TODAY}{axis}}}", *more],
        env={**commands.environment, **words, **port},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def sources_of(
    manifest: dict[str, Any],
) -> tuple[dict[str, set[str]], set[tuple[str, str, str, str]]]:
    """Return the keys and references that the package tests its sources for."""
    keys: dict[str, set[str]] = {}
    filled: set[tuple[str, str]] = set()
    references = set()
    for test in manifest["nodes"].values():
        told = test.get("test_metadata")
        if not told or test["attached_node"] or not test["sources"]:
            continue
        kind, given = told["name"], told["kwargs"]
        given = {**given, **given.pop("arguments", {})}
        view = re.findall(r"source\('reporting', '(\w+)'\)", given["model"])[0]
        if kind == "unique":
            keys[view] = {given["column_name"]}
        elif kind == "unique_together":
            keys[view] = set(given["columns"])
        elif kind == "not_null":
            filled.add((view, given["column_name"]))
        elif kind == "relationships":
            target = re.findall(r"source\('reporting', '(\w+)'\)", given["to"])[0]
            references.add((view, given["column_name"], target, given["field"]))
    assert filled == {(view, column) for view, key in keys.items() for column in key}
    return keys, references


def of_reporters(
    ledger: MetaData,
) -> tuple[dict[str, set[str]], set[tuple[str, str, str, str]]]:
    """Return the keys and references that comments tell of what a reporter may read."""
    personal = {"audit_trail", "user_names"}
    keys = {view: key for view, key in keys_of(ledger).items() if view not in personal}
    return keys, {found for found in references_of(ledger) if found[0] not in personal}


def test_it_builds_as_told(commands: Commands, ledger: Database, tmp_path: Path) -> None:
    """As a report login over TCP: sources, relationships and marts are right, on both axes."""
    assert _DBT.exists(), "dbt is missing: make venv-dbt"
    assert told_to_type(commands, built=True) == []
    manifest = json.loads((tmp_path / "target" / "manifest.json").read_text(encoding="utf-8"))
    with reflected(ledger.url_as("ledger_report"), tmp_path) as comments:
        assert sources_of(manifest) == of_reporters(comments)
    for axis in _AXES:
        done = build(commands, _PACKAGE, axis=axis)
        assert done.returncode == 0, done.stdout
    with ledger.connect("marts") as connection:
        assert connection.execute(
            "SELECT b.balance FROM marts.daily_balances AS b"
            " WHERE b.account_code = 'alice' AND b.balance_on > current_date - 7"
            " ORDER BY b.balance_on"
        ).fetchall() == [(balance,) for balance in (7, 72.5, 72.5, 72.5, 69.5, 69.5, 69.5)]
        assert connection.execute(
            "SELECT v.transaction_type, v.volume, v.given_back FROM marts.daily_volume AS v"
            " WHERE v.moved_on = current_date - 5 ORDER BY 1"
        ).fetchall() == [
            *(("capture", 4, 0), ("reversal", 12.5, 12.5)),
            *(("transaction", 11, 0), ("transfer", 132, 0)),
        ]
        # Nothing that the next deploy of the ledger could meet.
        views = "SELECT count(*) FROM pg_views WHERE schemaname = 'marts'"
        assert connection.execute(views).fetchone() == (0,)


@pytest.mark.usefixtures("ledger")
def test_a_mart_that_misleads_is_noticed(commands: Commands, tmp_path: Path) -> None:
    """By a test of the package, called by its name."""
    assert told_to_type(commands, built=False) == []
    for fault, (file, place, planted, named) in _FAULTS.items():
        package = shutil.copytree(_PACKAGE, tmp_path / fault)
        model = package / "models" / f"{file}.sql"
        text = model.read_text(encoding="utf-8")
        assert text.count(place) == 1
        model.write_text(text.replace(place, planted), encoding="utf-8")
        done = build(commands, package, "--select", "daily_balances", "daily_volume")
        assert done.returncode == 1, done.stdout
        assert named in re.findall(r"\bFAIL \d+ (\w+)", done.stdout), fault
