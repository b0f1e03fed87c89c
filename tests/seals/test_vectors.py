"""The vectors that are published: fresh, and right by the verifier and by another library."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from tests.seals.vectors import PATH, make
from webapp.seals import verifier

pytestmark = pytest.mark.serverless


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    """Return what is published."""
    found: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return found


def test_they_are_fresh(vectors: dict[str, Any]) -> None:
    """`python -m tests.seals.vectors` makes them anew."""
    assert make() == vectors


def test_the_verifier_agrees(vectors: dict[str, Any]) -> None:
    """Each head, proof of inclusion and proof of consistency; and it refuses the others."""
    keys = verifier.read_keys(vectors["verifier_key"])
    for head in vectors["heads"]:
        _, size, root = verifier.read_head(head["note"], keys)
        assert (size, base64.b64encode(root).decode()) == (head["tree_size"], head["root_hash"])
    for proof in vectors["inclusion"]:
        verifier.prove_inclusion(proof, keys, None, None)
    for proof in vectors["consistency"]:
        verifier.require_consistency(
            proof["from_size"],
            base64.b64decode(proof["from_root_hash"]),
            proof["tree_size"],
            base64.b64decode(proof["root_hash"]),
            verifier._decoded(proof["path"]),
        )
    for wrong in vectors["refused"]:
        with pytest.raises(verifier.NotProvedError):
            verifier.read_head(wrong["note"], keys)


def test_signatures_are_those_of_another_library() -> None:
    """What cryptography signs is right, and with any bit changed it is not, for both."""
    for number in range(20):
        private = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        public, message = private.public_key().public_bytes_raw(), bytes(range(number))
        signature = private.sign(message)
        assert verifier.signature_is_right(public, message, signature)
        for bit in (0, 7, 100, 255, 256, 300, 511):
            changed = bytearray(signature)
            changed[bit // 8] ^= 1 << bit % 8
            with pytest.raises(InvalidSignature):
                Ed25519PublicKey.from_public_bytes(public).verify(bytes(changed), message)
            try:
                assert not verifier.signature_is_right(public, message, bytes(changed))
            except verifier.NotProvedError:
                continue
        assert not verifier.signature_is_right(public, message + b"x", signature)
