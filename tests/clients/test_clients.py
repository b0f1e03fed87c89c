"""Clients that generators make of the document are compiled, and move money on a real server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from tests.clients import tools
from tests.drivers.programs import tool
from tests.support.serving import granian

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.config import Config

pytestmark = pytest.mark.system

STORY = {
    "completed": True,
    "metadata": {"tags": ["lunch", 1]},
    "same": True,
    "refused": "LG201",
    "captured": "3.00",
    "refunded": "4.00",
    "entries": ["DEBIT 4.00", "CREDIT 3.00", "CREDIT 10.00"],
    "balance": "9.00",
}


@dataclass
class Served:
    """A server, who asks it and from which account, and what it says of itself."""

    url: str
    token: str
    paying: UUID
    document: bytes
    ledger: LedgerCalls

    def check(self, command: list[str], program: Path) -> None:
        """Let a program move money, and believe the ledger about it."""
        before = self.ledger.balance(self.paying)
        assert tools.told(command, program, self.url, self.token, str(self.paying)) == STORY
        after = self.ledger.balance(self.paying)
        assert str(before - after) == "9.00"


@pytest.fixture
def served(
    config: Config, database: Database, ledger: LedgerCalls, operator: Caller, funded: Row
) -> Iterator[Served]:
    """Serve a ledger where one account has money."""
    with granian(config, database, ZEROSUM_LOG="off") as port:
        url = f"http://127.0.0.1:{port}"
        with urlopen(f"{url}/openapi.json") as answer:  # noqa: S310 - the test's own server
            document = answer.read()
        yield Served(url, operator.token, funded.account_id, document, ledger)


def test_a_python_client(served: Served, tmp_path: Path) -> None:
    """Typed by mypy; with the models of another generator and plain HTTP in a second program."""
    program = tools.copied("python", tmp_path, served.document)
    python = tools.python(program)
    served.check([str(python), "payments.py"], program)


def test_python_models(served: Served, tmp_path: Path) -> None:
    """They read every answer of the story and write every request."""
    program = tools.copied("python", tmp_path, served.document)
    python = tools.python(program)
    served.check([str(python), "with_models.py"], program)


def test_a_typescript_client(served: Served, tmp_path: Path) -> None:
    """Compiled with strict, run by node."""
    program = tools.copied("typescript", tmp_path, served.document)
    tools.typescript(program)
    served.check([tool("node", "nodejs"), "payments.js"], program)


def test_a_go_client(served: Served, tmp_path: Path) -> None:
    """Generated and built from go.sum."""
    program = tools.copied("go", tmp_path, served.document)
    tools.go(program)
    served.check([str(program / "payments")], program)


def test_a_java_client(served: Served, tmp_path: Path) -> None:
    """Every generated class is compiled, used or not."""
    program = tools.copied("java", tmp_path, served.document)
    path = tools.java(program)
    served.check([tool("java", "default-jdk-headless"), "-cp", path, "Payments"], program)


def spectral(program: Path) -> list[str]:
    """Return the codes of what the linter finds, warnings as well."""
    command = str(tools.node(program) / "spectral")
    done = tools.run(
        [command, "lint", "openapi.json", "--format", "json", "--quiet"], program, codes=(0, 1)
    )
    return [str(found["code"]) for found in json.loads(done)]


def test_the_linter_has_nothing_to_say(served: Served, tmp_path: Path) -> None:
    """Its rules for OpenAPI, none left out; an operation without its words is noticed."""
    program = tools.copied("typescript", tmp_path, served.document)
    assert spectral(program) == []
    document: dict[str, Any] = json.loads(served.document)
    del document["paths"]["/v1/transfers"]["post"]["operationId"]
    document["paths"]["/v1/holds"]["post"]["tags"] = ["unheard of"]
    (program / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    assert spectral(program) == ["operation-operationId", "operation-tag-defined"]
