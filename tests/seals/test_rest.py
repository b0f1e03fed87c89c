"""Seals over HTTP: heads for everybody, and of a leaf only the parts that the caller may see."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.callers import code_of
from webapp.seals import verifier

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from tests.seals.sealing import Sealer
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row

    Make = Callable[[str, int], Caller]


def _names(answer: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(part["name"], json.loads(part["text"]).get("account_id")) for part in answer["parts"]]


def _owner(ledger: LedgerCalls, account_id: object) -> int:
    user_id: int = ledger.call("get_account", account_id=account_id).user_id
    return user_id


def test_each_side_proves_what_it_sees(
    ledger: LedgerCalls, sealer: Sealer, caller: Make, paid: Row
) -> None:
    """Payer, payee and auditor get the same leaf with other parts; a stranger gets nothing."""
    head = sealer.seal()
    payer, payee = str(paid.from_account_id), str(paid.to_account_id)
    address = f"/v1/seals/inclusion?transaction_id={paid.transaction_id}"
    transaction = f"/v1/transactions/{paid.transaction_id}"
    leaves = set()
    for role, user_id, parts in (
        ("customer", _owner(ledger, payer), [("moved", None), ("entry", payer)]),
        ("customer", _owner(ledger, payee), [("moved", None), ("entry", payee)]),
        (
            "auditor",
            ledger.call("create_user", username="eve", role="auditor").user_id,
            [("moved", None), ("asked", None), ("entry", payer), ("entry", payee)],
        ),
    ):
        asks = caller(role, user_id)
        answer = asks.get(address)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert _names(answer.get_json()) == parts
        shown = asks.get(transaction).get_json()
        told = verifier.prove_inclusion(answer.get_json(), sealer.keys, head, shown)
        assert "description" in told
        leaves.add(answer.get_json()["leaf_text"])
    assert len(leaves) == 1
    stranger = caller("customer", ledger.call("create_user", username="zoe").user_id)
    assert code_of(stranger.get(address)) == (404, "LG002")
    assert code_of(stranger.get("/v1/seals/inclusion?event_position=1")) == (403, "LG206")


def test_heads_keys_and_consistency(
    ledger: LedgerCalls, sealer: Sealer, caller: Make, paid: Row
) -> None:
    """Whoever is logged in follows the tree from head to head."""
    asks = caller("customer", _owner(ledger, paid.from_account_id))
    assert asks.get("/v1/seals").get_json() == {"items": [], "next_cursor": None}
    assert code_of(asks.get("/v1/seals/consistency?from_size=1")) == (404, "LG030")
    old = sealer.read(sealer.seal())
    ledger.account()
    new = sealer.read(sealer.seal())
    listed = asks.get("/v1/seals?limit=1").get_json()
    assert sealer.read(listed["items"][0]["note"]) == new
    older = asks.get(f"/v1/seals?limit=1&cursor={listed['next_cursor']}").get_json()
    assert sealer.read(older["items"][0]["note"]) == old
    (key,) = asks.get("/v1/seals/keys").get_json()["keys"]
    assert key["verifier_key"] == sealer.key.verifier_key
    proof = asks.get(f"/v1/seals/consistency?from_size={old[0]}").get_json()
    verifier.require_consistency(*old, *new, verifier._decoded(proof["path"]))
    for size in (0, new[0] + 1):
        answer = asks.get(f"/v1/seals/consistency?from_size={size}")
        assert answer.status_code in {404, 422, 400}


def test_the_verifier_needs_nothing_of_the_ledger(
    ledger: LedgerCalls, sealer: Sealer, caller: Make, paid: Row, tmp_path: Path
) -> None:
    """Copied elsewhere, in a Python without packages, it proves, and refuses what is forged."""
    asks = caller("customer", _owner(ledger, paid.from_account_id))
    copy = tmp_path / "verifier.py"
    copy.write_bytes(_file_of(verifier))
    old = sealer.seal()
    ledger.account()
    new = sealer.seal()
    size = sealer.read(old)[0]
    files = {
        "keys": sealer.key.verifier_key,
        "old": old,
        "new": new,
        "forged": new.replace("zerosum/", "zerosum/x"),
        "proof": asks.get(f"/v1/seals/inclusion?transaction_id={paid.transaction_id}").text,
        "grown": asks.get(f"/v1/seals/consistency?from_size={size}").text,
        "shown": asks.get(f"/v1/transactions/{paid.transaction_id}").text,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "gift").write_text(files["shown"].replace("rent", "gift"))

    def run(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-I", "-S", str(copy), arguments[0], "--key", "keys"]
        done = subprocess.run(
            [*command, *arguments[1:]],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stdout + done.stderr

    for arguments in (
        ("head", "new"),
        ("inclusion", "--shown", "shown", "proof"),
        ("consistency", "old", "new", "grown"),
    ):
        assert run(*arguments)[0] == 0, run(*arguments)
    for arguments in (
        ("head", "forged"),
        ("inclusion", "--head", "old", "proof"),
        ("inclusion", "--shown", "gift", "proof"),
        ("consistency", "new", "old", "grown"),
        ("inclusion", "grown"),
    ):
        ended, told = run(*arguments)
        assert (ended, told.startswith("not proved: ")) == (1, True), told


def _file_of(module: ModuleType) -> bytes:
    return Path(str(module.__file__)).read_bytes()
