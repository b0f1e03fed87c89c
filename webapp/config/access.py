"""The settings of authentication, a part of webapp.config.Config."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

from webapp.config.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """An outside identity provider: who it is, whom its tokens must be for, and its keys."""

    issuer: str
    audience: str
    jwks_file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What tokens are signed with, how long they last, and whose are taken besides."""

    keys_file: Path | None = None
    lifetime: timedelta = timedelta(minutes=10)
    provider: Provider | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], problems: list[str]) -> Self:
        """Read the settings; add a line to `problems` for each that is wrong."""
        read = Reader(environment)
        keys_file = read.file("ZEROSUM_JWT_KEYS_FILE")
        minutes = read.whole("ZEROSUM_ACCESS_MINUTES", 10, 5, 15)
        issuer, audience = read.text("ZEROSUM_IDP_ISSUER"), read.text("ZEROSUM_IDP_AUDIENCE")
        jwks_file = read.file("ZEROSUM_IDP_JWKS_FILE")
        provider = None
        if issuer and audience and jwks_file:
            provider = Provider(issuer=issuer, audience=audience, jwks_file=jwks_file)
        elif issuer or audience or jwks_file:
            read.problems.append(
                "ZEROSUM_IDP_ISSUER, ZEROSUM_IDP_AUDIENCE and ZEROSUM_IDP_JWKS_FILE go together"
            )
        problems += read.problems
        access = cls(keys_file=keys_file, lifetime=timedelta(minutes=minutes), provider=provider)
        if not read.problems:
            problems += access.faults()
        return access

    def faults(self) -> list[str]:
        """Say what is wrong with the key files."""
        from webapp.keys.signing import KeyFileError, own_keys, provider_keys

        faults = []
        try:
            if self.keys_file:
                own_keys(self.keys_file)
            if self.provider:
                provider_keys(
                    self.provider.jwks_file,
                    issuer=self.provider.issuer,
                    audience=self.provider.audience,
                )
        except KeyFileError as error:
            faults.append(str(error))
        return faults
