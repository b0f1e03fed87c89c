"""The restore drill: encrypted backup, log archive, back to a moment, and the books verify."""

from __future__ import annotations

import re
import shlex
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.moving.house import assert_at_home, live, remember
from tests.moving.moving import adopting
from tests.operations.debian_cluster import Connection, DebianCluster, debian_cluster
from tests.support.ledger_calls import LedgerCalls
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.system

_ROOT = Path(__file__).resolve().parents[2]
_CANARY = "canary-8813 of the drill"
_COMMAND = re.compile(r"^pgbackrest .*$", re.MULTILINE)


def documented() -> dict[str, str]:
    """Return the page's commands, by their last word."""
    text = (_ROOT / "docs" / "how-to" / "backup.md").read_text(encoding="utf-8")
    return {
        command if "backup" in command else command.split()[-1]: command
        for command in _COMMAND.findall(text)
    }


@pytest.fixture
def drill() -> Iterator[DebianCluster]:
    """Give a running, deployed cluster whose log is archived."""
    assert shutil.which("pgbackrest"), "pgBackRest is missing: install Debian's package pgbackrest"
    settings = (
        "listen_addresses = ''\n"
        "archive_mode = on\n"
        "archive_command = 'pgbackrest --stanza=zerosum archive-push %p'\n"
    )
    with debian_cluster(settings) as cluster:
        text = (_ROOT / "compose" / "pgbackrest.conf").read_text(encoding="utf-8")
        for shipped, here in (
            ("/var/lib/pgbackrest", str(cluster.home / "repository")),
            ("/var/lib/postgresql/data", str(cluster.home / "data")),
            ("pg1-user=postgres\n", f"pg1-user=postgres\npg1-socket-path={cluster.home}\n"),
            ("[zerosum]", f"lock-path={cluster.home / 'locks'}\n\n[zerosum]"),
        ):
            assert shipped in text
            text = text.replace(shipped, here)
        (cluster.home / "pgbackrest.conf").write_text(text, encoding="utf-8")
        cluster.environment = {
            "PGBACKREST_CONFIG": str(cluster.home / "pgbackrest.conf"),
            "PGBACKREST_REPO1_CIPHER_PASS": "a passphrase of the drill",
        }
        cluster.start()
        cluster.deploy()
        yield cluster


def test_a_ledger_comes_back_as_it_was_at_a_moment(drill: DebianCluster, tmp_path: Path) -> None:
    """What was posted before is there to the cent, what came after is not, and verify() agrees."""
    page = documented()
    assert set(page) >= {"stanza-create", "check", "restore"}
    drill.run(*shlex.split(page["stanza-create"]))
    drill.run(*shlex.split(page["check"]))
    with drill.connect(user="ledger_dba") as connection:
        ledger = LedgerCalls(connection)
        alice, shop = ledger.account("alice"), ledger.account("shop")
        ledger.call("deposit", account_id=alice.account_id, amount="100.00")
    drill.run(*shlex.split("pgbackrest --stanza=zerosum --type=full backup"))
    time.sleep(1)  # pgBackRest knows a backup's end to the second: the moment lies in a later one

    def pay(ledger: LedgerCalls, key: str, amount: str) -> Any:  # noqa: ANN401 - a row
        return ledger.call(
            "post_transfer",
            from_account_id=alice.account_id,
            to_account_id=shop.account_id,
            amount=amount,
            idempotency_key=key,
            description=_CANARY,
        )

    with drill.connect(user="ledger_dba") as connection:
        ledger = LedgerCalls(connection)
        past = live(connection, "drilled", "drilled shop")
        before = pay(ledger, "before", "30.00")
        remember(connection, past)
        (moment,) = connection.execute("SELECT clock_timestamp()::text").fetchone() or ("",)
        pay(ledger, "after", "7.00")
    drill.run(*shlex.split("pgbackrest --stanza=zerosum --type=incr backup"))
    with drill.connect() as connection:
        connection.execute("SELECT pg_switch_wal()")
        connection.execute("CHECKPOINT")
    drill.stop()

    repository = [path for path in (drill.home / "repository").rglob("*") if path.is_file()]
    assert repository
    assert not [path for path in repository if _CANARY.encode() in path.read_bytes()]

    shutil.rmtree(drill.home / "data")
    (drill.home / "data").mkdir(mode=0o700)
    shutil.chown(drill.home / "data", "postgres", "postgres")
    drill.run(*shlex.split(re.sub('--target="[^"]*"', f'--target="{moment}"', page["restore"])))
    drill.start()
    with drill.connect(user="ledger_dba") as connection:
        ledger = LedgerCalls(connection)
        _wait_for_writes(connection)
        assert [row for row in ledger.rows("verify") if not row.ok] == []
        assert str(ledger.balance(shop.account_id)) == "30.00"
        again = pay(ledger, "before", "30.00")
        assert again.transaction_id == before.transaction_id
        assert str(ledger.balance(alice.account_id)) == "70.00"
        adopted = adopting(drill.url, tmp_path)
        assert adopted.returncode == 0, adopted.stderr
        with drill.connect() as owner:
            assert_at_home(connection, owner, past)
        # The later payment never happened here, so its retry makes it happen, once.
        pay(ledger, "after", "7.00")
        assert str(ledger.balance(shop.account_id)) == "37.00"


def _wait_for_writes(connection: Connection) -> None:
    wait_until(
        lambda: connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,),
        "the restored cluster stays in recovery",
    )


def test_the_drill_runs_what_the_page_says() -> None:
    """No command on the page that the drill leaves out."""
    source = Path(__file__).read_text(encoding="utf-8")
    for name, command in documented().items():
        assert f'page["{name}"]' in source or command in source, command
