"""Passwords: argon2id, and the same work whether or not there is such a user."""

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 256

# OWASP's smallest argon2id: about 30 ms, and 19 MiB that each running check holds.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_AT_ONCE = threading.BoundedSemaphore(2)  # so that a flood of logins can't fill the memory
_NOBODY = _hasher.hash("the password of a user who does not exist")


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    with _AT_ONCE:
        return _hasher.hash(_canonical(password))


def check_password(known: str | None, password: str) -> tuple[bool, str | None]:
    """Say whether a password has this hash, and give its new hash when parameters have changed.

    Without a hash the answer is no, after the same work.
    """
    with _AT_ONCE:
        try:
            _hasher.verify(known or _NOBODY, _canonical(password))
        except (VerificationError, InvalidHashError):
            return False, None
    if known is None:
        return False, None
    return True, hash_password(password) if _hasher.check_needs_rehash(known) else None


def _canonical(password: str) -> str:
    # Two keyboards may write one character in two ways.
    return unicodedata.normalize("NFKC", password)
