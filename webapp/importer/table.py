"""Read a CSV file with a header by the names of its columns, whatever their order."""

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from webapp.importer.closing import Closing
from webapp.importer.lines import LINE_LIMIT, Lines
from webapp.importer.mapping import Mapping
from webapp.importer.records import Record, Shape, read_records, split_fields
from webapp.importer.refusals import Refusal, UnusableFileError
from webapp.importer.sources import Source, holds_ascii, open_file

# Columns that an import adds to a file of refused rows; whoever mends a row leaves them.
REFERENCE_COLUMN = "refused_reference"
REFUSED_COLUMNS = (
    "refused_line",
    REFERENCE_COLUMN,
    "refused_code",
    "refused_detail",
    "refused_text",
)

_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the wanted values, stripped, absent columns empty; and all its fields."""

    line: int
    values: tuple[str, ...]
    fields: tuple[str, ...]


class Table(Closing):
    """A CSV file being read from its beginning to its end, once, in constant memory."""

    def __init__(self, source: Path | Source, mapping: Mapping | None = None) -> None:
        """Open the file and read its header, which `choose` then looks columns up in.

        Raises UnusableFileError when the file cannot be opened or has no header of text.
        """
        mapping = mapping or Mapping()
        self.source = open_file(source, mapping.encoding) if isinstance(source, Path) else source
        self.preamble: list[str] = []
        self.ignored: tuple[str, ...] = ()
        self.delimiter = mapping.delimiter
        # What is not ASCII's relative comes recoded from its source.
        self._encoding = mapping.encoding if holds_ascii(mapping.encoding) else "utf-8"
        self._lines = Lines(self.source.stream)
        self._positions: tuple[int | None, ...] = ()
        self._shape: Shape | None = None
        try:
            self._skip(mapping.skip_lines)
            self.titles, self._header_line = self._read_header(mapping.names)
        except OSError as error:
            self.source.close()
            raise self._lost(error) from error
        except BaseException:
            self.source.close()
            raise
        self.columns = tuple(title.lower() for title in self.titles)
        # Rows that are mended have no footer any more.
        self.is_mended = set(REFUSED_COLUMNS) <= set(self.columns)
        self._lines.hold_back(0 if self.is_mended else mapping.footer_lines)

    @property
    def label(self) -> str:
        """Return what reports call the file."""
        return self.source.label

    @property
    def bytes_read(self) -> int:
        """Return how far into the file the reading has come, in bytes."""
        return self._lines.bytes_read

    def choose(self, wanted: tuple[str | None, ...], *, names_line: str | None) -> None:
        """Say which columns the values of a row are, in order; None is always empty.

        A column that the file does not have gives empty values too: `require` asks for it. One of
        them names a line in reports. Raises UnusableFileError when a wanted column stands twice.
        """
        used = {name.lower() for name in wanted if name is not None}
        counted = Counter(self.columns)
        twice = sorted(name for name in used if counted[name] > 1)
        if twice:
            raise self._unusable(
                f"column {', '.join(twice)} stands twice in line {self._header_line}"
            )
        self._positions = tuple(self._position(name) for name in wanted)
        self.ignored = tuple(
            title or f"(column {at})"
            for at, (title, name) in enumerate(zip(self.titles, self.columns, strict=True), 1)
            if name not in used and name not in REFUSED_COLUMNS
        )
        self._shape = Shape(
            file=self.label,
            width=len(self.columns),
            reference_at=self._position(names_line),
            delimiter=self.delimiter,
            encoding=self._encoding,
        )

    def require(self, names: tuple[str, ...]) -> None:
        """Raise UnusableFileError unless the file has these columns."""
        missing = [name for name in names if name.lower() not in self.columns]
        if missing:
            found = ", ".join(self.titles)[:200]
            raise self._unusable(
                f"no column {', '.join(missing)} (line {self._header_line} has: {found})"
            )

    def __iter__(self) -> Iterator[Row | Refusal]:
        """Give every row, or the refusal of its line. UnusableFileError: the source fails."""
        if self._shape is None:
            raise ValueError("no columns were chosen")
        try:
            for record in read_records(self._lines, self._shape):
                yield self._pick(record) if isinstance(record, Record) else record
        except OSError as error:
            raise self._lost(error) from error

    def close(self) -> None:
        """Close the file."""
        self.source.close()

    @property
    def footer(self) -> list[tuple[int, str]]:
        """Return number and text of each line that was held back, once all rows are read."""
        return [
            (number, raw.decode(self._encoding, errors="replace").rstrip("\r\n")[:LINE_LIMIT])
            for number, raw in self._lines.held
            if raw.strip()
        ]

    def as_row(self, line: int, text: str) -> Row | None:
        """Return a line of the footer as the row it would be, or None when it would be none."""
        if self._shape is None:
            raise ValueError("no columns were chosen")
        alone = Lines(io.BytesIO(text.encode(self._encoding, errors="replace")))
        for record in read_records(alone, self._shape):
            if isinstance(record, Record):
                return self._pick(Record(line, record.fields))
        return None

    def _pick(self, record: Record) -> Row:
        fields = record.fields
        values = tuple("" if at is None else fields[at].strip() for at in self._positions)
        return Row(record.line, values, tuple(fields))

    def _position(self, name: str | None) -> int | None:
        lowered = None if name is None else name.lower()
        return self.columns.index(lowered) if lowered in self.columns else None

    def _skip(self, count: int) -> None:
        for _ in range(count):
            taken = self._lines.next()
            if taken is None:
                raise self._unusable(f"the file has no more than {len(self.preamble)} lines")
            self.preamble.append(taken[1].decode(self._encoding, errors="replace").rstrip("\r\n"))

    def _read_header(self, names: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
        taken = self._lines.next()
        if taken is None:
            raise self._unusable("the file is empty" if not self.preamble else "no header follows")
        line, raw = taken[0], taken[1].removeprefix(_BOM)
        if raw.startswith(_WIDE_BOMS) or b"\0" in raw:
            raise self._unusable(
                f"not {self._encoding.upper()} text (UTF-16, or not a text file); "
                "--encoding utf-16 reads UTF-16"
            )
        if b"\r" in raw.rstrip(b"\r\n"):
            raise self._unusable("lines end in a bare CR; LF or CRLF is needed")
        if len(raw) > LINE_LIMIT:
            raise self._unusable(f"line {line} is longer than {LINE_LIMIT} bytes")
        try:
            found = split_fields(raw.decode(self._encoding).rstrip("\r\n"), self.delimiter)
        except UnicodeDecodeError:
            raise self._unusable(f"line {line} is not {self._encoding.upper()} text") from None
        except ValueError:
            raise self._unusable(f"a quote in line {line} is out of place") from None
        titles = tuple(name.strip() for name in found)
        if not names or titles == (*names, *REFUSED_COLUMNS):
            return titles, line
        # The file has no header: what was read is its first row.
        self._lines.give_back([(line, raw)])
        if len(titles) != len(names):
            raise self._unusable(f"line {line} has {len(titles)} fields, {len(names)} are named")
        return names, line

    def _unusable(self, message: str) -> UnusableFileError:
        return UnusableFileError(f"{self.source.name}: {message}")

    def _lost(self, error: OSError) -> UnusableFileError:
        return self._unusable(str(error.strerror or error))


@contextmanager
def closed_when_refused(table: Table) -> Iterator[None]:
    """Close a table when what is asked of it within raises; whoever has it closes it else."""
    try:
        yield
    except BaseException:
        table.source.close()
        raise
