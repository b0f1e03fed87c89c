"""Personal data sealed so that only who holds the keys can read it: AES-256-GCM, a key a person.

A person's fields are sealed under a key of that person's own, and that key is sealed ("wrapped")
under one of the ring's. So the ring is renewed without touching the data, and a person is
forgotten by deleting one small key: what is left, in tables and copies of them, is noise.
Look-ups by e-mail go through a keyed digest, which says nothing to whoever lacks the ring.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from webapp.embedded.places import make_home

KEY_BYTES = 32
NONCE_BYTES = 12
_INDEX = "index"


class KeyringError(Exception):
    """A keyring file is not what it should be; the message holds no key."""


class UnreadableError(Exception):
    """What is stored can't be opened: its key is not in the ring, or it was changed."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A person as it is stored."""

    key_id: str
    wrapped_key: bytes
    sealed: bytes
    email_index: bytes | None


@dataclass(frozen=True, slots=True)
class SealedSecret:
    """A secret of webhooks as it is stored."""

    key_id: str
    wrapped_key: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys that wrap: the last is used for new data, the others open what they once closed."""

    keys: Mapping[str, bytes]
    index_key: bytes

    @property
    def current(self) -> str:
        """The id of the key for new data."""
        return list(self.keys)[-1]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file of lines `<id> <32 bytes in base64>`, one of them with the id `index`.

        Raises KeyringError naming the line that is wrong, OSError when it can't be read.
        """
        keys: dict[str, bytes] = {}
        # Whatever is not ASCII is not base64 either, and is found below.
        text = path.read_text(encoding="ascii", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip():
                continue
            name, _, coded = line.partition(" ")
            try:
                key = base64.b64decode(coded.strip(), validate=True)
            except ValueError:
                key = b""
            if len(key) != KEY_BYTES or not name.isprintable() or name in keys:
                raise KeyringError(f"{path}: line {number} is not a new id and 32 bytes in base64")
            keys[name] = key
        index_key = keys.pop(_INDEX, None)
        if index_key is None or not keys:
            raise KeyringError(f"{path}: needs a line index and one line for a key at least")
        return cls(keys, index_key)

    @classmethod
    def kept(cls, home: Path) -> Self:
        """Return the home's own ring, made at first use and readable by its owner alone."""
        path = home / "personal-keys"
        if not path.exists():
            make_home(home)
            new = home / f"personal-keys.{os.getpid()}"
            _write_private(new, new_line(_INDEX) + new_line("1"))
            try:
                # Whole or not at all, and the first of two wins.
                path.hardlink_to(new)
            except FileExistsError:
                pass
            finally:
                new.unlink()
        return cls.read(path)

    def seal(self, user_id: int, fields: Mapping[str, str]) -> Sealed:
        """Seal a person's fields under a new key, and wrap that."""
        person_key = secrets.token_bytes(KEY_BYTES)
        text = json.dumps(fields, sort_keys=True).encode()
        email = fields.get("email")
        return Sealed(
            self.current,
            _close(self.keys[self.current], person_key, _about("key", user_id)),
            _close(person_key, text, _about("person", user_id)),
            None if email is None else self.email_index(email),
        )

    def open(self, user_id: int, stored: Sealed) -> dict[str, str]:
        """Return a person's fields. Raises UnreadableError."""
        person_key = self._unwrap("key", user_id, stored.key_id, stored.wrapped_key)
        fields: dict[str, str] = json.loads(
            _open(person_key, stored.sealed, _about("person", user_id))
        )
        return fields

    def rewrap(self, user_id: int, key_id: str, wrapped_key: bytes) -> bytes:
        """Return a person's key wrapped by the current key. Raises UnreadableError."""
        person_key = self._unwrap("key", user_id, key_id, wrapped_key)
        return _close(self.keys[self.current], person_key, _about("key", user_id))

    def seal_secret(self, user_id: int, secret: str) -> SealedSecret:
        """Seal a secret of a user's webhooks as a person is: under a new key, and wrap that."""
        secret_key = secrets.token_bytes(KEY_BYTES)
        return SealedSecret(
            self.current,
            _close(self.keys[self.current], secret_key, _about("webhook-key", user_id)),
            _close(secret_key, secret.encode(), _about("webhook", user_id)),
        )

    def open_secret(self, user_id: int, stored: SealedSecret) -> str:
        """Return a secret of a user's webhooks. Raises UnreadableError."""
        secret_key = self._unwrap("webhook-key", user_id, stored.key_id, stored.wrapped_key)
        return _open(secret_key, stored.sealed, _about("webhook", user_id)).decode()

    def rewrap_secret(self, user_id: int, key_id: str, wrapped_key: bytes) -> bytes:
        """Return a secret's key wrapped by the current key. Raises UnreadableError."""
        secret_key = self._unwrap("webhook-key", user_id, key_id, wrapped_key)
        return _close(self.keys[self.current], secret_key, _about("webhook-key", user_id))

    def email_index(self, email: str) -> bytes:
        """Return the digest by which an e-mail address is found, however it is spelt."""
        spelling = email.strip().casefold().encode()
        return hmac.new(self.index_key, spelling, hashlib.sha256).digest()

    def message_digest(self, event_id: UUID, user_id: int) -> str:
        """Return what makes the name of a mail one that only we can give."""
        text = f"zerosum:mail:{event_id}:{user_id}".encode()
        return hmac.new(self.index_key, text, hashlib.sha256).hexdigest()[:24]

    def _unwrap(self, what: str, user_id: int, key_id: str, wrapped_key: bytes) -> bytes:
        key = self.keys.get(key_id)
        if key is None:
            raise UnreadableError(f"the keyring has no key {key_id}")
        return _open(key, wrapped_key, _about(what, user_id))


def new_line(name: str) -> str:
    """Return a line of a keyring file with a new key."""
    return f"{name} {base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}\n"


def add_key(path: Path, name: str) -> None:
    """Append a new current key to a keyring file. Raises KeyringError for an id it has."""
    ring = Keyring.read(path)
    if name in ring.keys or name == _INDEX or not name.isalnum():
        raise KeyringError(f"{path}: the id of a new key is a new word of letters and digits")
    new = path.with_name(f"{path.name}.{os.getpid()}")
    _write_private(new, path.read_text(encoding="ascii").rstrip("\n") + "\n" + new_line(name))
    new.replace(path)


def _about(what: str, user_id: int) -> bytes:
    # Bound to its person: a ciphertext moved to another's row does not open.
    return f"zerosum:{what}:{user_id}".encode()


def _close(key: bytes, text: bytes, about: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text, about)


def _open(key: bytes, closed: bytes, about: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(closed[:NONCE_BYTES], closed[NONCE_BYTES:], about)
    except (InvalidTag, ValueError):
        raise UnreadableError("the stored data was changed, or belongs to another") from None


def _write_private(path: Path, text: str) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="ascii") as opened:
        opened.write(text)
