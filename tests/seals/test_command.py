"""zerosum proof: by hand, from a new key to a head that names what was changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from webapp.cli import command
from webapp.seals import verifier
from webapp.seals.places import read_heads

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.seals.sealing import Sealer
    from tests.support.databases import Database
    from tests.support.ledger_calls import Row

    Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(database: Database, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs a command, and returns how it ended and what it printed."""
    monkeypatch.setenv("ZEROSUM_DATABASE_URL", database.url_as("ledger_dba"))

    def call(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(command, arguments, prog_name="zerosum")
        return done.exit_code, done.output or str(done.exception or "")

    return call


def _pay_back(database: Database, paid: Row) -> None:
    with database.connect() as session:
        session.execute(
            "SELECT ledger.post_transfer(%s, %s, 1)", (paid.to_account_id, paid.from_account_id)
        )


@pytest.mark.tampered
def test_from_a_key_to_what_was_changed(
    run: Run, database: Database, paid: Row, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys are made and rotated, heads are kept, proofs check, and a change is named."""
    keys, heads, public = (tmp_path / name for name in ("key", "heads", "public"))
    assert run("proof", "head")[0] != 0
    ended, first = run("proof", "new-key", "bank.example", str(keys))
    assert (ended, oct(keys.stat().st_mode)[-3:]) == (0, "600")
    monkeypatch.setenv("ZEROSUM_SEAL_KEY_FILE", str(keys))
    monkeypatch.setenv("ZEROSUM_SEAL_PUSH", f"file://{heads}")
    monkeypatch.setenv("ZEROSUM_SEAL_EVERY", "1")
    assert run("work", "--once", "--job", "numbering", "--job", "seals")[0] == 0
    second = run("proof", "new-key", "bank.example", str(keys))[1]
    _pay_back(database, paid)
    with database.connect() as session:
        session.execute("SELECT pg_sleep(1.1)")
    assert run("work", "--once", "--job", "numbering", "--job", "seals")[0] == 0
    assert run("proof", "keys") == (0, first + second)
    public.write_text(first + second)
    known = verifier.read_keys(public.read_text())
    size = verifier.read_head(run("proof", "head")[1], known)[1]
    kept = read_heads(heads.read_text())
    assert read_heads(run("proof", "head", "--all")[1]) == kept
    assert len(kept) == 2

    told = json.loads(run("proof", "inclusion", str(paid.transaction_id))[1])
    assert "rent" in json.dumps(told["parts"])
    assert verifier.prove_inclusion(told, known, None, None)
    assert json.loads(run("proof", "inclusion", "1", "--size", "3")[1])["tree_size"] == 3
    assert json.loads(run("proof", "consistency", "1")[1])["tree_size"] == size
    for wrong in (("inclusion", "x"), ("inclusion", str(size + 5)), ("consistency", "99999")):
        assert run("proof", *wrong)[0] != 0

    check = ("proof", "check", "--head", str(heads), "--key", str(public))
    ended, printed = run(*check)
    assert (ended, "differs" in printed) == (0, False), printed
    with database.connect() as session:
        session.execute("ALTER TABLE ledger_audit.transaction DISABLE TRIGGER ALL")
        session.execute("UPDATE ledger_audit.transaction SET description = 'gift'")
    ended, printed = run(*check)
    assert ended == 1
    assert "differs  events_equal_seals" in printed
    public.write_text(first)
    ended, printed = run(*check)
    assert (ended, "no known key" in printed) == (1, True)


@pytest.mark.tampered
def test_of_several_heads_the_first_that_differs_is_told(
    run: Run, database: Database, paid: Row, sealer: Sealer, tmp_path: Path
) -> None:
    """Where rows were rewritten and sealed anew, two heads tell between which positions."""
    notes = [sealer.seal()]
    for _ in range(2):
        _pay_back(database, paid)
        notes.append(sealer.seal())
    kept, changed, _ = (sealer.read(note)[0] for note in notes)
    heads = tmp_path / "heads"
    heads.write_text("\n".join(notes))
    with database.connect() as session:
        for table in ("seal", "seal_head", "seal_node", "sealed_state", "transaction"):
            session.execute(f"ALTER TABLE ledger_audit.{table} DISABLE TRIGGER ALL".encode())
        session.execute(
            "UPDATE ledger_audit.transaction SET description = 'gift' WHERE transaction_id ="
            " (SELECT f.transaction_id FROM ledger_audit.feed_event AS f"
            " WHERE f.event_position = %s)",
            (changed,),
        )
        for table in ("seal_head", "seal", "seal_node"):
            session.execute(f"DELETE FROM ledger_audit.{table}".encode())
        # The states stay as they were, so that nothing but the one event differs.
        session.execute("SELECT ledger_private.grow_tree(0, %s, gen_random_uuid())", (changed + 1,))
    ended, printed = run("proof", "check", "--head", str(heads))
    assert ended == 1
    assert "ok       events_equal_seals" in printed
    assert f'"tree_size": {changed}' in printed
    assert f'"after_position": {kept}' in printed
