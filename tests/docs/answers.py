"""Records an answer of every type for the OpenAPI document: part of `make docs`."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.docs.blocks import ROOT
from tests.http.plain import recorded
from tests.http.recording import Recorder
from tests.support.application import environment_of
from tests.support.ledger_calls import LedgerCalls
from webapp import create_app
from webapp.config import Config
from webapp.keys.sealing import new_line

if TYPE_CHECKING:
    from tests.support.databases import Database

ANSWERS = ROOT / "webapp" / "http" / "openapi" / "answers.json"


def keyring_in(folder: Path) -> Path:
    """Return a new file of keys for personal data."""
    path = folder / "keys"
    path.write_text(new_line("index") + new_line("1"), encoding="ascii")
    return path


def write(database: Database) -> None:
    """Ask an application on a new ledger, and keep what it answers."""
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        database.connect("ledger_dba") as connection,
    ):
        for name, value in environment_of(database).items():
            patch.setenv(name, value)
        patch.setenv("ZEROSUM_LOG", "off")
        patch.setenv("ZEROSUM_PERSONAL_KEYS", str(keyring_in(Path(folder))))
        config = Config.from_environment()
        app = create_app(config)
        document = app.test_client().get("/openapi.json").get_json()
        answers = recorded(document, Recorder(app, config, LedgerCalls(connection)).answers())
        app.extensions["database"].close()
        app.extensions["gatherer_database"].close()
    ANSWERS.write_text(json.dumps(answers, indent=1) + "\n", encoding="utf-8")
