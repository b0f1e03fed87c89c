"""Ports for servers of the tests: each worker of a run has its own to choose from."""

from __future__ import annotations

import os
import random
import re
import socket

# Below 32768, where Linux takes the ports of outgoing connections from: none of them is in the way.
_FIRST, _LAST, _EACH = 20_000, 32_000, 1_500


def unused_port() -> int:
    """Return a port of the loopback interface on which nobody listens."""
    first = _FIRST + _worker() * _EACH % (_LAST - _FIRST)
    while True:
        port = random.randrange(first, first + _EACH)
        with socket.socket() as probe:
            # As servers do, so that connections still closing from a run just before don't count.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def _worker() -> int:
    """Return the number of this worker of pytest-xdist, 0 without it."""
    return int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
