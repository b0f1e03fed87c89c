"""What the process and its database say of themselves."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Version:
    """Which code the database runs: ledger.version()."""

    release: str
    code_digest: str


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
