"""Who holds a token or an API key, remembered for a moment.

A signature is checked once. Whether the token, its session, its user or the key was revoked
meanwhile is asked of the database again after REVOCATION_SECONDS: that is how long a revoked
one can go on in a process that has just seen it. When the database can't be asked, nobody is
let in. Money is safer still: the function that posts it reads the user's role and status.
"""

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from webapp.access.tokens import LEEWAY_SECONDS, Claims
from webapp.actor import Stranger
from webapp.db import Database
from webapp.ledger import access as ledger
from webapp.rows.access import Holder

REVOCATION_SECONDS = 1.0
KEY_PREFIX = "zs_"
MAXIMUM_KEY = 100  # characters
MAXIMUM_REMEMBERED = 20_000  # identities in one process; some 10 MB


class UnknownIdentityError(Exception):
    """Nobody, or nobody any more."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A user, what narrows its rights, and what it proved itself with."""

    user_id: int
    role: str
    scopes: tuple[str, ...] | None
    expires_at: float
    claims: Claims | None = None
    key_id: str | None = None


class Identities:
    """The identities that one process has seen lately."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with none."""
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[bytes, tuple[Identity, float]] = {}

    def of(
        self, secret: str, read: Callable[[], Claims], database: Database, origin: Stranger
    ) -> Identity:
        """Return who holds a token, which `read` verifies, or an API key.

        Raises UnknownIdentityError, whatever `read` raises, and psycopg.Error when the
        database can't be asked.
        """
        digest = hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
        known = self._kept.get(digest)
        now = self._clock()
        if known and now - known[1] < REVOCATION_SECONDS and _lasts(known[0]):
            return known[0]
        identity = self._ask(digest, secret, read, database, origin)
        self._keep(digest, identity, now)
        return identity

    def forget(self, secret: str) -> None:
        """Ask the database the next time."""
        digest = hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
        self._kept.pop(digest, None)

    def _ask(
        self,
        digest: bytes,
        secret: str,
        read: Callable[[], Claims],
        database: Database,
        origin: Stranger,
    ) -> Identity:
        if secret.startswith(KEY_PREFIX):
            if len(secret) > MAXIMUM_KEY:
                raise UnknownIdentityError
            found = ledger.check_api_key(database, digest, origin=origin)
            claims = None
        else:
            # Again each time, so that a signing key that was removed verifies nothing any more.
            claims = read()
            found = ledger.check_token(database, claims, origin=origin)
        if found is None:
            self._kept.pop(digest, None)
            raise UnknownIdentityError
        return Identity(
            user_id=found.user_id,
            role=found.role,
            scopes=None if found.scopes is None else tuple(found.scopes),
            expires_at=claims.expires_at if claims else _stamp(found),
            claims=claims,
            key_id=found.api_key_id,
        )

    def _keep(self, digest: bytes, identity: Identity, asked_at: float) -> None:
        with self._lock:
            if len(self._kept) >= MAXIMUM_REMEMBERED:
                # The oldest half; asking again costs a query each, no more.
                for old in list(self._kept)[: MAXIMUM_REMEMBERED // 2]:
                    del self._kept[old]
            self._kept.pop(digest, None)
            self._kept[digest] = identity, asked_at


def _lasts(identity: Identity) -> bool:
    return time.time() < identity.expires_at + LEEWAY_SECONDS


def _stamp(found: Holder) -> float:
    return found.expires_at.timestamp() if found.expires_at else 0.0
