"""Where Python's time of a transfer over HTTP goes: ``python -m tests.benchmarks.steps > log``.

One thread calls the application as a server would. First without a profile: processor time of a
request when every customer has a token, and when one is known already. Then cProfile, which
makes all some two to three times as slow: compare shares. What requests log goes to standard
output, all else to standard error.
"""

from __future__ import annotations

import cProfile
import io
import json
import os
import pstats
import random
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

from werkzeug.test import run_wsgi_app

from tests.benchmarks.command import arguments, begin, keep, on_new_ground
from tests.benchmarks.ground import books_are_right
from tests.benchmarks.town import WHOLE, settle
from webapp import create_app
from webapp.config import Config

if TYPE_CHECKING:
    import argparse

    from flask import Flask

    from tests.benchmarks.town import Town
    from tests.support.databases import Database


def main() -> int:
    """Measure on a server of its own."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--calls", type=int, default=3000, help="of each kind")
    parser.add_argument("--accounts", type=int, default=10_000, help="of the customers")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Measure on prepared ground."""
    ran = begin(database, asked)
    town = settle(database, asked.accounts)
    urls = {
        "ZEROSUM_DATABASE_URL": database.url,
        "ZEROSUM_WEB_DATABASE_URL": database.url_as("ledger_web"),
    }
    app = create_app(Config.from_environment({**os.environ, **WHOLE, **urls}))
    medians = {}
    for name, payers in (("all tokens", town.accounts), ("one token", town.accounts[:1])):
        _send(app, town, payers, calls=asked.calls // 10)
        times = _send(app, town, payers, calls=asked.calls)
        medians[name] = statistics.median(times) * 1e6
        sys.stderr.write(f"{name}: median {medians[name]:.0f} us of processor time\n")
    with cProfile.Profile() as profile:
        _send(app, town, town.accounts[:1], calls=asked.calls)
    pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative").print_stats(60)
    for pool in ("database", "gatherer_database"):
        app.extensions[pool].close()
    keep(asked, "steps.json", {"ran": ran, "median_us": medians})
    return 0 if books_are_right(database) else 1


def _send(app: Flask, town: Town, payers: list[tuple[str, str]], *, calls: int) -> list[float]:
    """Return the seconds of processor time that each call took."""
    times = []
    for _ in range(calls):
        source, token = random.choice(payers)
        target = next(a for a, _ in random.sample(town.accounts, 2) if a != source)
        item = {"from_account_id": source, "to_account_id": target, "amount": "1.00"}
        environ = _environ(token, json.dumps(item).encode())
        began = time.thread_time()
        _, status, _ = run_wsgi_app(app.wsgi_app, environ, buffered=True)
        times.append(time.thread_time() - began)
        assert status.startswith("201"), status
    return times


def _environ(token: str, body: bytes) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/v1/transfers",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8080",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "x",
        "HTTP_AUTHORIZATION": f"Bearer {token}",
        "HTTP_IDEMPOTENCY_KEY": f"{random.getrandbits(96):x}",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }


if __name__ == "__main__":
    sys.exit(main())
