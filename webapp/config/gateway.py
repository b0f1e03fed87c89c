"""The gateway's settings."""

from typing import Annotated, ClassVar

from webapp.config.kinds import Budget, Network, budget, networks, origins, switch, whole
from webapp.config.section import Section, setting

_UNIT = "requests/seconds"


class Gateway(Section):
    """Who may ask how often, through which proxies, from which origins.

    Budgets are for one user. An address, and a user who acts for many (a service account,
    staff), has `crowd_factor` times as much.
    """

    title: ClassVar[str] = "Gateway"

    rate_limits: Annotated[bool, switch] = setting(
        "RATE_LIMITS", "Whether requests are counted, on or off.", default=True
    )
    login: Annotated[Budget, budget] = setting(
        "RATE_LOGIN",
        "Logins under one name, and changes of one user's password.",
        default=Budget(10, 60),
        unit=_UNIT,
    )
    read: Annotated[Budget, budget] = setting(
        "RATE_READ", "Reads of one customer.", default=Budget(2_000, 10), unit=_UNIT
    )
    money: Annotated[Budget, budget] = setting(
        "RATE_MONEY", "Writes of one customer.", default=Budget(1_000, 10), unit=_UNIT
    )
    admin: Annotated[Budget, budget] = setting(
        "RATE_ADMIN", "Users, keys and rights.", default=Budget(120, 60), unit=_UNIT
    )
    crowd_factor: Annotated[int, whole(1, 1000)] = setting(
        "RATE_CROWD_FACTOR",
        "How many times as much an address has, and a user who acts for many.",
        default=20,
        unit="times",
    )
    keeps_answers: Annotated[bool, switch] = setting(
        "KEEP_ANSWERS",
        "Whether finished answers are kept in Redis for a day, on or off.",
        default=True,
    )
    trusted_proxies: Annotated[tuple[Network, ...], networks] = setting(
        "TRUSTED_PROXIES",
        "Addresses or networks, separated by commas, whose X-Forwarded-For is believed.",
        default=(),
    )
    cors_origins: Annotated[tuple[str, ...], origins] = setting(
        "CORS_ORIGINS",
        "Web origins, separated by commas, that may call; there is no wildcard.",
        default=(),
    )
