"""The sections of the settings; those of one subject are modules beside this one."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from webapp.config.kinds import choice, database_url, readable, secret, url_of, whole
from webapp.config.section import PREFIX, Section, setting

POSTGRESQL = ("postgresql", "postgres")
REDIS = ("redis", "rediss", "unix", "valkey", "valkeys")


class Server(Section):
    """Where the web server listens, and with how many."""

    title: ClassVar[str] = "Web server"

    host: str = setting("HOST", "The address to listen on.", default="127.0.0.1")
    port: Annotated[int, whole(1, 65535)] = setting("PORT", "The port to listen on.", default=8080)
    workers: Annotated[int, whole(1, 1000)] = setting("WORKERS", "How many processes.", default=2)
    threads: Annotated[int, whole(1, 1000)] = setting(
        "THREADS",
        "Requests that each process works on at once; most of them wait for a gathered call.",
        default=64,
    )
    tls_certificate: Annotated[Path | None, AfterValidator(readable)] = setting(
        "TLS_CERTIFICATE",
        "A file with the server's certificate; with it the server speaks TLS 1.3 and no HTTP.",
        is_file=True,
    )
    tls_key: Annotated[Path | None, AfterValidator(readable)] = setting(
        "TLS_KEY", "A file with the certificate's private key.", is_file=True
    )

    @classmethod
    def misfits(cls, given: Collection[str]) -> list[str]:
        """Ask for both or neither."""
        pair = (f"{PREFIX}TLS_CERTIFICATE", f"{PREFIX}TLS_KEY")
        return [] if len({*pair} & {*given}) != 1 else [" and ".join(pair) + " go together"]


class Database(Section):
    """How PostgreSQL is reached."""

    title: ClassVar[str] = "Database"

    url: Annotated[str | None, url_of(*POSTGRESQL), AfterValidator(database_url)] = setting(
        "DATABASE_URL",
        "PostgreSQL 15 to 18, as the login that deploys; several hosts: the one that takes writes.",
        told="an embedded PostgreSQL in ZEROSUM_HOME",
        is_secret=True,
    )
    web_url: Annotated[str | None, url_of(*POSTGRESQL), AfterValidator(database_url)] = setting(
        "WEB_DATABASE_URL",
        "The same database, as the login of the web server: one of ledger_app that may do no more.",
        told="ZEROSUM_DATABASE_URL; embedded: the login ledger_web",
        is_secret=True,
    )
    pool_size: Annotated[int, whole(1, 1000)] = setting(
        "POOL_SIZE",
        "The most connections of one process; those of gathered calls are not counted.",
        default=4,
        unit="connections",
    )
    away_seconds: Annotated[int, whole(1, 60)] = setting(
        "DATABASE_SECONDS",
        "How long the database may leave a question as small as can be unanswered; then 503 at "
        "once until it is back.",
        default=1,
        unit="seconds",
    )
    prepare_threshold: Annotated[int | None, whole(0, 1_000_000, or_none=True)] = setting(
        "PREPARE_THRESHOLD",
        "After how many uses a statement is prepared; `none` where a pooler forgets them.",
        default=5,
        unit="uses",
    )
    pg_bin: Path | None = setting(
        "PG_BIN",
        "The directory of the programs that the embedded server is made of.",
        told="the installed package's",
    )
    pg_port: Annotated[int | None, whole(1, 65535, or_none=True)] = setting(
        "PG_PORT",
        "Where the embedded server listens on 127.0.0.1 for report logins, from its next start on.",
        told="none",
    )


class Replicas(Section):
    """Where reads are asked, so that the primary has more time for writes."""

    title: ClassVar[str] = "Read replicas"

    read_url: Annotated[str | None, url_of(*POSTGRESQL)] = setting(
        "READ_DATABASE_URL",
        "A hot standby of the same database, as the login that the web server uses.",
        told="none: reads are asked of the primary",
        is_secret=True,
    )
    wait_milliseconds: Annotated[int, whole(0, 10_000)] = setting(
        "READ_WAIT",
        "How long a read waits for the standby to come as far as it must see; then the primary.",
        default=100,
        unit="milliseconds",
    )
    age_seconds: Annotated[int, whole(1, 60)] = setting(
        "READ_AGE",
        "How old an answer of the standby may be for who sends Zerosum-Position.",
        default=1,
        unit="seconds",
    )


class Gathering(Section):
    """Transfers asked for while a call is under way go together with the next call."""

    title: ClassVar[str] = "Gathering"

    calls: Annotated[int, whole(0, 100)] = setting(
        "GATHER_CALLS", "Calls of one process at once; 0: each transfer is a call.", default=1
    )
    batch: Annotated[int, whole(1, 10_000)] = setting(
        "GATHER_BATCH", "The most transfers of a call.", default=100, unit="transfers"
    )
    queue: Annotated[int, whole(0, 100_000)] = setting(
        "GATHER_QUEUE", "The most that wait for a call; beyond that 503.", default=200
    )
    seconds: Annotated[int, whole(1, 300)] = setting(
        "GATHER_SECONDS",
        "The longest wait; then 503, or 504 when it is unknown whether it was posted.",
        default=10,
        unit="seconds",
    )


class Cache(Section):
    """What is kept in Redis, where there is one."""

    title: ClassVar[str] = "Redis and the balance cache"

    redis_url: Annotated[str | None, url_of(*REDIS)] = setting(
        "REDIS_URL",
        "A Redis or Valkey for rate limits, finished answers and balances.",
        told="none: each process counts for itself",
        is_secret=True,
    )
    seconds: Annotated[int, whole(0, 60)] = setting(
        "CACHE_SECONDS",
        "How long a balance may be told from there; 0: never.",
        default=0,
        unit="seconds",
    )


def _keyring(path: Path | None) -> Path | None:
    from webapp.keys.sealing import Keyring, KeyringError

    if readable(path) is not None and path is not None:
        try:
            Keyring.read(path)
        except KeyringError as error:
            raise ValueError(f": {error}") from None
    return path


class People(Section):
    """Personal data, sealed before it reaches the database."""

    title: ClassVar[str] = "Personal data"

    keys: Annotated[Path | None, AfterValidator(_keyring)] = setting(
        "PERSONAL_KEYS",
        "A file of the keys that seal personal data; `zerosum person add-key` adds one.",
        told="embedded: one in ZEROSUM_HOME; else personal data is refused",
        is_file=True,
    )


class Observe(Section):
    """What the server tells of itself."""

    title: ClassVar[str] = "Logs, metrics, traces"

    log: Annotated[str, choice("json", "off")] = setting(
        "LOG", "One JSON line a request on standard output, or `off`.", default="json"
    )
    metrics_token: Annotated[str | None, AfterValidator(secret)] = setting(
        "METRICS_TOKEN",
        "The bearer token that `/metrics` asks for, 32 bytes or more.",
        told="none: /metrics answers this machine only",
        is_secret=True,
    )
    otlp_url: Annotated[
        str | None, url_of("http", "https"), AfterValidator(lambda text: text and text.rstrip("/"))
    ] = setting("OTLP_URL", "An OpenTelemetry collector; needs the extra `telemetry`.")
