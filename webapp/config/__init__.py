"""Settings, read from the environment once and checked all together."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from webapp.config.access import Access
from webapp.config.gateway import Gateway
from webapp.config.reader import Reader
from webapp.embedded import EmbeddedPostgres
from webapp.embedded.places import make_home
from webapp.failures import Exit, ZerosumError
from webapp.keys.sealing import Keyring, KeyringError

DATABASE = "zerosum"
WEB_LOGIN = "ledger_web"


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
    threads: int = 32
    pool_size: int = 4
    prepare_threshold: int | None = 5
    cache_seconds: int = 1
    gather_calls: int = 2
    gather_batch: int = 100
    gather_queue: int = 200
    gather_seconds: int = 10
    log: str = "json"
    metrics_token: str | None = field(default=None, repr=False)
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    personal_keys: Path | None = None
    otlp_url: str | None = None
    pg_bin: Path | None = None
    gateway: Gateway = field(default_factory=Gateway)
    access: Access = field(default_factory=Access)

    @property
    def server_url(self) -> str:
        """The address that clients on this machine use."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        scheme = "https" if self.tls_certificate else "http"
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{self.port}"

    def postgres(self) -> EmbeddedPostgres:
        """Return the home's embedded server, not started."""
        return EmbeddedPostgres(self.home, self.pg_bin)

    def keyring(self) -> Keyring | None:
        """Return the keys for personal data; without a file only an embedded home keeps its own."""
        if self.personal_keys:
            return Keyring.read(self.personal_keys)
        return Keyring.kept(self.home) if self.embedded else None

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] = os.environ, *, serving: bool = True
    ) -> Self:
        """Read the settings. Raises ConfigError with every one that is wrong.

        URLs and the JWT secret may be kept in files: NAME_FILE names one. A command that serves
        nothing says so, and is not asked for a JWT secret.
        """
        read = Reader(environment)
        home = Path(os.path.abspath(read.text("ZEROSUM_HOME") or ".zerosum"))  # noqa: PTH100
        pg_bin = read.text("ZEROSUM_PG_BIN")
        given_url = read.url("ZEROSUM_DATABASE_URL", "postgresql", "postgres")
        web_url = read.url("ZEROSUM_WEB_DATABASE_URL", "postgresql", "postgres")
        redis_url = read.url("ZEROSUM_REDIS_URL", "redis", "rediss", "unix", "valkey", "valkeys")
        secret = read.secret("ZEROSUM_JWT_SECRET")
        pool_size = read.whole("ZEROSUM_POOL_SIZE", 4, 1, 1000)
        threads = read.whole("ZEROSUM_THREADS", 32, 1, 1000)
        workers = read.whole("ZEROSUM_WORKERS", 2, 1, 1000)
        port = read.whole("ZEROSUM_PORT", 8080, 1, 65535)
        threshold = read.threshold("ZEROSUM_PREPARE_THRESHOLD")
        cache_seconds = read.whole("ZEROSUM_CACHE_SECONDS", 1, 0, 60)
        gathering = {
            "gather_calls": read.whole("ZEROSUM_GATHER_CALLS", 2, 0, 100),
            "gather_batch": read.whole("ZEROSUM_GATHER_BATCH", 100, 1, 10_000),
            "gather_queue": read.whole("ZEROSUM_GATHER_QUEUE", 200, 0, 100_000),
            "gather_seconds": read.whole("ZEROSUM_GATHER_SECONDS", 10, 1, 300),
        }
        log = read.choice("ZEROSUM_LOG", "json", "off")
        metrics_token = read.secret("ZEROSUM_METRICS_TOKEN")
        certificate, key = read.file("ZEROSUM_TLS_CERTIFICATE"), read.file("ZEROSUM_TLS_KEY")
        if (certificate is None) != (key is None):
            read.problems.append("ZEROSUM_TLS_CERTIFICATE and ZEROSUM_TLS_KEY go together")
        gateway = Gateway.from_environment(environment, read.problems)
        access = Access.from_environment(environment, read.problems)
        otlp_url = read.url("ZEROSUM_OTLP_URL", "http", "https")
        personal_keys = read.file("ZEROSUM_PERSONAL_KEYS")
        if personal_keys and personal_keys.is_file():
            try:
                Keyring.read(personal_keys)
            except KeyringError as error:
                read.problems.append(f"ZEROSUM_PERSONAL_KEYS: {error}")
        if given_url and serving and secret is None and access.keys_file is None:
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
            cache_seconds=cache_seconds,
            **gathering,
            log=log,
            metrics_token=metrics_token,
            tls_certificate=certificate,
            tls_key=key,
            personal_keys=personal_keys,
            otlp_url=otlp_url and otlp_url.rstrip("/"),
            pg_bin=Path(pg_bin) if pg_bin else None,
            gateway=gateway,
            access=access,
        )


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
