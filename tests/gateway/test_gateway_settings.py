"""The gateway's settings: sane by default, each wrong one named."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from webapp.config.gateway import Gateway
from webapp.config.kinds import Budget


def test_nothing_set_means_limits_that_a_person_never_meets() -> None:
    """On, with room for a user who clicks fast and for a service that posts for many."""
    problems: list[str] = []
    gateway = Gateway.of({}, problems)
    assert problems == []
    assert gateway == Gateway()
    assert gateway.rate_limits
    assert gateway.login.burst <= 10
    assert gateway.money.times(gateway.crowd_factor).burst / gateway.money.seconds >= 2000
    assert gateway.cors_origins == gateway.trusted_proxies == ()


def test_everything_can_be_set() -> None:
    """By environment variables."""
    problems: list[str] = []
    gateway = Gateway.of(
        {
            "ZEROSUM_RATE_LIMITS": "off",
            "ZEROSUM_KEEP_ANSWERS": "off",
            "ZEROSUM_RATE_LOGIN": "3/60",
            "ZEROSUM_RATE_CROWD_FACTOR": "5",
            "ZEROSUM_TRUSTED_PROXIES": "10.0.0.0/8, 192.0.2.1",
            "ZEROSUM_CORS_ORIGINS": "https://app.example,http://localhost:3000",
        },
        problems,
    )
    assert problems == []
    assert not gateway.rate_limits
    assert not gateway.keeps_answers
    assert gateway.login == Budget(3, 60)
    assert gateway.crowd_factor == 5
    assert gateway.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("192.0.2.1"))
    assert gateway.cors_origins == ("https://app.example", "http://localhost:3000")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZEROSUM_RATE_LIMITS", "yes"),
        ("ZEROSUM_RATE_READ", "0/10"),
        ("ZEROSUM_RATE_READ", "10/0"),
        ("ZEROSUM_RATE_READ", "10 per second"),
        ("ZEROSUM_RATE_READ", "10/100000"),
        ("ZEROSUM_RATE_CROWD_FACTOR", "0"),
        ("ZEROSUM_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("ZEROSUM_TRUSTED_PROXIES", "proxy.example"),
        ("ZEROSUM_CORS_ORIGINS", "*"),
        ("ZEROSUM_CORS_ORIGINS", "https://app.example/path"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    """With a line that says what would do."""
    problems: list[str] = []
    Gateway.of({name: value}, problems)
    assert len(problems) == 1
    assert problems[0].startswith(name)


def test_a_process_has_at_least_one_request() -> None:
    """However many share a budget."""
    assert Budget(3, 60).divided_by(8) == Budget(1, 60)
