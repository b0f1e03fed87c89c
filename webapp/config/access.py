"""The settings of authentication."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from webapp.config.kinds import readable, secret, whole
from webapp.config.section import PREFIX, Section, setting

_PROVIDER = tuple(f"{PREFIX}IDP_{name}" for name in ("ISSUER", "AUDIENCE", "JWKS_FILE"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """An outside identity provider: who it is, whom its tokens must be for, and its keys."""

    issuer: str
    audience: str
    jwks_file: Path


def _own(path: Path | None) -> Path | None:
    from webapp.keys.signing import KeyFileError, own_keys

    if readable(path) is not None and path is not None:
        try:
            own_keys(path)
        except KeyFileError as error:
            raise ValueError(f": {error}") from None
    return path


def _outside(path: Path | None) -> Path | None:
    from webapp.keys.signing import KeyFileError, provider_keys

    if readable(path) is not None and path is not None:
        try:
            provider_keys(path, issuer="", audience="")
        except KeyFileError as error:
            raise ValueError(f": {error}") from None
    return path


class Access(Section):
    """What tokens are signed with, how long they last, and whose are taken besides."""

    title: ClassVar[str] = "Tokens"

    jwt_secret: Annotated[str | None, AfterValidator(secret)] = setting(
        "JWT_SECRET",
        "What signs tokens (HS256), 32 bytes or more; needed with ZEROSUM_DATABASE_URL unless "
        "ZEROSUM_JWT_KEYS_FILE is set.",
        told="embedded: one of its own in ZEROSUM_HOME",
        is_secret=True,
    )
    keys_file: Annotated[Path | None, AfterValidator(_own)] = setting(
        "JWT_KEYS_FILE",
        "A JWK set whose first key signs tokens; `zerosum signing-key rotate` makes and renews it.",
        is_file=True,
    )
    minutes: Annotated[int, whole(5, 15)] = setting(
        "ACCESS_MINUTES", "How long an access token lasts, 5 to 15.", default=10, unit="minutes"
    )
    issuer: str | None = setting(
        "IDP_ISSUER", "Of an outside identity provider: the `iss` of its tokens."
    )
    audience: str | None = setting("IDP_AUDIENCE", "The `aud` its tokens must have.")
    jwks_file: Annotated[Path | None, AfterValidator(_outside)] = setting(
        "IDP_JWKS_FILE", "A file of its public keys, a JWK set.", is_file=True
    )

    @classmethod
    def misfits(cls, given: Collection[str]) -> list[str]:
        """Ask for all of a provider or nothing."""
        if 0 < len({*_PROVIDER} & {*given}) < len(_PROVIDER):
            return ["{}, {} and {} go together".format(*_PROVIDER)]
        return []

    @property
    def lifetime(self) -> timedelta:
        """How long an access token lasts."""
        return timedelta(minutes=self.minutes)

    @property
    def provider(self) -> Provider | None:
        """The outside identity provider, if there is one."""
        if not (self.issuer and self.audience and self.jwks_file):
            return None
        return Provider(issuer=self.issuer, audience=self.audience, jwks_file=self.jwks_file)
