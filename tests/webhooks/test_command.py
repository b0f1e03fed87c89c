"""zerosum webhook: by hand, from making an endpoint to replaying what it lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.webhooks.receiving import answering
from webapp.cli import command
from webapp.keys.sealing import Keyring, add_key
from zerosum_client.webhooks import verify_webhook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.databases import Database
    from tests.webhooks.receiving import Receiver


@pytest.fixture
def run(database: Database, keys_file: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return what runs a command, which succeeds, and returns what it prints."""
    assert keys_file.exists()
    monkeypatch.setenv("ZEROSUM_DATABASE_URL", database.url_as("ledger_dba"))

    def call(*arguments: str) -> str:
        done = CliRunner().invoke(command, arguments, prog_name="zerosum")
        assert done.exit_code == 0, done.output
        return done.output

    return call


def test_an_endpoint_by_hand(
    run: Callable[..., str],
    receiver: Receiver,
    hurry: Callable[[], None],
) -> None:
    """Made, pinged, changed, its log read, replayed, disabled, removed."""
    made = run("webhook", "add", receiver.url(), "--type", "transaction.*")
    endpoint_id, secret = made.split()
    assert receiver.url() in run("webhook", "list")
    ping = run("webhook", "ping", endpoint_id).strip()
    run("work", "--once", "--job", "webhooks")
    assert verify_webhook(secret, receiver.received[0].headers, receiver.received[0].body) == ping
    assert "DELIVERED" in run("webhook", "deliveries", endpoint_id)
    assert "200 delivered" in run("webhook", "log", ping)
    new = run("webhook", "rotate", endpoint_id, "--hours", "1").strip()
    assert new != secret
    receiver.answers["/hook"] = answering(500)
    run("webhook", "ping", endpoint_id)
    for _ in range(13):
        run("work", "--once", "--job", "webhooks")
        hurry()
    assert "13 attempts  status" in run("webhook", "deliveries", "--state", "DEAD")
    receiver.answers.clear()
    assert run("webhook", "replay", endpoint_id, "--since", "2026-01-01") == "1 replayed\n"
    run("work", "--once", "--job", "webhooks")
    assert run("webhook", "deliveries", "--state", "DEAD") == ""
    assert run("webhook", "disable", endpoint_id) == "disabled\n"
    assert "DISABLED (asked)" in run("webhook", "list")
    assert run("webhook", "enable", endpoint_id) == "enabled\n"
    assert run("webhook", "remove", endpoint_id) == "removed\n"
    assert run("webhook", "list") == ""


def test_renewing_the_keys_renews_those_of_secrets(
    run: Callable[..., str], keys_file: Path, receiver: Receiver
) -> None:
    """Afterwards the old key can be taken out of the ring, and webhooks are signed as before."""
    endpoint_id, secret = run("webhook", "add", receiver.url(), "--type", "transaction.*").split()
    add_key(keys_file, "2")
    assert run("person", "rotate") == "1 moved to the key 2\n"
    lines = keys_file.read_text(encoding="ascii").splitlines(keepends=True)
    keys_file.write_text("".join(line for line in lines if line[:2] != "1 "), encoding="ascii")
    assert list(Keyring.read(keys_file).keys) == ["2"]
    run("webhook", "ping", endpoint_id)
    run("work", "--once", "--job", "webhooks")
    (one,) = receiver.received
    assert verify_webhook(secret, one.headers, one.body) == one.id


def test_without_its_key_a_secret_signs_nothing(
    run: Callable[..., str], keys_file: Path, receiver: Receiver
) -> None:
    """The attempt is on record; nothing is sent unsigned."""
    endpoint_id, _ = run("webhook", "add", receiver.url(), "--type", "transaction.*").split()
    ping = run("webhook", "ping", endpoint_id).strip()
    add_key(keys_file, "2")
    lines = keys_file.read_text(encoding="ascii").splitlines(keepends=True)
    keys_file.write_text("".join(line for line in lines if line[:2] != "1 "), encoding="ascii")
    run("work", "--once", "--job", "webhooks")
    assert receiver.received == []
    assert "no answer unreadable" in run("webhook", "log", ping)
