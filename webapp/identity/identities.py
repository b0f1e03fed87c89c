"""Who holds a token or an API key, remembered for a moment.

A signature is checked once, and so is, in the database, whether the token, its session, its
user or the key still stands. Whose proofs or rights have changed since is asked for all users
at once, every REVOCATION_SECONDS: that is how long a revoked one can go on in a process that
has just seen it. When the database can't be asked, nobody is let in. Money is safer still:
the function that posts it reads the user's role and status.
"""

import hashlib
import math
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from psycopg import Error

from webapp.db import Database
from webapp.identity import calls as ledger
from webapp.identity.tokens import LEEWAY_SECONDS, Claims
from webapp.shapes.actor import Stranger

REVOCATION_SECONDS = 1.0
RECHECK_SECONDS = 30.0  # after that a token or key is asked about for itself
CLOCKS_SECONDS = 60.0  # what the database says will end sooner is asked about all the time
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
    ends_at: float
    claims: Claims | None = None
    key_id: str | None = None


class Identities:
    """The identities that one process has seen lately."""

    def __init__(
        self, keys_read: Callable[[], int], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Start with none; `keys_read` returns another number once signing keys have changed."""
        self._keys_read = keys_read
        self._clock = clock
        self._lock, self._catching_up = threading.Lock(), threading.Lock()
        self._kept: dict[bytes, tuple[Identity, float]] = {}
        self._mark: str | None = None
        self._source: tuple[object, ...] = ()
        self._heard_at = -math.inf
        self._times_heard = 0

    def of(
        self, secret: str, read: Callable[[], Claims], database: Database, origin: Stranger
    ) -> Identity:
        """Return who holds a token, which `read` verifies, or an API key.

        Raises UnknownIdentityError, whatever `read` raises, and psycopg.Error when the
        database can't be asked.
        """
        digest = hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
        if digest in self._kept:
            self._keep_up(database, origin)
        known = self._kept.get(digest)
        now = self._clock()
        if known and now < known[1] and time.time() < known[0].expires_at:
            return known[0]
        claims = None if secret.startswith(KEY_PREFIX) else read()
        self._keep_up(database, origin)
        times_heard = self._times_heard
        identity = self._ask(digest, secret, claims, database, origin)
        self._keep(digest, identity, now, times_heard)
        return identity

    def forget(self, secret: str) -> None:
        """Ask the database the next time."""
        digest = hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
        self._kept.pop(digest, None)

    def _keep_up(self, database: Database, origin: Stranger) -> None:
        """Forget whose proofs or rights have changed, up to REVOCATION_SECONDS ago at most.

        One request asks in good time, and the others go on meanwhile.
        """
        age = self._clock() - self._heard_at
        if age >= REVOCATION_SECONDS:
            self._hear(database, origin)
        elif age >= REVOCATION_SECONDS / 2 and self._catching_up.acquire(blocking=False):
            try:
                with suppress(Error):  # there is time: whoever needs to know asks again
                    self._hear(database, origin)
            finally:
                self._catching_up.release()

    def _hear(self, database: Database, origin: Stranger) -> None:
        began = self._clock()
        mark, made, keys_read = self._mark, database.connections_made, self._keys_read()
        changes = ledger.list_access_changes(database, mark, actor=origin)
        # A mark means nothing to another server, or to one that has lost what it had not
        # written yet: then every connection is new.
        # What a signing key that was removed has signed is forgotten too.
        source = (made, keys_read, changes.server_started_at)
        with self._lock:
            changed = set(changes.user_ids)
            if source != self._source:
                self._kept.clear()
            elif changed:
                self._kept = {
                    digest: kept
                    for digest, kept in self._kept.items()
                    if kept[0].user_id not in changed
                }
            self._mark, self._source, self._heard_at = changes.mark, source, began
            self._times_heard += 1

    def _ask(
        self,
        digest: bytes,
        secret: str,
        claims: Claims | None,
        database: Database,
        origin: Stranger,
    ) -> Identity:
        if claims:
            found = ledger.check_token(
                database,
                user_id=claims.subject if claims.is_ours else None,
                token_id=claims.token_id,
                issued_at=claims.issued_at,
                session_id=claims.session_id,
                issuer=None if claims.is_ours else claims.issuer,
                subject=None if claims.is_ours else claims.subject,
                actor=origin,
            )
        elif len(secret) > MAXIMUM_KEY:
            raise UnknownIdentityError
        else:
            found = ledger.check_api_key(database, digest, actor=origin)
        if found is None:
            self._kept.pop(digest, None)
            raise UnknownIdentityError
        ends_at = found.expires_at.timestamp() if found.expires_at else math.inf
        return Identity(
            user_id=found.user_id,
            role=found.role,
            scopes=None if found.scopes is None else tuple(found.scopes),
            expires_at=claims.expires_at + LEEWAY_SECONDS if claims else ends_at,
            ends_at=ends_at,
            claims=claims,
            key_id=found.api_key_id,
        )

    def _keep(self, digest: bytes, identity: Identity, asked_at: float, times_heard: int) -> None:
        # Near its end by the database's clock, which may differ from ours, it is asked each time.
        sure = identity.ends_at - time.time() - CLOCKS_SECONDS
        again_at = asked_at + min(RECHECK_SECONDS, max(REVOCATION_SECONDS, sure))
        with self._lock:
            if times_heard != self._times_heard:
                return  # what was heard meanwhile may be about this one, and newer
            if len(self._kept) >= MAXIMUM_REMEMBERED:
                # The oldest half; asking again costs a query each, no more.
                for old in list(self._kept)[: MAXIMUM_REMEMBERED // 2]:
                    del self._kept[old]
            self._kept.pop(digest, None)
            self._kept[digest] = identity, again_at
