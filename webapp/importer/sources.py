"""Open what an import reads: a file, or the answer of a query as CSV."""

import codecs
import io
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import psycopg
from psycopg import sql

from webapp.importer.refusals import UnusableFileError

_CHUNK = 65_536


class SourceLostError(OSError):
    """The source stopped in the middle; the message is one line for a person."""


@dataclass(slots=True)
class Source:
    """A stream of lines, what it is called, and its size where that is known."""

    name: str
    label: str
    stream: BinaryIO
    size: int = 0
    files: ExitStack = field(default_factory=ExitStack)

    def close(self) -> None:
        """Close the stream and what stands behind it."""
        self.files.close()


def open_file(path: Path, encoding: str = "utf-8") -> Source:
    """Open a file; one whose encoding has no plain ASCII in it is read as UTF-8.

    Raises UnusableFileError.
    """
    try:
        stream = path.open("rb")
        size = os.fstat(stream.fileno()).st_size
    except OSError as error:
        raise UnusableFileError(f"{path}: {error.strerror or error}") from error
    files = ExitStack()
    files.enter_context(stream)
    lines: BinaryIO = stream
    if not holds_ascii(encoding):
        lines = io.BufferedReader(_Chunks(_recode(stream, encoding)))
    return Source(str(path), path.name, lines, size, files)


def open_query(connection: psycopg.Connection[Any], query: str) -> Source:
    """Run a query, read-only, and stream its rows as CSV with a header. UnusableFileError."""
    files = ExitStack()
    # The query is stopped first, so that it is not read to its end for nothing.
    files.enter_context(suppress(psycopg.Error))
    try:
        # What the login's settings allow one statement is not meant for reading this long.
        connection.execute("SET statement_timeout = 0")
        connection.execute("SET datestyle = 'ISO, YMD'")
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        # The line break ends a comment that the query may end with.
        statement = sql.SQL("COPY ({}\n) TO STDOUT (FORMAT csv, HEADER)").format(
            sql.SQL(re.sub(r"[;\s]+\Z", "", query))
        )
        cursor = connection.cursor()
        copy = files.enter_context(cursor.copy(statement))
        files.callback(_stop, connection)
        # The header comes with the first answer: a query that cannot run is refused here.
        chunks = iter(copy)
        first = bytes(next(chunks, b""))
    except psycopg.Error as error:
        connection.close()
        files.close()
        raise UnusableFileError(f"query: {_reason(error)}") from error
    stream = io.BufferedReader(_Chunks(_answers(first, chunks)))
    return Source("query", "query", stream, 0, files)


def holds_ascii(encoding: str) -> bool:
    """Tell whether ASCII stands in this encoding byte for byte, so that lines can be cut first."""
    plain = bytes(range(9, 14)) + bytes(range(32, 127))
    try:
        return plain.decode(encoding) == plain.decode("ascii") and "\n".encode(encoding) == b"\n"
    except UnicodeError:
        return False


def _stop(connection: psycopg.Connection[Any]) -> None:
    """End a session and what it may still be doing."""
    with suppress(psycopg.Error):
        connection.cancel_safe(timeout=5.0)
    connection.close()


def _recode(stream: BinaryIO, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    position = 0
    while True:
        chunk = stream.read(_CHUNK)
        try:
            yield decoder.decode(chunk, final=not chunk).encode()
        except UnicodeError:
            raise SourceLostError(f"not {encoding} text after byte {position}") from None
        if not chunk:
            return
        position += len(chunk)


def _answers(first: bytes, chunks: Iterator[Any]) -> Iterator[bytes]:
    yield first
    try:
        for chunk in chunks:
            yield bytes(chunk)
    except psycopg.Error as error:
        raise SourceLostError(_reason(error)) from error


def _reason(error: psycopg.Error) -> str:
    return (error.diag.message_primary or str(error)).strip().partition("\n")[0]


class _Chunks(io.RawIOBase):
    """A raw stream of chunks that an iterator gives."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        """Read from the iterator."""
        self._chunks = chunks
        self._rest = b""

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any buffer
        """Fill the buffer as far as one chunk goes; 0 at the end."""
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = chunk
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)
