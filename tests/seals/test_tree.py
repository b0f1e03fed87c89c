"""The tree is that of RFC 6962, and an outsider can check all that is proved of it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from tests.seals.sealing import as_dict, leaves
from webapp.seals import verifier

if TYPE_CHECKING:
    from tests.seals.sealing import Sealer
    from tests.support.ledger_calls import LedgerCalls, Row


def root(hashes: list[bytes]) -> bytes:
    """Return MTH of RFC 6962, straight from its text."""
    if len(hashes) == 1:
        return hashes[0]
    left = 1
    while left * 2 < len(hashes):
        left *= 2
    return verifier._node(root(hashes[:left]), root(hashes[left:]))


def decoded(path: list[str]) -> list[bytes]:
    """Return the hashes of a path."""
    return [base64.b64decode(step) for step in path]


@pytest.fixture
def grown(ledger: LedgerCalls, sealer: Sealer, paid: Row) -> list[str]:
    """Return heads of a tree that grew in unequal steps, to more than two whole subtrees."""
    heads = [sealer.seal()]
    pair = {"from_account_id": paid.to_account_id, "to_account_id": paid.from_account_id}
    for number in (1, 2, 250, 7, 300):
        ledger.post(*[{**pair, "amount": "0.01"} for _ in range(number)])
        heads.append(sealer.seal(limit=100))
    return heads


def test_roots_and_paths_are_those_of_the_standard(
    ledger: LedgerCalls, sealer: Sealer, grown: list[str]
) -> None:
    """Every head has the root of its leaves; paths between any two sizes are right."""
    hashes = leaves(ledger)
    heads = [sealer.read(note) for note in grown]
    assert heads[-1][0] == len(hashes) > 512
    for size, head in heads:
        assert head == root(hashes[:size])
    last, last_root = heads[-1]
    for size in (1, 2, 3, 4, 7, 8, 255, 256, 257, 300, 511, 512, 513, last - 1, last):
        proof = ledger.call("prove_consistency", from_size=size, tree_size=last)
        assert base64.b64decode(proof.from_root_hash) == root(hashes[:size])
        verifier.require_consistency(
            size, root(hashes[:size]), last, last_root, decoded(proof.path)
        )
        for leaf in {1, size // 2 + 1, size}:
            inside = ledger.call("prove_inclusion", event_position=leaf, tree_size=size)
            found = verifier.root_of_path(hashes[leaf - 1], leaf - 1, size, decoded(inside.path))
            assert found == root(hashes[:size])
    assert {check.ok for check in ledger.rows("check_seals")} == {True}


def test_a_path_proves_nothing_else(ledger: LedgerCalls, sealer: Sealer, grown: list[str]) -> None:
    """A changed byte, another place, another size, or a path cut short is refused."""
    size, head = sealer.read(grown[-1])
    small, small_root = sealer.read(grown[2])
    path = decoded(ledger.call("prove_consistency", from_size=small, tree_size=size).path)
    for wrong in (path[:-1], [*path, path[0]], [path[0], *path], [bytes(32), *path[1:]]):
        with pytest.raises(verifier.NotProvedError):
            verifier.require_consistency(small, small_root, size, head, wrong)
    proof = sealer.prove(event_position=5, tree_size=size)
    assert "event 5 is in" in verifier.prove_inclusion(proof, sealer.keys, grown[-1], None)
    for change in (
        {"event_position": 6},
        {"leaf_text": proof["leaf_text"].replace("act", "cat")},
        {"path": proof["path"][1:]},
        {"parts": [{**proof["parts"][0], "text": "{}"}]},
        {"parts": [{**proof["parts"][0], "salt": "00"}]},
        {"tree_size": size - 1},
    ):
        with pytest.raises(verifier.NotProvedError):
            verifier.prove_inclusion(proof | change, sealer.keys, grown[-1], None)


def test_a_transaction_is_the_one_that_was_shown(
    ledger: LedgerCalls, sealer: Sealer, paid: Row
) -> None:
    """What the parts say is compared with what was shown, field by field."""
    head = sealer.seal()
    proof = sealer.prove(transaction_id=paid.transaction_id)
    assert proof["head"] == head
    shown: dict[str, object] = {
        name: value if isinstance(value, dict | list) or value is None else str(value)
        for name, value in as_dict(
            ledger.call("get_transaction", transaction_id=paid.transaction_id)
        ).items()
        if not name.endswith("_at")
    }
    told = verifier.prove_inclusion(proof, sealer.keys, None, shown)
    assert "amount" in told
    assert "description" in told
    for field, value in (("amount", "3.01"), ("description", "gift"), ("metadata", {})):
        with pytest.raises(verifier.NotProvedError, match=field):
            verifier.prove_inclusion(proof, sealer.keys, None, shown | {field: value})
