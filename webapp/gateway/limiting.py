"""How often: one budget per user and address, by what the route does.

    class   routes                               Redis away
    login   whoever is not known yet and writes  refused, 503
    admin   users, keys, rights                  refused, 503
    money   every other write                    this process's part of the budget
    read    every other read                     this process's part of the budget

Money may go on without Redis because it is PostgreSQL that keeps it right; a password may
not be guessed without count. Failed authentications are counted by address. A login is paid by
the name that is tried, as by one user, wherever it comes from; many names share an address.
"""

import hashlib
import re
from enum import Enum
from typing import cast
from unicodedata import normalize

from flask import Flask, Response, current_app, g, request
from flask_limiter import Limiter
from limits import RateLimitItem, RateLimitItemPerSecond

from webapp.config import Config
from webapp.config.gateway import Gateway
from webapp.config.kinds import Budget
from webapp.gateway.away import Breaker, RedisAwayError
from webapp.gateway.buckets import (
    MICROSECONDS,
    NAME,
    Charge,
    LocalBuckets,
    Outcome,
    TokenBucketRateLimiter,
)
from webapp.gateway.connecting import options, redis_scheme
from webapp.gateway.proxies import network_of
from webapp.problems.refusals import Refusal
from webapp.shapes.actor import Actor
from webapp.shapes.handed import handed


class RouteClass(Enum):
    """What a route does, as far as budgets are concerned."""

    LOGIN = "login"
    ADMIN = "admin"
    MONEY = "money"
    READ = "read"
    FREE = "free"


FAIL_CLOSED = frozenset({RouteClass.LOGIN, RouteClass.ADMIN})
_WHOLE, _PART = 0, 1  # of a budget: for all processes, for this one while Redis is away
_STANDS_FOR_ONE = "customer"  # every other role acts for many
_ADMINISTERED = "users|people|api-keys|role-permissions|sessions|identities|auth-events"


def class_of(method: str, rule: str, *, is_public: bool) -> RouteClass:
    """Return what a route does, by its method and rule."""
    is_read = method == "GET"
    if is_public:
        return RouteClass.FREE if is_read else RouteClass.LOGIN
    if re.match(rf"/v1/({_ADMINISTERED})\b", rule):
        return RouteClass.ADMIN
    return RouteClass.READ if is_read else RouteClass.MONEY


def subject_of(actor: Actor) -> str:
    """Return whose budget a request is charged to: a user's, or an API key's own."""
    key_id = getattr(actor, "key_id", None)
    return f"key:{key_id}" if key_id else f"user:{actor.user_id}"


class Limiting:
    """The budgets of one application, shared through Redis when there is one."""

    def __init__(self, gateway: Gateway, shared: TokenBucketRateLimiter, workers: int) -> None:
        """Use the buckets of a strategy; keep some of this process's own for bad days."""
        self._shared = shared.buckets
        self._is_alone = isinstance(shared.buckets, LocalBuckets)
        self._local = LocalBuckets()
        self._breaker = Breaker("each process limits by itself")
        self._items: dict[tuple[RouteClass, str], tuple[RateLimitItem, RateLimitItem]] = {}
        for route_class in RouteClass:
            if route_class is RouteClass.FREE:
                continue
            one: Budget = getattr(gateway, route_class.value)
            many = one.times(gateway.crowd_factor)
            for kind, budget in (
                ("user", one),
                ("crowd", many),
                ("name", one),
                ("address", many),
                ("failed", many),
            ):
                name = f"{route_class.value}-{kind}"
                part = budget.divided_by(workers)
                self._items[route_class, kind] = (_item(name, budget), _item(name, part))

    def charge(self, route_class: RouteClass, actor: Actor | None, address: str | None) -> None:
        """Charge a request, to the address and to whoever it is known to be from.

        Raises Refusal WEB401 when a budget is used up, WEB402 when it can't be known and
        the route is not to be tried without.
        """
        wanted = [("address", network_of(address))]
        if actor is not None:
            kind = "user" if actor.role == _STANDS_FOR_ONE else "crowd"
            wanted.append((kind, subject_of(actor)))
        self._decide(route_class, wanted, is_strict=route_class in FAIL_CLOSED)

    def charge_name(self, name: str) -> None:
        """Charge a login to the name that is tried. Raises Refusal WEB401 or WEB402."""
        wanted = [("name", hashlib.sha256(normalize("NFC", name).encode()).hexdigest())]
        self._decide(RouteClass.LOGIN, wanted, is_strict=True)

    def charge_failure(self) -> None:
        """Charge a failed authentication to its address. Raises Refusal WEB401."""
        wanted = [("failed", network_of(request.remote_addr))]
        self._decide(RouteClass.LOGIN, wanted, is_strict=False)

    def _decide(
        self, route_class: RouteClass, wanted: list[tuple[str, str]], *, is_strict: bool
    ) -> None:
        charges = self._charges(route_class, wanted, _WHOLE)
        try:
            outcome = self._take(charges)
        except RedisAwayError:
            if is_strict:
                raise Refusal("WEB402") from None
            charges = self._charges(route_class, wanted, _PART)
            outcome = self._local.take(charges)
        paid, told = g.get("rate_limit") or ([], Outcome(passes=True, at=0, verdicts=[]))
        g.rate_limit = paid + charges, outcome._replace(verdicts=told.verdicts + outcome.verdicts)
        if not outcome.passes:
            raise _refusal(charges, outcome)

    def _charges(
        self, route_class: RouteClass, wanted: list[tuple[str, str]], share: int
    ) -> list[Charge]:
        return [
            (self._items[route_class, kind][share], f"{route_class.value}:{kind}:{subject}")
            for kind, subject in wanted
        ]

    def _take(self, charges: list[Charge]) -> Outcome:
        if self._is_alone:  # there is no Redis to be away
            return self._shared.take(charges)
        return self._breaker.call(lambda: self._shared.take(charges))


def init_app(app: Flask, config: Config) -> None:
    """Let Flask-Limiter build the strategy on its storage; without limits do nothing."""
    if not config.gateway.rate_limits:
        return
    limiter = Limiter(
        key_func=lambda: network_of(request.remote_addr),
        strategy=NAME,
        storage_uri=_storage_uri(config.cache.redis_url),
        storage_options=options() if config.cache.redis_url else {},
        key_prefix="zerosum",
        headers_enabled=False,
    )
    # Listed before it is told of the application, it adds no hooks of its own: one round
    # trip has to decide about all budgets of a request.
    app.extensions["limiter"] = {limiter}
    limiter.init_app(app)
    shared = cast("TokenBucketRateLimiter", limiter.limiter)
    app.extensions["limiting"] = Limiting(config.gateway, shared, config.server.workers)


def charge(route_class: RouteClass, actor: Actor | None) -> None:
    """Charge a request to its address, and to whoever it is known to be from."""
    found = handed(request.environ)
    if found is not None and found.charged is not None:
        g.rate_limit = found.charged
        return
    charge_address(route_class, actor, request.remote_addr)


def charge_address(route_class: RouteClass, actor: Actor | None, address: str | None) -> None:
    """Charge a request that came from an address."""
    limiting: Limiting | None = current_app.extensions.get("limiting")
    if limiting is not None and route_class is not RouteClass.FREE:
        limiting.charge(route_class, actor, address)


def charge_name(name: str) -> None:
    """Charge a login to the name that is tried. Raises Refusal WEB401 when it was too often."""
    limiting: Limiting | None = current_app.extensions.get("limiting")
    if limiting is not None:
        limiting.charge_name(name)


def charge_failure() -> None:
    """Charge a failed authentication. Raises Refusal WEB401 when too many have failed."""
    limiting: Limiting | None = current_app.extensions.get("limiting")
    if limiting is not None:
        limiting.charge_failure()


def _item(name: str, budget: Budget) -> RateLimitItem:
    return RateLimitItemPerSecond(budget.burst, budget.seconds, namespace=name)


def _storage_uri(redis_url: str | None) -> str:
    if redis_url is None:
        return "memory://"
    url = redis_scheme(redis_url)
    return f"redis+{url}" if url.startswith("unix:") else url


def _refusal(charges: list[Charge], outcome: Outcome) -> Refusal:
    wait = max(verdict.wait for verdict in outcome.verdicts)
    violated = [
        item.namespace
        for (item, _), verdict in zip(charges, outcome.verdicts, strict=True)
        if not verdict.has_enough
    ]
    return Refusal(
        "WEB401",
        extensions={"violated-policies": violated},
        headers={"Retry-After": str(_seconds(wait))},
    )


def add_fields(response: Response) -> Response:
    """Write the fields of draft-ietf-httpapi-ratelimit-headers."""
    response.headers.update(fields())
    return response


def fields() -> list[tuple[str, str]]:
    """Return the fields that tell what was decided, if anything was."""
    decided: tuple[list[Charge], Outcome] | None = g.pop("rate_limit", None)
    if decided is None:
        return []
    charges, outcome = decided
    policies = (f'"{item.namespace}";q={item.amount};w={item.get_expiry()}' for item, _ in charges)
    states = (
        f'"{item.namespace}";r={verdict.remaining};t={_seconds(verdict.until_full)}'
        for (item, _), verdict in zip(charges, outcome.verdicts, strict=True)
    )
    return [("RateLimit-Policy", ", ".join(policies)), ("RateLimit", ", ".join(states))]


def _seconds(microseconds: int) -> int:
    return -(-microseconds // MICROSECONDS)
