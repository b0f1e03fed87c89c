"""A client of server-sent events that reads a socket, and the server that it reads from."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

from webapp.shapes.numbers import loads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse


@dataclass(frozen=True, slots=True)
class Frame:
    """One event: its id, and its data when it has any."""

    id: str
    event: str | None
    data: Any


class Stream:
    """An answer that is read frame by frame."""

    def __init__(self, answer: HTTPResponse) -> None:
        """Take an answer whose body has not been read."""
        self.answer = answer
        self.status = answer.status

    def frames(self) -> Iterator[Frame]:
        """Yield frames until the server ends the stream; comments are passed over."""
        found: dict[str, str] = {}
        for line in self.answer:
            text = line.decode().rstrip("\n")
            if text:
                name, _, value = text.partition(": ")
                found[name] = value
            elif "id" in found:
                data = found.get("data")
                yield Frame(found["id"], found.get("event"), data and loads(data))
                found = {}
            else:
                found = {}


@contextmanager
def streaming(port: int, token: str, query: str = "", **headers: str) -> Iterator[Stream]:
    """Open a stream; the end of the block hangs up."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(
            "GET",
            f"/v1/events/stream{query}",
            headers={"Authorization": f"Bearer {token}", **named},
        )
        answer = connection.getresponse()
        try:
            yield Stream(answer)
        finally:
            answer.close()
    finally:
        connection.close()
