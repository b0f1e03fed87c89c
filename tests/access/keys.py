"""Signing keys for tests: made once, as JWK sets."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

if TYPE_CHECKING:
    from pathlib import Path


@cache
def private_key(algorithm: str, number: int = 1) -> Any:  # noqa: ANN401 - of three kinds
    """Return a private key for an algorithm; another for each number."""
    assert number
    if algorithm == "RS256":
        return rsa.generate_private_key(65537, 2048)
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    return ed25519.Ed25519PrivateKey.generate()


def jwk(kid: str, algorithm: str, number: int = 1, *, private: bool) -> dict[str, Any]:
    """Return a key as a JWK."""
    key = private_key(algorithm, number)
    kinds: dict[str, Any] = {"RS256": RSAAlgorithm, "ES256": ECAlgorithm, "EdDSA": OKPAlgorithm}
    document: dict[str, Any] = kinds[algorithm].to_jwk(
        key if private else key.public_key(), as_dict=True
    )
    document.pop("key_ops", None)
    return document | {"kid": kid, "alg": algorithm, "use": "sig"}


def write_set(path: Path, *keys: dict[str, Any]) -> Path:
    """Write a JWK set the way an operator would: whole or not at all."""
    new = path.with_suffix(".new")
    new.write_text(json.dumps({"keys": keys}), encoding="ascii")
    new.replace(path)
    return path
