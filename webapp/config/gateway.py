"""The gateway's settings, a part of webapp.config.Config."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import NamedTuple, Self, TypeAlias

Network: TypeAlias = IPv4Network | IPv6Network

_BUDGET = re.compile(r"([0-9]{1,7})/([0-9]{1,5})", re.ASCII)
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?", re.ASCII)
_LONGEST_SECONDS = 86_400


class Budget(NamedTuple):
    """A token bucket: `burst` requests at once, refilled evenly with as many in `seconds`."""

    burst: int
    seconds: int

    def times(self, factor: int) -> "Budget":
        """Return the budget of someone who stands for many."""
        return Budget(self.burst * factor, self.seconds)

    def divided_by(self, parts: int) -> "Budget":
        """Return one process's part of the budget, at least one request."""
        return Budget(max(1, self.burst // parts), self.seconds)


_LOGIN, _ADMIN = Budget(10, 60), Budget(120, 60)
_READ, _MONEY = Budget(2_000, 10), Budget(1_000, 10)
_CROWD_FACTOR = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """Who may ask how often, through which proxies, from which origins.

    Budgets are for one user. An address, and a user who acts for many (a service account,
    staff), has `crowd_factor` times as much.
    """

    rate_limits: bool = True
    login: Budget = _LOGIN
    read: Budget = _READ
    money: Budget = _MONEY
    admin: Budget = _ADMIN
    crowd_factor: int = _CROWD_FACTOR
    keeps_answers: bool = True
    trusted_proxies: tuple[Network, ...] = ()
    cors_origins: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], problems: list[str]) -> Self:
        """Read the settings; add a line to `problems` for each that is wrong."""
        read = _Reader(environment, problems)
        return cls(
            rate_limits=read.switch("ZEROSUM_RATE_LIMITS"),
            keeps_answers=read.switch("ZEROSUM_KEEP_ANSWERS"),
            crowd_factor=read.factor("ZEROSUM_RATE_CROWD_FACTOR", _CROWD_FACTOR),
            trusted_proxies=read.networks("ZEROSUM_TRUSTED_PROXIES"),
            cors_origins=read.origins("ZEROSUM_CORS_ORIGINS"),
            login=read.budget("ZEROSUM_RATE_LOGIN", _LOGIN),
            read=read.budget("ZEROSUM_RATE_READ", _READ),
            money=read.budget("ZEROSUM_RATE_MONEY", _MONEY),
            admin=read.budget("ZEROSUM_RATE_ADMIN", _ADMIN),
        )


class _Reader:
    """Reads variables one by one and keeps a line for each that is wrong."""

    def __init__(self, environment: Mapping[str, str], problems: list[str]) -> None:
        self._environment = environment
        self._problems = problems

    def switch(self, name: str) -> bool:
        """Return whether something is on, which it is unless told otherwise."""
        value = self._environment.get(name) or "on"
        if value not in {"on", "off"}:
            self._problems.append(f"{name} must be on or off, not {value!r}")
        return value == "on"

    def factor(self, name: str, default: int) -> int:
        """Return a whole number from 1 to 1000."""
        value = self._environment.get(name) or str(default)
        if value.isascii() and value.isdigit() and 1 <= int(value) <= 1000:  # noqa: PLR2004
            return int(value)
        self._problems.append(f"{name} must be a whole number from 1 to 1000, not {value!r}")
        return default

    def budget(self, name: str, default: Budget) -> Budget:
        """Return a budget written burst/seconds, such as 20/60."""
        value = self._environment.get(name)
        if not value:
            return default
        match = _BUDGET.fullmatch(value)
        budget = Budget(int(match[1]), int(match[2])) if match else Budget(0, 0)
        if budget.burst and 1 <= budget.seconds <= _LONGEST_SECONDS:
            return budget
        self._problems.append(f"{name} must be REQUESTS/SECONDS, such as 20/60, not {value!r}")
        return default

    def networks(self, name: str) -> tuple[Network, ...]:
        """Return addresses or networks, separated by commas."""
        try:
            return tuple(map(ip_network, self._listed(name)))
        except ValueError as error:
            self._problems.append(f"{name} must list addresses or networks: {error}")
            return ()

    def origins(self, name: str) -> tuple[str, ...]:
        """Return web origins, separated by commas; there is no wildcard."""
        listed = self._listed(name)
        wrong = [origin for origin in listed if not _ORIGIN.fullmatch(origin)]
        self._problems += [
            f"{name} must list origins such as https://app.example, not {origin!r}"
            for origin in wrong
        ]
        return tuple(listed)

    def _listed(self, name: str) -> list[str]:
        texts = (self._environment.get(name) or "").split(",")
        return [text.strip() for text in texts if text.strip()]
