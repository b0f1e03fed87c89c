"""Secrets that went in are found in no table, log, write-ahead log or dump."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.operations.conftest import SECRET
from tests.operations.serving import serving
from webapp.config import Config
from webapp.identity.auth import issue_token
from webapp.keys.sealing import new_line

if TYPE_CHECKING:
    from pathlib import Path

    from tests.operations.serving import Served
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

CANARY = "canary-72f1e0"
PERSON = {
    "name": f"Name {CANARY}",
    "email": f"mail.{CANARY}@example.org",
    "phone": f"+44 {CANARY}",
    "address": f"1 {CANARY} Street",
}


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """Return a keyring file."""
    path = tmp_path / "keys"
    path.write_text(new_line("index") + new_line("1"), encoding="ascii")
    return path


def test_personal_data_leaves_no_trace_in_the_clear(
    database: Database, ledger: LedgerCalls, keys: Path, tmp_path: Path
) -> None:
    """Kept, read, searched for, refused and forgotten; then every file is looked through."""
    clerk = ledger.call("create_user", username="clerk", role="operator")
    ada = ledger.call("create_user", username="ada")
    settings = {
        "ZEROSUM_DATABASE_URL": database.url,
        "ZEROSUM_WEB_DATABASE_URL": database.url_as("ledger_web"),
        "ZEROSUM_JWT_SECRET": SECRET,
        "ZEROSUM_PERSONAL_KEYS": str(keys),
    }
    config = Config.from_environment(settings)
    token = issue_token(config, clerk.user_id, "operator", timedelta(minutes=5))
    log = tmp_path / "web.log"
    with log.open("wb") as output, serving(settings, output) as server:
        path = f"/v1/users/{ada.user_id}/person"
        _send_everything(server, path, f"Bearer {token}")
    with database.connect() as connection:
        connection.execute("CHECKPOINT")
        connection.execute("SELECT pg_switch_wal()")
    dump = subprocess.run(
        [database.cluster.tool("pg_dump"), "--inserts"],
        env=database.environment(),
        check=True,
        capture_output=True,
    ).stdout
    assert b"ledger_private.person" in dump

    written = log.read_bytes()
    assert written.count(b'"event":"request"') >= 6
    places = {"dump": dump, "web log": written}
    data = database.cluster.data
    for file in (database.cluster.log, *(data / "base").rglob("*"), *(data / "pg_wal").iterdir()):
        if file.is_file():
            places[file.name] = file.read_bytes()
    needles = [CANARY.encode(), CANARY.encode().hex().encode(), token.encode(), SECRET.encode()]
    found = {place for place, text in places.items() for needle in needles if needle in text}
    assert found == set()


def _send_everything(server: Served, path: str, bearer: str) -> None:
    def ask(method: str, where: str, body: object = None) -> int:
        return server.ask(method, where, body, Authorization=bearer).status

    assert ask("PUT", path, PERSON) == 200
    assert ask("GET", path) == 200
    assert ask("POST", "/v1/people/search", {"email": PERSON["email"]}) == 200
    assert ask("PUT", path, {**PERSON, "email": CANARY}) == 422
    assert ask("PUT", path, {"name": CANARY, CANARY: CANARY}) == 422
    assert ask("PUT", "/v1/users/999/person", PERSON) == 404
    assert ask("POST", "/v1/people/search", {"email": f"{CANARY}@b", "x": 1}) == 422
