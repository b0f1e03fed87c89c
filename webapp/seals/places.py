"""Taking signed heads to places outside the ledger, and reading what was taken there."""

from __future__ import annotations

import http.client
import os
import re
import ssl
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_TIMEOUT = 10.0  # seconds
_TAIL = 8192  # bytes: more than one head
_NOTE = re.compile(
    r"^zerosum/\S+\n[0-9]+\n[A-Za-z0-9+/]{43}=\n\n(?:\u2014 \S+ [A-Za-z0-9+/]+=*\n)+",
    re.MULTILINE,
)


class PlaceError(Exception):
    """A place that did not take a head; its words name no more than the host or the file."""


class Head(NamedTuple):
    """What a signed head says."""

    origin: str
    tree_size: int
    root_hash: str
    note: str

    @classmethod
    def of(cls, note: str) -> Head:
        """Read a note that this ledger has signed."""
        origin, size, root = note.split("\n", 3)[:3]
        return cls(origin, int(size), root, note)


def read_heads(text: str) -> list[Head]:
    """Return the whole heads of a file; of one that was being written by a killed worker nothing.

    In a file each is followed by a blank line.
    """
    return [Head.of(found[0]) for found in _NOTE.finditer(text)]


def last_in_file(place: str) -> Head | None:
    """Return the newest head of a file:// place; None for other places, and for no file."""
    if not place.startswith("file:"):
        return None
    path = _path(place)
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            text = file.read().decode(errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PlaceError(f"{path}: {error.strerror}") from error
    heads = read_heads(text)
    return heads[-1] if heads else None


def take(place: str, head: Head) -> None:
    """Take a head to a place; when this returns, it is there for good."""
    if place.startswith("file:"):
        _append(_path(place), head.note)
    else:
        _send(place, head)


def _append(path: Path, note: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            # One write: two workers' notes do not mix. What one left half written ends before it.
            os.write(descriptor, f"\n{note}\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise PlaceError(f"{path}: {error.strerror}") from error


def _send(place: str, head: Head) -> None:
    url = place.removeprefix("post+")
    parts = urlsplit(url.replace("{size}", str(head.tree_size)))
    connection = (
        http.client.HTTPSConnection(
            parts.hostname or "",
            parts.port,
            timeout=_TIMEOUT,
            context=ssl.create_default_context(),
        )
        if parts.scheme == "https"
        else http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_TIMEOUT)
    )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(
            "PUT" if place == url else "POST",
            path,
            head.note.encode(),
            {"Content-Type": "text/plain; charset=utf-8"},
        )
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise PlaceError(f"{parts.hostname}: {type(error).__name__}") from error
    finally:
        connection.close()
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise PlaceError(f"{parts.hostname} answers {status}")


def _path(place: str) -> Path:
    return Path(unquote(urlsplit(place).path))
