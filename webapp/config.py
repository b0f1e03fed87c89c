"""Settings, read from the environment once and checked all together."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urlsplit

from webapp.embedded import EmbeddedPostgres
from webapp.embedded.places import make_home
from webapp.failures import Exit, ZerosumError

DATABASE = "zerosum"
WEB_LOGIN = "ledger_web"
SHORTEST_SECRET = 32  # bytes, RFC 7518 section 3.2 for HS256

Value = TypeVar("Value")


class ConfigError(ZerosumError):
    """Some settings are wrong; ``problems`` has a line for each."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the lines."""
        super().__init__("wrong settings: " + "; ".join(problems), Exit.MISCONFIGURED)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings. ``database_url`` is the deployer's login, ``web_database_url`` the server's."""

    home: Path
    embedded: bool
    database_url: str = field(repr=False)
    web_database_url: str = field(repr=False)
    jwt_secret: str = field(repr=False)
    redis_url: str | None = field(default=None, repr=False)
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 2
    threads: int = 4
    pool_size: int = 4
    prepare_threshold: int | None = 5
    pg_bin: Path | None = None

    @property
    def server_url(self) -> str:
        """The address that clients on this machine use."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def postgres(self) -> EmbeddedPostgres:
        """Return the home's embedded server, not started."""
        return EmbeddedPostgres(self.home, self.pg_bin)

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] = os.environ, *, serving: bool = True
    ) -> Self:
        """Read the settings. Raises ConfigError with every one that is wrong.

        URLs and the JWT secret may be kept in files: NAME_FILE names one. A command that serves
        nothing says so, and is not asked for a JWT secret.
        """
        read = _Reader(environment)
        home = Path(os.path.abspath(read.text("ZEROSUM_HOME") or ".zerosum"))  # noqa: PTH100
        pg_bin = read.text("ZEROSUM_PG_BIN")
        given_url = read.url("ZEROSUM_DATABASE_URL", "postgresql", "postgres")
        web_url = read.url("ZEROSUM_WEB_DATABASE_URL", "postgresql", "postgres")
        redis_url = read.url("ZEROSUM_REDIS_URL", "redis", "rediss", "unix", "valkey", "valkeys")
        secret = read.secret("ZEROSUM_JWT_SECRET")
        pool_size = read.whole("ZEROSUM_POOL_SIZE", 4, 1, 1000)
        threads = read.whole("ZEROSUM_THREADS", 4, 1, 1000)
        workers = read.whole("ZEROSUM_WORKERS", 2, 1, 1000)
        port = read.whole("ZEROSUM_PORT", 8080, 1, 65535)
        threshold = read.threshold("ZEROSUM_PREPARE_THRESHOLD")
        if given_url and serving and secret is None:
            read.problems.append("ZEROSUM_JWT_SECRET is needed with ZEROSUM_DATABASE_URL")
        if read.problems:
            raise ConfigError(read.problems)
        server = EmbeddedPostgres(home, Path(pg_bin) if pg_bin else None)
        url = given_url or server.url(DATABASE)
        if secret is None:
            secret = _kept_secret(home) if serving else ""
        return cls(
            home=home,
            embedded=given_url is None,
            database_url=url,
            web_database_url=web_url or given_url or server.url(DATABASE, WEB_LOGIN),
            jwt_secret=secret,
            redis_url=redis_url,
            host=read.text("ZEROSUM_HOST") or "127.0.0.1",
            port=port,
            workers=workers,
            threads=threads,
            pool_size=pool_size,
            prepare_threshold=threshold,
            pg_bin=Path(pg_bin) if pg_bin else None,
        )


class _Reader:
    """Reads variables one by one and keeps a line for each that is wrong."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.problems: list[str] = []

    def text(self, name: str) -> str | None:
        """Return the value; an empty one counts as not set."""
        return self._environment.get(name) or None

    def secret(self, name: str) -> str | None:
        """Return a secret that is long enough."""
        value = self._text_or_file(name)
        if value is not None and len(value.encode()) < SHORTEST_SECRET:
            self.problems.append(f"{name} is shorter than {SHORTEST_SECRET} bytes")
        return value

    def url(self, name: str, *schemes: str) -> str | None:
        """Return a URL with one of the schemes."""
        value = self._text_or_file(name)
        if value is None:
            return None
        try:
            parts = urlsplit(value)
        except ValueError as error:
            self.problems.append(f"{name} is not a URL: {error}")
            return None
        if parts.scheme not in schemes:
            # The value may hold a password, so it is not repeated.
            self.problems.append(f"{name} must start with {schemes[0]}://")
        return value

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """Return a whole number within limits."""
        value = self.text(name)
        return default if value is None else self._number(name, value, least, most)

    def threshold(self, name: str) -> int | None:
        """Return after how many uses a statement is prepared, None for never."""
        value = self.text(name)
        if value is not None and value.lower() == "none":
            return None
        return 5 if value is None else self._number(name, value, 0, 1_000_000, " or none")

    def _number(self, name: str, value: str, least: int, most: int, other: str = "") -> int:
        if value.isascii() and value.isdigit() and least <= int(value) <= most:
            return int(value)
        self.problems.append(
            f"{name} must be a whole number from {least} to {most}{other}, not {value!r}"
        )
        return least

    def _text_or_file(self, name: str) -> str | None:
        value, file = self.text(name), self.text(f"{name}_FILE")
        if value and file:
            self.problems.append(f"{name} and {name}_FILE are both set: leave one out")
        if value or file is None:
            return value
        return self._attempt(f"{name}_FILE", lambda: Path(file).read_text(encoding="utf-8").strip())

    def _attempt(self, name: str, read: Callable[[], Value]) -> Value | None:
        try:
            return read()
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(f"{name} cannot be read: {error}")
            return None


def _kept_secret(home: Path) -> str:
    """Return the home's own secret, made at first use and readable by its owner alone."""
    path = home / "jwt-secret"
    try:
        make_home(home)
        new = home / f"jwt-secret.{os.getpid()}"
        if not path.exists():
            file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(file, "w", encoding="ascii") as opened:
                opened.write(secrets.token_urlsafe(48))
            try:
                # Whole or not at all, and the first of two wins.
                path.hardlink_to(new)
            except FileExistsError:
                pass
            finally:
                new.unlink()
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise ZerosumError(
            f"cannot keep a secret in {home}: {error.strerror}; set ZEROSUM_HOME to a directory "
            "that can be written to",
            Exit.UNWRITABLE,
        ) from error
