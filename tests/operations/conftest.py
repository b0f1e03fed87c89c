"""A real `zerosum serve` on the test's database."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.operations.serving import Served, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.databases import Database

SECRET = "a secret of the tests, 32 bytes or more"


@pytest.fixture
def serve(database: Database) -> Iterator[Callable[..., Served]]:
    """Return what starts a server with more settings; each is stopped at the end."""
    with ExitStack() as stack:

        def start(**settings: str) -> Served:
            environment = {
                "ZEROSUM_DATABASE_URL": database.url,
                "ZEROSUM_WEB_DATABASE_URL": database.url_as("ledger_web"),
                "ZEROSUM_JWT_SECRET": SECRET,
                **settings,
            }
            return stack.enter_context(serving(environment))

        yield start
