"""Settings: read once, checked together, secrets kept to their owner."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from webapp.config import SECTIONS, Config, ConfigError
from webapp.config.kinds import Budget
from webapp.config.section import told_of

if TYPE_CHECKING:
    from pathlib import Path

_URL = "postgresql://deployer@db.example/zerosum"
_SECRET = "s" * 32


def test_nothing_set_means_embedded_with_a_secret_of_its_own(tmp_path: Path) -> None:
    """The secret is made once and for its owner's eyes."""
    config = Config.from_environment({"ZEROSUM_HOME": str(tmp_path)})
    assert config.embedded
    assert (config.server.host, config.server.port) == ("127.0.0.1", 8080)
    assert "postgresql://postgres@/zerosum" in config.database_url
    assert "postgresql://ledger_web@/zerosum" in config.web_database_url
    again = Config.from_environment({"ZEROSUM_HOME": str(tmp_path)})
    assert again.jwt_secret == config.jwt_secret
    assert len(config.jwt_secret) >= 32
    assert stat.S_IMODE((tmp_path / "jwt-secret").stat().st_mode) == 0o600


def test_a_command_that_serves_nothing_makes_no_secret(tmp_path: Path) -> None:
    """Looking at a home leaves it as it is."""
    home = tmp_path / "home"
    assert not Config.from_environment({"ZEROSUM_HOME": str(home)}, serving=False).jwt_secret
    assert not home.exists()


def test_a_configured_database_is_used_by_all_unless_the_web_has_its_own() -> None:
    """The web server's login may differ from the deployer's."""
    given = {"ZEROSUM_DATABASE_URL": _URL, "ZEROSUM_JWT_SECRET": _SECRET}
    config = Config.from_environment(given)
    assert not config.embedded
    assert config.web_database_url == config.database_url == _URL
    web = "postgresql://ledger_web@db.example/zerosum"
    assert (
        Config.from_environment({**given, "ZEROSUM_WEB_DATABASE_URL": web}).web_database_url == web
    )


def test_secrets_may_be_kept_in_files(tmp_path: Path) -> None:
    """As containers do."""
    file = tmp_path / "url"
    file.write_text(f"{_URL}\n", encoding="utf-8")
    given = {"ZEROSUM_DATABASE_URL_FILE": str(file), "ZEROSUM_JWT_SECRET": _SECRET}
    assert Config.from_environment(given).database_url == _URL


def _samples(tmp_path: Path) -> dict[str, str]:
    """Return a value for each setting that is not the path of a file."""
    addresses = {
        "ZEROSUM_DATABASE_URL": _URL,
        "ZEROSUM_WEB_DATABASE_URL": _URL,
        "ZEROSUM_READ_DATABASE_URL": _URL,
        "ZEROSUM_REDIS_URL": "redis://cache.example",
        "ZEROSUM_OTLP_URL": "http://collector.example",
        "ZEROSUM_CELLS": "1=postgresql://ledger_dba@cell.example/zerosum",
        "ZEROSUM_SEAL_PUSH": "file:///mnt/auditor/heads",
        "ZEROSUM_CORS_ORIGINS": "https://app.example",
        "ZEROSUM_TRUSTED_PROXIES": "10.0.0.0/8",
        "ZEROSUM_SMTP_URL": "smtps://mail.example",
        "ZEROSUM_MAIL_FROM": "ledger@bank.example",
        "ZEROSUM_MAIL_BOUNCES": "bounces@bank.example",
        "ZEROSUM_HOST": "192.0.2.1",
        "ZEROSUM_HOME": str(tmp_path),
        "ZEROSUM_PG_BIN": "/opt/postgresql",
        "ZEROSUM_LOG": "off",
        "ZEROSUM_CONNECTIONS": "100",
        "ZEROSUM_FRAUD_KEEP_DAYS": "90",
    }
    others = {str: _SECRET, bool: "off", Budget: "3/60", int: "7"}
    samples = {}
    for section in SECTIONS:
        for field in section.model_fields.values():
            name = str(field.validation_alias)
            # A provider's two need its file of keys besides.
            if not told_of(field)["is_file"] and not name.startswith("ZEROSUM_IDP_"):
                kinds = [kind for kind in others if kind.__name__ in str(field.annotation)]
                samples[name] = addresses.get(name) or others[kinds[0]]
    return samples


def test_each_setting_may_be_kept_in_a_file(tmp_path: Path) -> None:
    """What a file says is what the variable would say."""
    samples = _samples(tmp_path)
    named = {}
    for name, text in samples.items():
        file = tmp_path / name
        file.write_text(f"{text}\n", encoding="utf-8")
        named[f"{name}_FILE"] = str(file)
    assert Config.from_environment(named) == Config.from_environment(samples)
    with pytest.raises(ConfigError) as caught:
        Config.from_environment({**named, **samples})
    assert len(caught.value.problems) == len(samples)
    for name in samples:
        assert f"{name} and {name}_FILE are both set: leave one out" in caught.value.problems


def test_a_file_that_cannot_be_read_is_one_line_each() -> None:
    """Whatever else is wrong."""
    with pytest.raises(ConfigError) as caught:
        Config.from_environment(
            {
                "ZEROSUM_PORT_FILE": "/proc/no-such-file",
                "ZEROSUM_TLS_CERTIFICATE": "/proc/no-such-file",
                "ZEROSUM_IDP_ISSUER": "https://idp.example",
                "ZEROSUM_RATE_READ": "often",
                "ZEROSUM_LOG": "xml",
                "ZEROSUM_GATHER_SECONDS": "0",
                "ZEROSUM_CACHE_SECONDS": "61",
                "ZEROSUM_OTLP_URL": "ftp://collector",
            }
        )
    names = sorted(problem.split()[0].rstrip(":") for problem in caught.value.problems)
    assert names == [
        "ZEROSUM_CACHE_SECONDS",
        "ZEROSUM_GATHER_SECONDS",
        "ZEROSUM_IDP_ISSUER,",
        "ZEROSUM_LOG",
        "ZEROSUM_OTLP_URL",
        "ZEROSUM_PORT_FILE",
        "ZEROSUM_RATE_READ",
        "ZEROSUM_TLS_CERTIFICATE",
        "ZEROSUM_TLS_CERTIFICATE",
    ]
    assert "\n" not in str(caught.value)


def test_every_wrong_setting_is_listed() -> None:
    """And no value that may hold a password is repeated."""
    with pytest.raises(ConfigError) as caught:
        Config.from_environment(
            {
                "ZEROSUM_DATABASE_URL": "mysql://me:hush@db/zerosum",
                "ZEROSUM_REDIS_URL_FILE": "/proc/no-such-file",
                "ZEROSUM_JWT_SECRET": "short",
                "ZEROSUM_PORT": "70000",
                "ZEROSUM_WORKERS": "two",
                "ZEROSUM_THREADS": "0",
                "ZEROSUM_POOL_SIZE": "-1",
                "ZEROSUM_PREPARE_THRESHOLD": "never",
            }
        )
    assert len(caught.value.problems) == 8
    assert "hush" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("text", "value"), [("none", None), ("0", 0), ("7", 7), ("", 5)])
def test_statements_are_prepared_after_a_number_of_uses_or_never(
    text: str, value: int | None, tmp_path: Path
) -> None:
    """Never is for poolers that cannot carry prepared statements over."""
    given = {"ZEROSUM_HOME": str(tmp_path), "ZEROSUM_PREPARE_THRESHOLD": text}
    assert Config.from_environment(given).database.prepare_threshold == value


def test_its_repr_keeps_secrets(tmp_path: Path) -> None:
    """A configuration may end up in a log."""
    config = Config.from_environment({"ZEROSUM_HOME": str(tmp_path), "ZEROSUM_JWT_SECRET": _SECRET})
    assert _SECRET not in repr(config)
    assert "postgresql" not in repr(config)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8080"),
        ("0.0.0.0", "http://127.0.0.1:8080"),  # noqa: S104 - the value under test
        ("::1", "http://[::1]:8080"),
    ],
)
def test_the_url_is_one_that_a_client_can_use(host: str, url: str, tmp_path: Path) -> None:
    """Every address is no address to connect to."""
    given = {"ZEROSUM_HOME": str(tmp_path), "ZEROSUM_HOST": host}
    assert Config.from_environment(given).server_url == url
