"""The document's examples are sent, one by one, where what they speak of exists: they work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema_rs import validator_for

from tests.docs.answers import ANSWERS, keyring_in
from tests.http.documented import resolved
from tests.http.plain import recorded
from tests.http.recording import REPLAY, Recorder

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.support.ledger_calls import LedgerCalls
    from webapp.config import Config

_EVERY = {"content-type", "content-length", "traceparent"}


@pytest.fixture(autouse=True)
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the application keys for personal data."""
    monkeypatch.setenv("ZEROSUM_PERSONAL_KEYS", str(keyring_in(tmp_path)))


@pytest.fixture
def answers(app: Flask, config: Config, ledger: LedgerCalls) -> dict[str, TestResponse]:
    """Return the answer to every operation."""
    return Recorder(app, config, ledger).answers()


def test_every_operation_answers_its_example(app: Flask, answers: dict[str, TestResponse]) -> None:
    """With 2xx, in the promised shape, with the promised fields and no others of the ledger's."""
    document = app.test_client().get("/openapi.json").get_json()
    assert len(answers) > 60
    faults = {
        name: answer.get_data(as_text=True)
        for name, answer in answers.items()
        if answer.status_code >= 300
    }
    assert faults == {}
    for name, answer in answers.items():
        check(document, name.removesuffix(REPLAY), answer)


def check(document: dict[str, Any], name: str, answer: TestResponse) -> None:
    """Hold an answer against what the document says of it."""
    (operation,) = (
        operation
        for operations in document["paths"].values()
        for operation in operations.values()
        if operation["operationId"] == name
    )
    promised = resolved(document, operation["responses"][str(answer.status_code)])
    told = {field.lower() for field, _ in answer.headers}
    headers = {field.lower(): field for field in promised["headers"]}
    described = {field: document["components"]["headers"][headers[field]] for field in headers}
    required = {field for field, what in described.items() if what.get("required")}
    assert required <= told, (name, required - told)
    known = {field.lower() for field in document["components"]["headers"]}
    assert told & known <= headers.keys(), (name, told & known - headers.keys())
    media = promised["content"][answer.mimetype]
    if answer.mimetype == "application/json":
        validator = validator_for({**media["schema"], "components": document["components"]})
        validator.validate(answer.get_json())


def test_recorded_answers_are_those_that_are_given(
    app: Flask, answers: dict[str, TestResponse]
) -> None:
    """Run make docs after a change of what is answered."""
    document = app.test_client().get("/openapi.json").get_json()
    assert recorded(document, answers) == json.loads(ANSWERS.read_text(encoding="utf-8"))
