"""Heads are put and posted to places outside, until they are taken."""

from __future__ import annotations

import http.server
import threading
from typing import TYPE_CHECKING

import pytest

from tests.seals.sealing import Worker, heads
from webapp.seals.places import PlaceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.ledger_calls import LedgerCalls, Row


class _Taking(http.server.BaseHTTPRequestHandler):
    """Keep what is put or posted; refuse while told to."""

    taken: list[tuple[str, str, str]]
    status = 200

    def do_PUT(self) -> None:
        """Take a head."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.taken.append((self.command, self.path, body))
        self.send_response(self.status)
        self.end_headers()

    do_POST = do_PUT  # noqa: N815 - the library's names

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def taking() -> Iterator[tuple[type[_Taking], str]]:
    """Run a server that takes heads."""
    handler = type("Taking", (_Taking,), {"taken": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield handler, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_heads_are_put_and_posted_until_they_are_taken(
    ledger: LedgerCalls, paid: Row, worker: Worker, taking: tuple[type[_Taking], str]
) -> None:
    """A place that is away holds up no signature, and gets the head later, once."""
    handler, url = taking
    worker.places = (f"{url}/heads/{{size}}?signed=x", f"post+{url}/hook")
    handler.status = 503
    with pytest.raises(PlaceError, match=r"127\.0\.0\.1 answers 503"):
        worker.turn(every=3600)
    size = heads(ledger)[0]
    handler.taken.clear()
    handler.status = 201
    worker.turn(every=3600)
    worker.turn(every=3600)
    note = ledger.rows("list_seal_heads")[0].note
    assert handler.taken == [
        ("PUT", f"/heads/{size}?signed=x", note),
        ("POST", "/hook", note),
    ]
    assert str(paid.transaction_id) not in note
