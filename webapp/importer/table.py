"""Read a CSV file with a header by the names of its columns, whatever their order."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from webapp.importer.lines import LINE_LIMIT, Lines
from webapp.importer.records import Record, Shape, read_records, split_fields
from webapp.importer.refusals import Refusal, UnusableFileError

_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the wanted values, stripped, absent optional columns empty."""

    line: int
    values: tuple[str, ...]


class Table:
    """A CSV file being read from its beginning to its end, once, in constant memory."""

    def __init__(self, path: Path, *, required: tuple[str, ...], optional: tuple[str, ...]) -> None:
        """Open the file and read its header.

        The first required column is the one that names a line in a report. Raises
        UnusableFileError when the file cannot be opened, is not UTF-8 text, or lacks a column.
        """
        self.path = path
        try:
            self._stream = path.open("rb")
            self.size = os.fstat(self._stream.fileno()).st_size
        except OSError as error:
            raise UnusableFileError(f"{path}: {error.strerror or error}") from error
        self._lines = Lines(self._stream)
        try:
            header = self._read_header()
            self._positions = _find_columns(path, header, required, optional)
        except BaseException:
            self._stream.close()
            raise
        self.columns = frozenset(header)
        reference_at = header.index(required[0])
        self._shape = Shape(file=path.name, width=len(header), reference_at=reference_at)

    @property
    def bytes_read(self) -> int:
        """Return how far into the file the reading has come, in bytes."""
        return self._lines.bytes_read

    def __iter__(self) -> Iterator[Row | Refusal]:
        """Give every row, or the refusal of its line. UnusableFileError: the disk fails."""
        try:
            for record in read_records(self._lines, self._shape):
                yield self._pick(record) if isinstance(record, Record) else record
        except OSError as error:
            raise UnusableFileError(f"{self.path}: {error.strerror or error}") from error

    def __enter__(self) -> Self:
        """Return the table itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._stream.close()

    def _pick(self, record: Record) -> Row:
        fields = record.fields
        values = tuple("" if at is None else fields[at].strip() for at in self._positions)
        return Row(record.line, values)

    def _read_header(self) -> list[str]:
        try:
            taken = self._lines.next()
        except OSError as error:
            raise UnusableFileError(f"{self.path}: {error.strerror or error}") from error
        if taken is None:
            raise UnusableFileError(f"{self.path}: the file is empty")
        raw = taken[1].removeprefix(_BOM)
        if raw.startswith(_WIDE_BOMS) or b"\0" in raw:
            raise UnusableFileError(f"{self.path}: not UTF-8 text (UTF-16, or not a text file)")
        if b"\r" in raw.rstrip(b"\r\n"):
            raise UnusableFileError(f"{self.path}: lines end in a bare CR; LF or CRLF is needed")
        if len(raw) > LINE_LIMIT:
            raise UnusableFileError(f"{self.path}: line 1 is longer than {LINE_LIMIT} bytes")
        try:
            names = split_fields(raw.decode().rstrip("\r\n"))
        except UnicodeDecodeError:
            raise UnusableFileError(f"{self.path}: line 1 is not UTF-8 text") from None
        except ValueError:
            raise UnusableFileError(f"{self.path}: a quote in line 1 is out of place") from None
        return [name.strip().lower() for name in names]


def _find_columns(
    path: Path, header: list[str], required: tuple[str, ...], optional: tuple[str, ...]
) -> tuple[int | None, ...]:
    missing = [name for name in required if name not in header]
    if missing:
        found = ", ".join(header)[:200]
        raise UnusableFileError(f"{path}: no column {', '.join(missing)} (line 1 has: {found})")
    wanted = required + optional
    twice = [name for name in wanted if header.count(name) > 1]
    if twice:
        raise UnusableFileError(f"{path}: column {', '.join(twice)} stands twice in line 1")
    return tuple(header.index(name) if name in header else None for name in wanted)
