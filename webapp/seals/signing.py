"""Keys that sign heads, as lines of a file, and the notes that they sign."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ED25519 = b"\x01"
_FIELDS = 5  # PRIVATE, KEY, name, id, and the seed


class SealKeyError(ValueError):
    """A file that holds no key for seals."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """A private key with its name; its id follows from both."""

    name: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The public key's 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    @property
    def id_bytes(self) -> bytes:
        """The four bytes with which a signature begins."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def key_id(self) -> str:
        """The id in hex."""
        return self.id_bytes.hex()

    @property
    def verifier_key(self) -> str:
        """The line that others verify with."""
        encoded = base64.b64encode(_ED25519 + self.public).decode()
        return f"{self.name}+{self.key_id}+{encoded}"

    @property
    def line(self) -> str:
        """The line of the file; it is secret."""
        seed = base64.b64encode(_ED25519 + self.private.private_bytes_raw()).decode()
        return f"PRIVATE+KEY+{self.name}+{self.key_id}+{seed}\n"

    def sign(self, text: str) -> str:
        """Return text as a signed note; Ed25519 gives the same signature each time."""
        signature = base64.b64encode(self.id_bytes + self.private.sign(text.encode())).decode()
        return f"{text}\n\u2014 {self.name} {signature}\n"


def new_key(name: str) -> SealKey:
    """Make a key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not name or any(letter.isspace() or letter == "+" for letter in name):
        raise SealKeyError("the name of a key has no spaces and no plus sign")
    return SealKey(name, Ed25519PrivateKey.generate())


def read_key(text: str) -> SealKey:
    """Return the first key of some lines; older ones behind it sign no more."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    fields = text.strip().partition("\n")[0].strip().split("+", _FIELDS - 1)
    if len(fields) != _FIELDS or fields[:2] != ["PRIVATE", "KEY"]:
        raise SealKeyError("ZEROSUM_SEAL_KEY is no key: make one with zerosum proof new-key")
    try:
        seed = base64.b64decode(fields[4], validate=True)
        key = SealKey(fields[2], Ed25519PrivateKey.from_private_bytes(seed[1:]))
    except ValueError as error:
        raise SealKeyError("ZEROSUM_SEAL_KEY is no key of Ed25519") from error
    if seed[:1] != _ED25519 or key.key_id != fields[3]:
        raise SealKeyError("ZEROSUM_SEAL_KEY: the id is not that of the key")
    return key


def head_text(feed_id: object, tree_size: int, root_hash: str) -> str:
    """Return what is signed of a head: a C2SP checkpoint."""
    return f"zerosum/{feed_id}\n{tree_size}\n{root_hash}\n"
