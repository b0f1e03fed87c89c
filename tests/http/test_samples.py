"""The samples of /docs are taken out of their pages and run: curl, Python, TypeScript."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.drivers.programs import tool
from tests.http.documented import operations_of
from tests.http.pages import Page
from tests.http.recording import Recorder
from tests.support.serving import granian
from webapp.http.openapi.examples import ACCOUNT, ANY_ID, OTHER_ACCOUNT
from webapp.http.pages.samples import Asked, samples_of
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls
    from webapp.config import Config

_LANGUAGES = {"curl", "python", "typescript"}
_KEY = "#/components/parameters/IdempotencyKey"


def money_moving(document: dict[str, Any]) -> dict[str, str]:
    """Return the path of each operation that needs a key."""
    parameters = document["components"]["parameters"]
    assert parameters[_KEY.rpartition("/")[2]]["required"]
    return {
        operation["operationId"]: path
        for path, operations in document["paths"].items()
        for operation in operations.values()
        if {"$ref": _KEY} in operation["parameters"]
    }


def samples(client: FlaskClient, document: dict[str, Any], language: str) -> dict[str, str]:
    """Return the sample of each operation in a language, out of the pages."""
    nouns = {operation["tags"][0] for operation in operations_of(document)}
    shown = [
        code
        for noun in sorted(nouns)
        for code in Page(client.get(f"/docs/api/{noun}").get_data(as_text=True)).code
    ]
    return {code.section: code.text for code in shown if language in code.classes}


def command(language: str, text: str, folder: Path) -> list[str]:
    """Return what runs a sample."""
    if language == "curl":
        return ["/bin/bash", "-c", text]
    if language == "python":
        return [sys.executable, "-W", "error", "-c", text.replace("print(answer.json())", _PRINT)]
    program = folder / "sample.mjs"
    written = text.replace("console.log(await answer.json())", _LOG)
    program.write_text(written, encoding="utf-8")
    return [tool("node", "nodejs"), str(program)]


_PRINT = "import json; print(json.dumps(answer.json()))"
_LOG = "console.log(JSON.stringify(await answer.json()))"


def filled(text: str, path: str, staged: dict[str, str]) -> str:
    """Return a sample with ids of things that are there."""
    others = [name for name in re.findall(r"\{\w+\}", path) if name != "{account_id}"]
    for name in others:
        text = text.replace(ANY_ID, staged[name])
    return text.replace(OTHER_ACCOUNT, staged[OTHER_ACCOUNT]).replace(ACCOUNT, staged[ACCOUNT])


@pytest.mark.parametrize(
    "language", ["curl", "python", pytest.param("typescript", marks=pytest.mark.system)]
)
def test_samples_move_money(
    language: str,
    *,
    app: Flask,
    config: Config,
    database: Database,
    ledger: LedgerCalls,
    tmp_path: Path,
) -> None:
    """Each operation that needs a key does what it is there for, against a real server."""
    document = app.test_client().get("/openapi.json").get_json()
    shown = samples(app.test_client(), document, language)
    recorder = Recorder(app, config, ledger)
    operator = ledger.call("create_user", username="olga", role="operator")
    token = issue_token(config, operator.user_id, "operator", timedelta(minutes=30))
    paths = money_moving(document)
    assert len(paths) > 10
    with granian(config, database, ZEROSUM_LOG="off") as port:
        told = {"ZEROSUM_URL": f"http://127.0.0.1:{port}", "ZEROSUM_TOKEN": token}
        for number, (name, path) in enumerate(paths.items()):
            customer = ledger.call("create_user", username=f"ann-{number}")
            text = filled(shown[name], path, recorder.stage(name, number, customer))
            done = subprocess.run(
                command(language, text, tmp_path),
                env={"PATH": "/usr/local/bin:/usr/bin:/bin", **told},
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
            assert done.returncode == 0, f"{name}: {text}\n{done.stderr}"
            answer = json.loads(done.stdout)
            assert "code" not in answer or "type" not in answer, f"{name}: {answer}"


def test_every_operation_has_its_samples(client: FlaskClient, document: dict[str, Any]) -> None:
    """In each language; the key is required of nobody who does not need one."""
    names = {operation["operationId"] for operation in operations_of(document)}
    for language in _LANGUAGES:
        assert samples(client, document, language).keys() == names
    curl = samples(client, document, "curl")
    assert "Idempotency-Key" not in curl["list_accounts"]
    assert "Authorization" not in curl["log_in"]
    assert {name for name in names if f"$ZEROSUM_URL{'{'}" in curl[name]} == set()


def test_what_stands_in_a_body_stays_what_it_is() -> None:
    """Quotes of the shell, Python's words for nothing and for what is so, long and short ones."""
    body: dict[str, Any] = {"a": "it's", "b": None, "c": [True, {"d": "x" * 80}], "e": {}, "f": 1}
    asked = Asked(
        method="PUT",
        target="/v1/x",
        operation_id="x",
        body=body,
        is_public=True,
        takes_key=False,
        media_type="application/json",
    )
    curl, python, typescript = (sample.text for sample in samples_of(asked))
    shell = curl.replace("curl -sS -X PUT", "printf '%s\\n'")
    printed = subprocess.run(["/bin/bash", "-c", shell], capture_output=True, text=True, check=True)
    assert json.loads(printed.stdout.partition("-d\n")[2]) == body
    literal = re.search(r"json=(.*),\n    timeout", python, re.DOTALL)
    assert literal
    assert eval(literal[1], {}) == body  # noqa: S307 - what was written above
    assert json.loads(typescript.partition("JSON.stringify(")[2].partition("),\n")[0]) == body
