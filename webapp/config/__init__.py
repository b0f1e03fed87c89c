"""Settings, read from the environment once and checked all together."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from webapp.config.access import Access
from webapp.config.afterwards import Exports, Fraud, Mail, Webhooks
from webapp.config.cells import Cells
from webapp.config.door import Door
from webapp.config.gateway import Gateway
from webapp.config.seals import Seals
from webapp.config.section import Section, setting
from webapp.config.sections import (
    Cache,
    Database,
    Gathering,
    Observe,
    People,
    Replicas,
    Server,
)
from webapp.embedded import EmbeddedPostgres
from webapp.embedded.places import make_home
from webapp.failures import Exit, ZerosumError

if TYPE_CHECKING:
    from webapp.keys.sealing import Keyring

DATABASE = "zerosum"
WEB_LOGIN = "ledger_web"

_SIGNING = ("ZEROSUM_JWT_SECRET", "ZEROSUM_JWT_KEYS_FILE")


class ConfigError(ZerosumError):
    """Some settings are wrong; ``problems`` has a line for each."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the lines."""
        super().__init__("wrong settings: " + "; ".join(problems), Exit.MISCONFIGURED)
        self.problems = problems


class Home(Section):
    """Where an embedded ledger lives."""

    title: ClassVar[str] = "Home"

    path: Path = setting(
        "HOME",
        "The directory of an embedded ledger: its data, its secrets, its log.",
        default=Path(".zerosum"),
    )


SECTIONS: tuple[type[Section], ...] = (
    *(Home, Database, Replicas, Server, Door, Access, Gateway),
    *(Gathering, Cache, People, Webhooks, Exports, Fraud, Mail, Cells, Seals, Observe),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings, and what follows from them.

    ``database_url`` is the deployer's login, ``web_database_url`` the server's.
    """

    home: Path
    embedded: bool
    database_url: str = field(repr=False)
    web_database_url: str = field(repr=False)
    jwt_secret: str = field(repr=False)
    database: Database = field(default_factory=Database)
    replicas: Replicas = field(default_factory=Replicas)
    server: Server = field(default_factory=Server)
    door: Door = field(default_factory=Door)
    access: Access = field(default_factory=Access)
    gateway: Gateway = field(default_factory=Gateway)
    gathering: Gathering = field(default_factory=Gathering)
    cache: Cache = field(default_factory=Cache)
    people: People = field(default_factory=People)
    webhooks: Webhooks = field(default_factory=Webhooks)
    exports: Exports = field(default_factory=Exports)
    fraud: Fraud = field(default_factory=Fraud)
    mail: Mail = field(default_factory=Mail)
    cells: Cells = field(default_factory=Cells)
    seals: Seals = field(default_factory=Seals)
    observe: Observe = field(default_factory=Observe)

    @property
    def server_url(self) -> str:
        """The address that clients on this machine use."""
        listens = self.server.host
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(listens, listens)  # noqa: S104
        scheme = "https" if self.server.tls_certificate else "http"
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{self.server.port}"

    def postgres(self) -> EmbeddedPostgres:
        """Return the home's embedded server, not started."""
        return EmbeddedPostgres(self.home, self.database.pg_bin, reports_port=self.database.pg_port)

    def keyring(self) -> "Keyring | None":
        """Return the keys for personal data; without a file only an embedded home keeps its own."""
        from webapp.keys.sealing import Keyring

        if self.people.keys:
            return Keyring.read(self.people.keys)
        return Keyring.kept(self.home) if self.embedded else None

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] = os.environ, *, serving: bool = True
    ) -> Self:
        """Read the settings. Raises ConfigError with every one that is wrong.

        Each may be kept in a file instead: NAME_FILE names it. A command that serves nothing
        says so, and is not asked for a JWT secret.
        """
        faults: list[str] = []
        home = Path(os.path.abspath(Home.of(environment, faults).path))  # noqa: PTH100
        database = Database.of(environment, faults)
        replicas = Replicas.of(environment, faults)
        server = Server.of(environment, faults)
        door = Door.of(environment, faults)
        access = Access.of(environment, faults)
        gateway = Gateway.of(environment, faults)
        gathering = Gathering.of(environment, faults)
        cache = Cache.of(environment, faults)
        people = People.of(environment, faults)
        webhooks = Webhooks.of(environment, faults)
        exports = Exports.of(environment, faults)
        fraud = Fraud.of(environment, faults)
        mail = Mail.of(environment, faults)
        cells = Cells.of(environment, faults)
        seals = Seals.of(environment, faults)
        observe = Observe.of(environment, faults)
        secret = access.jwt_secret
        has_keys = secret or access.keys_file or any(map(_about_signing, faults))
        if database.url and serving and not has_keys:
            faults.append("ZEROSUM_JWT_SECRET is needed with ZEROSUM_DATABASE_URL")
        if faults:
            raise ConfigError(faults)
        embedded = EmbeddedPostgres(home, database.pg_bin, reports_port=database.pg_port)
        if secret is None:
            secret = _kept_secret(home) if serving else ""
        return cls(
            home=home,
            embedded=database.url is None,
            database_url=database.url or embedded.url(DATABASE),
            web_database_url=database.web_url or database.url or embedded.url(DATABASE, WEB_LOGIN),
            jwt_secret=secret,
            database=database,
            replicas=replicas,
            server=server,
            door=door,
            access=access,
            gateway=gateway,
            gathering=gathering,
            cache=cache,
            people=people,
            webhooks=webhooks,
            exports=exports,
            fraud=fraud,
            mail=mail,
            cells=cells,
            seals=seals,
            observe=observe,
        )


def _about_signing(fault: str) -> bool:
    return fault.startswith(_SIGNING)


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
