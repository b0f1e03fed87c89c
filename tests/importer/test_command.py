"""The commands as a person or a script meets them: output, files, exit codes."""

import base64
import csv
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importer.journals import HEADER, write_accounts, write_journal
from tests.support.databases import Database
from tests.support.ledger_calls import LedgerCalls

GOOD = "r1,1993-01-01,world,alice,5.00,EUR,x"
REFUSED = "r2,1993-01-01,alice,bob,6.00,EUR,[red]x"
Zerosum = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def environment(database: Database, tmp_path: Path) -> dict[str, str]:
    """Return the environment of a command that works on the test's database."""
    return os.environ | {
        "ZEROSUM_DATABASE_URL": database.url_as("ledger_dba"),
        "ZEROSUM_JWT_SECRET": "s" * 32,
        "ZEROSUM_HOME": str(tmp_path / "home"),
    }


@pytest.fixture
def zerosum(environment: dict[str, str], tmp_path: Path) -> Zerosum:
    """Return a function that runs the command in the test's folder."""

    def run(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "webapp.cli", *arguments],
            env=environment | settings,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def test_all_rows_posted_ends_with_zero(tmp_path: Path, zerosum: Zerosum) -> None:
    """Counts, totals and the ledger's checks are printed; nothing is wrong."""
    write_journal(tmp_path / "j.csv", GOOD)
    write_accounts(tmp_path / "a.csv")

    done = zerosum("import", "j.csv", "--accounts", "a.csv")

    assert done.returncode == 0, done.stderr
    assert "accounts: 3 opened, 0 already open, 0 refused" in done.stdout
    assert "journal: 1 posted, 0 already there, 0 refused" in done.stdout
    assert "EUR\t1\t5.00\t0\t0" in done.stdout
    assert "checks ok" in done.stdout


def test_refused_rows_have_an_exit_code_of_their_own(tmp_path: Path, zerosum: Zerosum) -> None:
    """13 says that some rows were refused; the report file has them all."""
    write_journal(tmp_path / "j.csv", GOOD, REFUSED, "r3")
    write_accounts(tmp_path / "a.csv")

    done = zerosum("import", "j.csv", "--accounts", "a.csv", "--report", "refused.csv")

    assert done.returncode == 13, done.stderr
    assert "j.csv\t3\tr2\tLG201\tinsufficient_funds" in done.stdout
    with (tmp_path / "refused.csv").open(newline="") as report:
        rows = [(row["line"], row["reference"], row["code"]) for row in csv.DictReader(report)]
    assert rows == [("3", "r2", "LG201"), ("4", "r3", "CSV01")]


def test_json_is_one_object_and_nothing_else(tmp_path: Path, zerosum: Zerosum) -> None:
    """A script reads the summary from standard output; standard error stays empty."""
    header = f"{HEADER},reported_balance"
    write_journal(tmp_path / "j.csv", f"{GOOD},5.00", f"{REFUSED},", header=header)
    write_accounts(tmp_path / "a.csv")

    done = zerosum("import", "j.csv", "--accounts", "a.csv", "--json", "--check-balances")

    summary = json.loads(done.stdout, parse_float=str)
    assert (done.returncode, done.stderr) == (13, "")
    assert summary["complete"] is True
    assert (summary["rows"], summary["posted"], summary["refused"]) == (2, 1, 1)
    assert summary["accounts"] == {"opened": 3, "already_open": 0, "refused": 0}
    assert summary["currencies"]["EUR"]["amount_posted"] == "5.00"
    assert summary["first_refusals"][0]["line"] == 3
    assert summary["reported_balances"] == {
        "compared": 1,
        "agree": 1,
        "agree_within_1": 1,
        "unreadable": 0,
        "without_customer": 0,
        "missing": 0,
    }
    assert all(check["ok"] for check in summary["verify"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["absent.csv"], "absent.csv: No such file"),
        (["."], "Is a directory"),
        (["a.csv"], "no column reference, effective_on"),
        (["j.csv", "--accounts", "j.csv"], "no column account_code, kind"),
        (["j.csv", "--accounts", "absent.csv"], "absent.csv: No such file"),
        (["j.csv", "--report", "j.csv"], "would overwrite"),
        (["j.csv", "--report", "no/such/folder.csv"], "No such file"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_clear_line(
    tmp_path: Path, zerosum: Zerosum, database: Database, arguments: list[str], message: str
) -> None:
    """14 says that a file cannot be used; the ledger is as it was."""
    write_journal(tmp_path / "j.csv", GOOD)
    write_accounts(tmp_path / "a.csv")

    done = zerosum("import", *arguments)

    assert (done.returncode, done.stdout) == (14, "")
    assert done.stderr.startswith("zerosum: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr
    with database.connect() as connection:
        assert connection.execute("SELECT count(*) FROM ledger.accounts").fetchone() == (0,)
    assert (tmp_path / "j.csv").read_text().endswith(GOOD + "\n")


def test_a_database_that_is_away_is_one_clear_line(tmp_path: Path, zerosum: Zerosum) -> None:
    """12 says that the database cannot be reached."""
    write_journal(tmp_path / "j.csv", GOOD)

    done = zerosum(
        "import", "j.csv", ZEROSUM_DATABASE_URL=f"postgresql:///zerosum?host={tmp_path}&port=1"
    )

    assert done.returncode == 12
    assert done.stderr.count("\n") == 1
    assert "cannot be reached" in done.stderr


def test_a_login_without_rights_is_one_clear_line(
    tmp_path: Path, zerosum: Zerosum, database: Database
) -> None:
    """What no row causes stops the import at once, with the database's own code."""
    write_journal(tmp_path / "j.csv", GOOD)

    done = zerosum("import", "j.csv", ZEROSUM_DATABASE_URL=database.url_as("ledger_report"))

    assert done.returncode == 1
    assert "42501" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_terminal_gets_a_bar_and_tables(tmp_path: Path, environment: dict[str, str]) -> None:
    """A bar with rows and rate, then tables, in which a file's own words are not markup."""
    write_journal(tmp_path / "j.csv", GOOD, REFUSED.replace("r2", "[red]\x1b[2J"))
    write_accounts(tmp_path / "a.csv")
    command = [sys.executable, "-m", "webapp.cli", "import", "j.csv", "--accounts", "a.csv"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command,
        env=environment | {"COLUMNS": "160", "TERM": "xterm"},
        cwd=tmp_path,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = _read_all(ours)
    os.close(ours)

    assert process.returncode == 13
    assert "2 rows" in shown
    assert "/s" in shown
    assert "│" in shown
    assert "[red]" in shown
    assert "\x1b[2J" not in shown


def test_a_user_is_made_once(zerosum: Zerosum, ledger: LedgerCalls) -> None:
    """The new user's id is told; the same name again is refused with the ledger's code."""
    made = zerosum("user", "add", "olga", "--role", "operator", "--display-name", "Olga", "--json")
    again = zerosum("user", "add", "olga")
    plain = zerosum("user", "add", "piet")

    user = json.loads(made.stdout)
    found = ledger.call("find_user", username="olga")
    assert (made.returncode, user["user_id"], user["role"]) == (0, str(found.user_id), "operator")
    assert user["display_name"] == "Olga"
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert "LG305" in again.stderr
    assert plain.stdout.startswith("user ")
    assert ledger.call("find_user", username="piet").role == "customer"


def test_a_token_is_all_that_is_printed(zerosum: Zerosum, ledger: LedgerCalls) -> None:
    """The token names the user and the role and lives as long as asked."""
    user_id = ledger.call("create_user", username="ann", role="service").user_id

    done = zerosum("token", "ann", "--lifetime", "8h")

    token = done.stdout.strip()
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert (done.returncode, done.stderr, done.stdout) == (0, "", token + "\n")
    assert (claims["sub"], claims["role"]) == (str(user_id), "service")
    assert claims["exp"] - claims["iat"] == 8 * 3600


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nobody"], 1, "LG004"),
        (["ann", "--lifetime", "1"], 2, "15m or 8h"),
        (["ann", "--lifetime", "0m"], 2, "15m or 8h"),
        (["ann", "--lifetime", "9999d"], 2, "15m or 8h"),
    ],
)
def test_a_token_that_cannot_be_issued_is_explained(
    zerosum: Zerosum, ledger: LedgerCalls, arguments: list[str], code: int, message: str
) -> None:
    """Nothing is printed on standard output, so that no script takes it for a token."""
    ledger.call("create_user", username="ann")

    done = zerosum("token", *arguments)

    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr


def _read_all(terminal: int) -> str:
    shown = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # Linux's way to say that the other side is closed
            break
        if not part:
            break
        shown += part
    return shown.decode()
