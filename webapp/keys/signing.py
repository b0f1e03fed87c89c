"""Keys that verify tokens: a fixed map from kid to key, and one algorithm to each key.

Our own keys come from the secret in the settings (HS256, without a kid) or from a JWK set
file, whose first key signs. A provider's come from its JWKS file. Both files are read again
when they change, so that a key is added, promoted or removed without a restart:

    zerosum signing-key rotate FILE    puts a new key first; the others go on verifying
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from jwt import PyJWK
from jwt.exceptions import PyJWKError, PyJWTError

AUDIENCE = "zerosum"
ISSUER = "zerosum"
SECRET_ALGORITHM = "HS256"  # noqa: S105 - the name of an algorithm
ASYMMETRIC = frozenset({"RS256", "ES256", "EdDSA"})
LOOK_SECONDS = 1.0  # how long a changed file may go unnoticed
_SHORTEST_RSA = 2048
_SHORTEST_SECRET = 32
_MAXIMUM_KID = 200

_log = logging.getLogger(__name__)


class KeyFileError(Exception):
    """A key file can't be used, and why."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key, the one algorithm it is for, and whose tokens it verifies, made for whom."""

    algorithm: str
    verifying: Any
    issuer: str
    audience: str
    is_ours: bool
    kid: str | None = None
    signing: Any = None


Keys = Mapping[str | None, Key]


def secret_key(secret: str) -> Keys:
    """Return the map of the one key that the settings hold as a secret."""
    value = secret.encode()
    return {None: Key(SECRET_ALGORITHM, value, ISSUER, AUDIENCE, is_ours=True, signing=value)}


def own_keys(path: Path) -> Keys:
    """Read our own keys. Raises KeyFileError unless each is private, named and fit to sign."""
    keys: dict[str | None, Key] = {}
    for kid, jwk in _members(path).items():
        key = _parse(path, kid, jwk, {*ASYMMETRIC, SECRET_ALGORITHM})
        signing = verifying = key.key
        if key.algorithm_name == SECRET_ALGORITHM:
            if len(signing) < _SHORTEST_SECRET:
                raise KeyFileError(f"{path}: key {kid} is shorter than {_SHORTEST_SECRET} bytes")
        elif not hasattr(signing, "public_key"):
            raise KeyFileError(f"{path}: key {kid} is not a private key")
        else:
            verifying = signing.public_key()
        keys[kid] = Key(
            key.algorithm_name, verifying, ISSUER, AUDIENCE, is_ours=True, kid=kid, signing=signing
        )
    return keys


def provider_keys(path: Path, *, issuer: str, audience: str) -> Keys:
    """Read an outside provider's keys. Raises KeyFileError unless each is public and named."""
    keys: dict[str | None, Key] = {}
    for kid, jwk in _members(path).items():
        key = _parse(path, kid, jwk, ASYMMETRIC)
        if hasattr(key.key, "public_key"):
            raise KeyFileError(f"{path}: key {kid} is a private key")
        keys[kid] = Key(key.algorithm_name, key.key, issuer, audience, is_ours=False, kid=kid)
    return keys


def signer(keys: Keys) -> Key:
    """Return the key that signs: the first."""
    return next(iter(keys.values()))


class KeyFile:
    """The keys of a file, read again when it has changed; a faulty one changes nothing."""

    def __init__(self, path: Path, read: Callable[[], Keys]) -> None:
        """Read them. Raises KeyFileError."""
        self._path, self._read = path, read
        self._lock = threading.Lock()
        self._seen, self._looked_at = self._mark(), time.monotonic()
        self.keys = read()
        self.times_read = 1

    def refresh(self, *, now: bool = False) -> None:
        """Look at the file again, unless that was done a moment ago."""
        if not now and time.monotonic() - self._looked_at < LOOK_SECONDS:
            return
        with self._lock:
            self._looked_at, mark = time.monotonic(), self._mark()
            if mark == self._seen:
                return
            self._seen = mark
            try:
                self.keys = self._read()
            except KeyFileError as error:
                _log.error("keys not changed: %s", error)
            else:
                self.times_read += 1
                _log.warning("keys read again from %s: %d", self._path, len(self.keys))

    def _mark(self) -> tuple[int, ...]:
        try:
            found = self._path.stat()
        except OSError:
            return ()
        return found.st_mtime_ns, found.st_size, found.st_ino


class KeyRing:
    """Every key whose tokens are taken."""

    def __init__(self, own: Keys | KeyFile, provider: KeyFile | None) -> None:
        """Combine our own keys with those of a provider."""
        self._own, self._provider = own, provider
        self._files = [file for file in (own, provider) if isinstance(file, KeyFile)]

    def times_read(self) -> int:
        """Look at the files again; return a number that has grown when keys have changed."""
        for file in self._files:
            file.refresh()
        return sum(file.times_read for file in self._files)

    def find(self, kid: str | None) -> Key | None:
        """Return the key of this name, ours first; None when there is none."""
        for is_last in (False, True):
            for file in self._files:
                # An unknown name may be new in the file: look again before saying no.
                file.refresh(now=is_last)
            own = self._own.keys if isinstance(self._own, KeyFile) else self._own
            key = own.get(kid) or (self._provider.keys.get(kid) if self._provider else None)
            if key or not self._files:
                return key
        return None


def _members(path: Path) -> dict[str, dict[str, Any]]:
    try:
        document = json.loads(path.read_bytes())
        members = {jwk["kid"]: jwk for jwk in document["keys"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeyFileError(f"{path} is no JWK set in which every key has a kid") from error
    if not members or len(members) < len(document["keys"]):
        raise KeyFileError(f"{path} holds no key, or two of one kid")
    for kid in members:
        if not isinstance(kid, str) or not 0 < len(kid) <= _MAXIMUM_KID:
            raise KeyFileError(f"{path}: a kid is a string of 1 to {_MAXIMUM_KID} characters")
    return members


_ALGORITHMS: dict[tuple[object, object], str] = {
    ("RSA", None): "RS256",
    ("EC", "P-256"): "ES256",
    ("OKP", "Ed25519"): "EdDSA",
}


def _parse(path: Path, kid: str, jwk: dict[str, Any], allowed: frozenset[str] | set[str]) -> PyJWK:
    kind = (jwk.get("kty"), jwk.get("crv"))
    fitting = SECRET_ALGORITHM if kind == ("oct", None) else _ALGORITHMS.get(kind)
    algorithm = jwk.get("alg", fitting)
    if algorithm != fitting or algorithm not in allowed or jwk.get("use", "sig") != "sig":
        raise KeyFileError(f"{path}: key {kid} is for none of {', '.join(sorted(allowed))}")
    try:
        key = PyJWK(jwk, algorithm=algorithm)
    except (PyJWKError, PyJWTError, ValueError, TypeError) as error:
        raise KeyFileError(f"{path}: key {kid} is malformed") from error
    if isinstance(key.key, RSAPublicKey | RSAPrivateKey) and key.key.key_size < _SHORTEST_RSA:
        raise KeyFileError(f"{path}: key {kid} is shorter than {_SHORTEST_RSA} bits")
    return key
