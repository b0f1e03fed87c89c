"""The TypeScript client: built with all strictness, and run by node against the real server."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.clients import tools
from tests.docs.blocks import ROOT, blocks_of
from tests.drivers.programs import prepare, tool
from tests.sdks.making import lay_out
from tests.sdks.proxy import ALL, SEEN_BY_NOBODY, Fault
from tests.sdks.webhook_cases import OF_FETCH

if TYPE_CHECKING:
    from tests.sdks.conftest import Served
    from tests.support.ledger_calls import Row
    from zerosum_client import Client

pytestmark = pytest.mark.system

PASSWORD = "four random common words"
_PROGRAMS = Path(__file__).resolve().parent / "programs"
_PAGE = ROOT / "docs" / "how-to" / "clients.md"

STORY = {
    "me": "ann",
    "metadata": {"n": [1]},
    "replayed": True,
    "captured": "3.00",
    "refunded": "0.50",
    "batch": [None, "LG201"],
    "entries": ["DEBIT 1.00", "CREDIT 0.50", "DEBIT 3.00", "DEBIT 10.50", "CREDIT 100.00"],
    "rest": ["3.00", "10.50"],
    "changed": "Savings",
    "stale": [412, "LG302"],
    "refused": [422, "LG201", "86.00", "k"],
    "request": True,
    "fields": {"name": "Savings", "balance": "86.00"},
    "health": "ok",
    "script": True,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the package as `make sdks` does, and the programs that use it by its name."""
    clients = tmp_path_factory.mktemp("typescript") / "clients"
    lay_out(clients)
    package = clients / "typescript"
    shutil.copytree(_PROGRAMS, package / "programs")
    (package / "programs" / "page.ts").write_text(page(), encoding="utf-8")
    tools.node(package)
    prepare([tool("npm", "npm"), "run", "build"], package)
    prepare([str(package / "node_modules/.bin/tsc"), "--project", "programs"], package)
    return package


def page() -> str:
    """Return the lines of the page as one program, which is told what a reader knows."""
    blocks = blocks_of(_PAGE.read_text(encoding="utf-8"))
    head = (
        "declare const process: { argv: string[] };\n"
        'const [url = "", apiKey = ""] = process.argv.slice(2);\n'
    )
    return head + "".join(block.text for block in blocks if block.kind == "typescript")


def told(built: Path, program: str, *arguments: str) -> object:
    """Run a program and read what it prints."""
    command = [tool("node", "nodejs"), f"run/{program}.js", *arguments]
    found: object = json.loads(tools.run(command, built))
    return found


def test_a_newcomer_opens_users_accounts_holds_and_refunds(built: Path, served: Served) -> None:
    """The ledger holds what the program says."""
    story = told(built, "story", served.url, served.token)
    assert isinstance(story, dict)
    account = story.pop("account")
    assert story == STORY
    assert str(served.ledger.balance(account)) == "86.00"


def test_the_page_can_be_followed(built: Path, served: Served, staff: Client) -> None:
    """The user, the accounts and the payment that it speaks of are there."""
    tools.run([tool("node", "nodejs"), "run/page.js", served.url, served.token], built)
    shop = staff.find_account(code="shop")
    assert str(shop.balance) == "10.50"


def test_money_moves_exactly_once(
    built: Path, served: Served, staff: Client, funded: Row, shop: Row
) -> None:
    """Whatever becomes of the answer; a write without a key is sent once, a read again."""
    kept = [one for fault in ALL for one in (fault, Fault.NONE)]
    served.proxy.faults.extend([*kept, *ALL, *kept])
    before = served.ledger.balance(funded.account_id)
    accounts = (str(funded.account_id), str(shop.account_id))
    lost = told(built, "retries", served.proxy.url, served.token, *accounts, str(len(ALL)))
    assert lost == {"lost": len(ALL)}
    assert before - served.ledger.balance(funded.account_id) == len(ALL)
    transfers = [one for one in served.proxy.seen if one.path == "/v1/transfers"]
    keys = [one.key for one in transfers]
    assert len(set(keys)) == len(ALL)
    assert keys[::2] == keys[1::2]
    users = [one for one in served.proxy.seen if one.path == "/v1/users"]
    assert [(one.fault, one.key) for one in users] == [(fault, None) for fault in ALL]
    made = {user.username for user in staff.list_users() if user.username}
    assert {name for name in made if name.startswith("user-")} == {
        f"user-{number}" for number, fault in enumerate(ALL) if fault not in SEEN_BY_NOBODY
    }


def test_a_login_is_renewed_once_for_all_who_wait(
    built: Path, served: Served, staff: Client
) -> None:
    """Its session was ended: the refresh token is tried once, then the password."""
    user = staff.create_user(username="ann")
    staff.set_user_password(user.user_id, new_password=PASSWORD)
    names = told(built, "logins", served.proxy.url, served.token, "ann", PASSWORD)
    assert names == ["ann"] * 3
    paths = [one.path for one in served.proxy.seen]
    assert paths.count("/v1/auth/refresh") == 1
    assert paths.count("/v1/auth/login") == 2


def test_a_webhook_is_believed_or_not(built: Path, tmp_path: Path) -> None:
    """As the Python client does."""
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps([case.plain() for case in OF_FETCH]), encoding="utf-8")
    expected = [case.id if case.is_good else None for case in OF_FETCH for _ in range(2)]
    assert told(built, "webhooks", os.fspath(cases)) == expected


def test_a_fault_of_types_is_noticed(built: Path) -> None:
    """A number for an amount, a member that is misspelt, a route that is not there."""
    program = built / "programs" / "faulty.ts"
    head = 'import { Client } from "zerosum-client";\nconst ledger = new Client("http://x");\n'
    lines = (
        'void ledger.post_withdrawal({ account_id: "a", amount: 1.5 });\n',
        'void ledger.post_withdrawal({ account_id: "a", amount: "1", ammount: "1" });\n',
        "void ledger.post_withdrawals();\n",
        "void ledger.get_account();\n",
        'for await (const one of ledger.list_accounts({ status: "OPEN" })) void one;\n',
    )
    program.write_text(head + "".join(lines), encoding="utf-8")
    try:
        tsc = str(built / "node_modules/.bin/tsc")
        said = tools.run([tsc, "--noEmit", "--project", "programs"], built, codes=(1, 2))
    finally:
        program.unlink()
    found = {int(line.split("(")[1].split(",")[0]) for line in said.splitlines() if "error" in line}
    assert found == {number + 3 for number in range(len(lines))}
