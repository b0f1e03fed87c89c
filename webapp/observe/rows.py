"""What the process and its database say of themselves."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Version:
    """Which code the database runs: ledger.version()."""

    release: str
    code_digest: str


@dataclass(frozen=True, slots=True)
class LedgerMetric:
    """One figure of ledger.metrics(); label_name and label are null where there is but one."""

    name: str
    label_name: str | None
    label: str | None
    value: str


@dataclass(frozen=True, slots=True)
class Checks:
    """What readiness looked at; redis and standby are "off" where there is none.

    The database is "unconfirmed" while it takes no writes, or no standby confirms them. The guards
    are what the worker last found, "unknown" where none has looked.
    """

    database: Literal["ok", "read-only", "away", "unconfirmed"]
    code: Literal["current", "different", "older", "unknown"]
    redis: Literal["ok", "away", "off"]
    ledger: Literal["balanced", "unbalanced", "unknown"]
    guards: Literal["in place", "broken", "unknown"]
    standby: Literal["ok", "behind", "away", "off"]


@dataclass(frozen=True, slots=True)
class Health:
    """The process answers."""

    status: Literal["ok"]


@dataclass(frozen=True, slots=True)
class Readiness:
    """The ledger answers, in this version."""

    status: Literal["ready"]
    release: str
    code_digest: str
    checks: Checks
