"""Check what a Zerosum ledger says of its seals, without the ledger and without its code.

This file needs Python 3.11 and nothing else; copy it where nobody of the ledger can change it.

    python verifier.py head --key KEYS HEAD            a signed head
    python verifier.py inclusion --key KEYS PROOF      that an event is in the tree
    python verifier.py consistency --key KEYS OLD NEW PROOF    that NEW only adds to OLD

KEYS is a file of verifier keys, one a line; HEAD, OLD and NEW are signed notes; PROOF is what
GET /v1/seals/... answers, or `zerosum proof`. With --shown FILE the transaction in FILE, as REST
shows it, must be the one in the leaf. It prints what is proved; it ends with 1 if nothing is.
Formats: RFC 6962 (tree), C2SP signed-note and tlog-checkpoint (heads), RFC 8032 (signatures).
"""

import argparse
import base64
import hashlib
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
_Point = tuple[int, int, int, int]  # x * z, y * z, z, x * y * z
Keys = dict[tuple[str, bytes], bytes]
Said = dict[str, list[dict[str, object]]]
_KEY, _SIGNATURE = 33, 64  # bytes, with the one for Ed25519


class NotProvedError(Exception):
    """What was given does not prove what it says."""


def _add(a: _Point, b: _Point) -> _Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % _P, (a[1] + a[0]) * (b[1] + b[0]) % _P
    c, d = 2 * a[3] * b[3] * _D % _P, 2 * a[2] * b[2] % _P
    h, g, i, j = f - e, d + c, f + e, d - c
    return (h * j % _P, g * i % _P, j * g % _P, h * i % _P)


def _times(number: int, point: _Point) -> _Point:
    found: _Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = _add(found, point)
        point = _add(point, point)
        number >>= 1
    return found


def _point(encoded: bytes) -> _Point:
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    x = x * _ROOT % _P if (x * x - square) % _P else x
    if y >= _P or (x * x - square) % _P or (x == 0 and sign):
        raise NotProvedError("no point of the curve")
    x = _P - x if x & 1 != sign else x
    return (x, y, 1, x * y % _P)


_BASE = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))


def signature_is_right(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Verify Ed25519 as RFC 8032 has it, without the cofactor."""
    key, point = _point(public_key), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= _L or len(signature) != _SIGNATURE:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    left = _times(scalar, _BASE)
    right = _add(point, _times(int.from_bytes(digest, "little") % _L, key))
    return not any((left[i] * right[2] - right[i] * left[2]) % _P for i in (0, 1))


def read_keys(text: str) -> Keys:
    """Return public keys by name and id, from lines of name+id+key."""
    found = {}
    for line in text.split():
        name, key_id, encoded = line.split("+", 2)
        key = base64.b64decode(encoded, validate=True)
        expected = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
        if len(key) != _KEY or key[0] != 1 or expected.hex() != key_id:
            raise NotProvedError(f"no Ed25519 key: {line}")
        found[name, expected] = key[1:]
    return found


def read_head(note: str, keys: Keys) -> tuple[str, int, bytes]:
    """Return origin, size and root of a head that one of the keys has signed."""
    said, _, signatures = note.rpartition("\n\n")
    said += "\n"
    for line in signatures.splitlines():
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.rpartition(" ")
        signature = base64.b64decode(encoded) if dash == "\u2014" else b""
        key = keys.get((name, signature[:4]))
        if key is not None and signature_is_right(key, said.encode(), signature[4:]):
            origin, size, root, *_ = said.split("\n")
            return origin, int(size), base64.b64decode(root, validate=True)
    raise NotProvedError("no known key has signed the head")


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def leaf_hash(text: str) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + text.encode()).digest()


def _climb(
    number: int, last: int, roots: tuple[bytes, bytes], path: list[bytes]
) -> tuple[bytes, bytes]:
    """Go up from a node: the roots of the tree that ends there, and of the whole one."""
    old, new = roots
    for step in path:
        if last == 0:
            raise NotProvedError("the path is too long")
        if number & 1 or number == last:
            old, new = _node(step, old), _node(step, new)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            new = _node(new, step)
        number, last = number >> 1, last >> 1
    if last:
        raise NotProvedError("the path is too short")
    return old, new


def root_of_path(leaf: bytes, number: int, size: int, path: list[bytes]) -> bytes:
    """Return the root that an inclusion path leads to (RFC 9162, 2.1.3.2)."""
    if not 0 <= number < size:
        raise NotProvedError("the leaf is not within the tree")
    return _climb(number, size - 1, (leaf, leaf), path)[1]


def require_consistency(
    size: int, root: bytes, larger_size: int, larger_root: bytes, path: list[bytes]
) -> None:
    """Raise unless the larger tree goes on from the smaller one (RFC 9162, 2.1.4.2)."""
    if size == larger_size and not path and root == larger_root:
        return
    if not 0 < size < larger_size:
        raise NotProvedError("the second head must be the larger one")
    steps = [root, *path] if size & (size - 1) == 0 else path
    number, last = size - 1, larger_size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    if not path or _climb(number, last, (steps[0], steps[0]), steps[1:]) != (root, larger_root):
        raise NotProvedError("the larger tree does not go on from the smaller one")


def _read_parts(leaf_text: str, position: int, parts: list[dict[str, object]]) -> Said:
    lines = leaf_text.split("\n")
    if lines[:2] != ["zerosum event 1", str(position)]:
        raise NotProvedError("the leaf is of another event")
    said: Said = {}
    for part in parts:
        salted = bytes.fromhex(str(part["salt"])) + str(part["text"]).encode()
        line = f"{part['name']} {hashlib.sha256(salted).hexdigest()}"
        if lines[1 + int(str(part["number"]))] != line:
            raise NotProvedError(f"part {part['number']} is not the one in the leaf")
        said.setdefault(str(part["name"]), []).append(json.loads(str(part["text"])))
    return said


def _require_shown(said: Said, shown: dict[str, object]) -> list[str]:
    compared, both = [], ("amount", "currency")
    sides = {shown.get("from_account_id"), shown.get("to_account_id")}
    parts = said.get("moved", []) + said.get("asked", [])
    parts += [{f: e[f] for f in both} for e in said.get("entry", []) if e["account_id"] in sides]
    for field, value in (item for part in parts for item in part.items()):
        # REVERSED is told by the transactions that reverse this one.
        is_reversed = (field, value, shown.get(field)) == ("status", "COMPLETED", "REVERSED")
        if is_reversed or shown.get(field) is None:
            continue
        if value != shown[field] and (
            field != "amount" or Decimal(str(value)) != Decimal(str(shown[field]))
        ):
            raise NotProvedError(f"{field} was sealed as {value!r}, not {shown[field]!r}")
        compared.append(field)
    if "transaction_id" not in compared:
        raise NotProvedError("what was shown is no transaction of this leaf")
    return sorted(set(compared))


def _decoded(path: list[str]) -> list[bytes]:
    return [base64.b64decode(step, validate=True) for step in path]


def prove_inclusion(
    proof: dict[str, Any], keys: Keys, head: str | None, shown: dict[str, object] | None
) -> str:
    """Return what an inclusion proof proves."""
    origin, size, root = read_head(head or proof["head"] or "", keys)
    position = int(proof["event_position"])
    if size != int(proof["tree_size"]):
        raise NotProvedError("the head is of another size than the proof")
    leaf = leaf_hash(proof["leaf_text"])
    if root_of_path(leaf, position - 1, size, _decoded(proof["path"])) != root:
        raise NotProvedError("the path does not lead to the root of the head")
    said = _read_parts(proof["leaf_text"], position, proof["parts"])
    compared = _require_shown(said, shown) if shown is not None else []
    told = f"; as shown: {', '.join(compared)}" if compared else ""
    return f"event {position} is in {origin} of {size} events{told}"


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("what", choices=["head", "inclusion", "consistency"])
    parser.add_argument("--key", required=True, type=Path, help="file of verifier keys")
    parser.add_argument("--head", type=Path, help="the head to prove against")
    parser.add_argument("--shown", type=Path, help="a transaction as it was shown")
    parser.add_argument("files", nargs="+", type=Path)
    given = parser.parse_args()
    try:
        keys = read_keys(given.key.read_text())
        texts = [file.read_text() for file in given.files]
        if given.what == "inclusion":
            head = given.head.read_text() if given.head else None
            shown = json.loads(given.shown.read_text()) if given.shown else None
            told = prove_inclusion(json.loads(texts[0]), keys, head, shown)
        else:
            told, size, root = read_head(texts[0], keys)
            if given.what == "consistency":
                origin, larger, larger_root = read_head(texts[1], keys)
                path = _decoded(json.loads(texts[2])["path"])
                require_consistency(size, root, larger, larger_root, path)
                told = f"{origin} of {larger} events only adds to {told}"
            told = f"{told} of {size} events"
    except (NotProvedError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        sys.stderr.write(f"not proved: {error}\n")
        return 1
    sys.stdout.write(f"{told}\n")
    return 0


if __name__ == "__main__":
    sys.exit(_main())
