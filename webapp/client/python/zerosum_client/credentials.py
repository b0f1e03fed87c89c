"""Who asks: an API key or a token as it is, or a login that renews its tokens."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Protocol

from zerosum_client.problems import AuthenticationError, NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zerosum_client.generated.models import TokenPair

    Ask = Callable[[str, Mapping[str, str]], TokenPair]

_MARGIN = 15.0  # seconds before its end at which an access token is renewed


class Credentials(Protocol):
    """What names the caller in each request."""

    def secret(self) -> str:
        """Return the token to send."""

    def renewed(self, refused: str) -> bool:
        """Say whether there is another token than one that was refused."""


class Secret:
    """An API key, or a token that somebody else looks after."""

    def __init__(self, secret: str) -> None:
        """Keep it."""
        self._secret = secret

    def secret(self) -> str:
        """Return it."""
        return self._secret

    def renewed(self, refused: str) -> bool:
        """Say that there is no other."""
        return self._secret != refused


class Login:
    """A name and a password; a refresh token is used once and never sent twice.

    When the answer to a refresh is lost the token counts as used, and the login begins anew.
    """

    def __init__(self, username: str, password: str, ask: Ask) -> None:
        """Log in when the first token is needed."""
        self._proof = {"username": username, "password": password}
        self._ask = ask
        self._lock = threading.Lock()
        self._pair: TokenPair | None = None
        self._ends = 0.0

    def secret(self) -> str:
        """Return an access token that is good for some seconds."""
        with self._lock:
            if self._pair is None or time.monotonic() >= self._ends:
                self._pair = self._next()
            return self._pair.access_token

    def renewed(self, refused: str) -> bool:
        """Get another token, unless another thread has got one already."""
        with self._lock:
            if self._pair is None or self._pair.access_token == refused:
                self._pair = self._next()
            return True

    def _next(self) -> TokenPair:
        asked_at = time.monotonic()
        pair = self._refreshed() or self._ask("/v1/auth/login", self._proof)
        self._ends = asked_at + pair.expires_in - min(_MARGIN, pair.expires_in / 2)
        return pair

    def _refreshed(self) -> TokenPair | None:
        used, self._pair = self._pair, None
        if used is None:
            return None
        try:
            return self._ask("/v1/auth/refresh", {"refresh_token": used.refresh_token})
        except (AuthenticationError, NoAnswerError):
            return None
