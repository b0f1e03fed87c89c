"""zerosum work seals, signs and takes heads outside; what is not as it was it does not sign."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from tests.seals.sealing import Sealer, Worker, as_dict, heads
from webapp.seals import verifier
from webapp.seals.places import read_heads
from webapp.seals.sealing import DiffersError
from webapp.seals.signing import new_key, read_key
from webapp.worker.seals import SEALS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_NOT_STOPPED = threading.Event()


def _back(paid: Row) -> dict[str, Any]:
    return {
        "from_account_id": paid.to_account_id,
        "to_account_id": paid.from_account_id,
        "amount": 1,
    }


def test_heads_are_signed_when_there_are_events(
    ledger: LedgerCalls, sealer: Sealer, paid: Row, worker: Worker, file: Path
) -> None:
    """An idle ledger makes no new head; what is in the file leads from one to the next."""
    worker.turn()
    worker.turn()
    assert len(heads(ledger)) == 1
    pair = {"from_account_id": paid.from_account_id, "to_account_id": paid.to_account_id}
    for _ in range(2):
        ledger.call("post_transfer", **pair, amount=1)
        worker.turn(every=3600)
        assert len(heads(ledger)) == 1
    worker.turn()
    assert len(heads(ledger)) == 2
    old, new = (sealer.read(head.note) for head in read_heads(file.read_text()))
    assert new[0] == old[0] + 2
    proof = as_dict(ledger.call("prove_consistency", from_size=old[0]))
    verifier.require_consistency(*old, *new, verifier._decoded(proof["path"]))


def test_another_key_goes_on(
    ledger: LedgerCalls, sealer: Sealer, paid: Row, worker: Worker
) -> None:
    """After a rotation new heads are of the new key, and old ones verify with the old one."""
    worker.turn()
    worker.key = new_key("test.example")
    ledger.call("post_transfer", **_back(paid))
    worker.turn()
    lines = [row.verifier_key for row in ledger.rows("list_seal_keys")]
    assert lines == [sealer.key.verifier_key, worker.key.verifier_key]
    new, old = ledger.rows("list_seal_heads")
    sealer.read(old.note)
    with pytest.raises(verifier.NotProvedError):
        sealer.read(new.note)
    for head in (new, old):
        verifier.read_head(head.note, verifier.read_keys("\n".join(lines)))


@pytest.mark.tampered
def test_what_differs_is_not_signed(
    database: Database, ledger: LedgerCalls, paid: Row, worker: Worker
) -> None:
    """Not at this turn and not at the next, until the rows are what they were."""
    worker.turn()
    with database.connect() as session:
        session.execute("ALTER TABLE ledger_audit.transaction DISABLE TRIGGER ALL")
        change = (
            "UPDATE ledger_audit.transaction SET description = %s WHERE idempotency_key = 'rent'"
        )
        session.execute(change, ("gift",))
        ledger.call("post_transfer", **_back(paid))
        for _ in range(3):
            with pytest.raises(Exception, match=r"LG910|^$") as caught:
                worker.turn()
            assert "gift" not in str(caught.value)
        assert len(heads(ledger)) == 1
        assert {row.name for row in ledger.rows("check_seals") if not row.ok} == {
            "events_equal_seals"
        }
        session.execute(change, ("rent",))
    worker.turn()
    assert len(heads(ledger)) == 2


@pytest.mark.tampered
def test_no_head_follows_one_of_another_tree(
    database: Database, ledger: LedgerCalls, paid: Row, worker: Worker, file: Path
) -> None:
    """Who takes the ledger back with its seals is found by the head in the file."""
    worker.turn()
    with database.connect() as session:
        for table in ("seal", "seal_head", "seal_node", "sealed_state", "transaction"):
            session.execute(f"ALTER TABLE ledger_audit.{table} DISABLE TRIGGER ALL".encode())
        for table in ("seal_head", "seal", "seal_node", "sealed_state"):
            session.execute(f"DELETE FROM ledger_audit.{table}".encode())
        session.execute("UPDATE ledger_audit.transaction SET description = 'gift'")
        with pytest.raises(DiffersError):
            worker.turn()
    assert len(heads(ledger)) == 0
    assert len(read_heads(file.read_text())) == 1
    assert "rent" not in file.read_text()
    assert paid.description == "rent"


def test_several_workers_sign_one_line_of_heads(
    database: Database, ledger: LedgerCalls, sealer: Sealer, paid: Row, file: Path
) -> None:
    """At the same time, over the same key: no two heads of one size, and each goes on."""
    workers = [Worker(database, sealer, f"file://{file}") for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        for _ in range(5):
            turns = [pool.submit(worker.turn) for worker in workers]
            ledger.call("post_transfer", **_back(paid))
            for turn in turns:
                turn.result()
    workers[0].turn()
    sizes = heads(ledger)
    assert sorted(set(sizes), reverse=True) == sizes
    known = {size: sealer.read(row.note) for size, row in _by_size(ledger).items()}
    for head in read_heads(file.read_text()):
        assert sealer.read(head.note) == known[head.tree_size]
    first = known[min(known)]
    for size, root in known.values():
        proof = ledger.call("prove_consistency", from_size=first[0], tree_size=size)
        verifier.require_consistency(*first, size, root, verifier._decoded(proof.path))


def _by_size(ledger: LedgerCalls) -> dict[int, Row]:
    return {row.tree_size: row for row in ledger.rows("list_seal_heads")}


def test_the_job_needs_a_key(
    database: Database, ledger: LedgerCalls, paid: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without one nothing is sealed; a line of a file of keys is one."""
    monkeypatch.setenv("ZEROSUM_DATABASE_URL", database.url)
    ledger.call("number_events")
    with database.connect("ledger_dba") as connection:
        SEALS.turn(connection, _NOT_STOPPED)
        assert heads(ledger) == []
        key = new_key("line")
        monkeypatch.setenv("ZEROSUM_SEAL_KEY", key.line + new_key("older").line)
        SEALS.turn(connection, _NOT_STOPPED)
    assert read_key(key.line).public == key.public
    (head,) = ledger.rows("list_seal_heads")
    verifier.read_head(head.note, verifier.read_keys(key.verifier_key))
    assert head.tree_size >= 1
    assert paid.status == "COMPLETED"
