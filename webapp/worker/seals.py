"""Seal what was numbered and sign heads of it, where a key is set."""

import threading
from typing import Any

import psycopg

from webapp.config import Config
from webapp.seals.sealing import Sealing
from webapp.seals.signing import read_key
from webapp.worker.job import Job

_sealing = Sealing()


def _seal(connection: psycopg.Connection[Any], stopped: threading.Event) -> bool:
    settings = Config.from_environment(serving=False).seals
    if settings.key is not None:
        _sealing.turn(
            connection,
            read_key(settings.key),
            every=settings.every,
            places=settings.places,
            stopped=stopped,
        )
    return False


SEALS = Job("seals", _seal, every=1.0)
"""Asks each second; a head is signed at most once in ZEROSUM_SEAL_EVERY seconds."""
