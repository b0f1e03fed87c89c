"""Vectors for other verifiers: made by `python -m tests.seals.vectors`, from fixed texts."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from webapp.seals import verifier
from webapp.seals.signing import SealKey, head_text

PATH = Path(__file__).parents[2] / "docs/reference/seal-vectors.json"
_SIZES = (1, 2, 3, 7, 8, 13)
_FEED = "01900000-0000-7000-8000-000000000000"


def _root(hashes: list[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    left = _left(len(hashes))
    return verifier._node(_root(hashes[:left]), _root(hashes[left:]))


def _left(size: int) -> int:
    left = 1
    while left * 2 < size:
        left *= 2
    return left


def _path(number: int, hashes: list[bytes]) -> list[bytes]:
    if len(hashes) == 1:
        return []
    left = _left(len(hashes))
    if number < left:
        return [*_path(number, hashes[:left]), _root(hashes[left:])]
    return [*_path(number - left, hashes[left:]), _root(hashes[:left])]


def _growth(size: int, hashes: list[bytes], *, is_known: bool = True) -> list[bytes]:
    if size == len(hashes):
        return [] if is_known else [_root(hashes)]
    left = _left(len(hashes))
    if size <= left:
        return [*_growth(size, hashes[:left], is_known=is_known), _root(hashes[left:])]
    return [*_growth(size - left, hashes[left:], is_known=False), _root(hashes[:left])]


def _encoded(path: list[bytes]) -> list[str]:
    return [base64.b64encode(step).decode() for step in path]


def make() -> dict[str, Any]:
    """Return keys, leaves, heads and proofs, straight from the text of RFC 6962."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = SealKey("vectors.example", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    other = SealKey("vectors.example", Ed25519PrivateKey.from_private_bytes(bytes(32)))
    events = [_event(position) for position in range(1, max(_SIZES) + 1)]
    hashes = [verifier.leaf_hash(event["leaf_text"]) for event in events]
    roots = {size: base64.b64encode(_root(hashes[:size])).decode() for size in _SIZES}
    heads = {size: key.sign(head_text(_FEED, size, root)) for size, root in roots.items()}
    last = max(_SIZES)
    return {
        "verifier_key": key.verifier_key,
        "heads": [{"tree_size": n, "root_hash": roots[n], "note": heads[n]} for n in _SIZES],
        "inclusion": [
            {
                **event,
                "tree_size": size,
                "root_hash": roots[size],
                "path": _encoded(_path(event["event_position"] - 1, hashes[:size])),
                "head": heads[size],
            }
            for size in _SIZES
            for event in events[:size]
        ],
        "consistency": [
            {
                "from_size": size,
                "tree_size": larger,
                "from_root_hash": roots[size],
                "root_hash": roots[larger],
                "path": _encoded(_growth(size, hashes[:larger])),
            }
            for size in _SIZES
            for larger in _SIZES
            if size <= larger
        ],
        "refused": [
            {"why": "signed by another key of the same name", "note": _of(other, roots, last)},
            {"why": "a size that was not signed", "note": heads[last].replace("\n13\n", "\n12\n")},
            {"why": "no signature", "note": heads[last].partition("\n\n")[0] + "\n\n"},
        ],
    }


def _of(key: SealKey, roots: dict[int, str], size: int) -> str:
    return key.sign(head_text(_FEED, size, roots[size]))


def _event(position: int) -> dict[str, Any]:
    texts = {
        "moved": '{"description": "Miete für März", "transaction_id": "…"}',
        "asked": f'{{"amount": "{position}.5", "currency": "EUR"}}',
    }
    parts = [
        {
            "number": number,
            "name": name,
            "salt": hashlib.sha256(bytes([position, number])).hexdigest(),
            "text": text,
        }
        for number, (name, text) in enumerate(texts.items(), 1)
    ]
    lines = [
        f"{part['name']} "
        + hashlib.sha256(bytes.fromhex(str(part["salt"])) + str(part["text"]).encode()).hexdigest()
        for part in parts
    ]
    states = f"states {hashlib.sha256().hexdigest()}"
    return {
        "event_position": position,
        "leaf_text": "\n".join(["zerosum event 1", str(position), *lines, states, ""]),
        "parts": parts,
    }


if __name__ == "__main__":
    PATH.write_text(json.dumps(make(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
