"""Join physical lines into records of fields, strictly after RFC 4180, and refuse what is not one.

Python's csv module lets a quote stand inside an unquoted field and lets an open quote swallow the
rest of the file; where lines are money, neither may pass. A quoted field may hold line breaks. When
a quote is never properly closed, only the line that opened it is refused and reading goes on at the
next one. When it is closed, but a line inside could be a whole record of its own, nobody can know
which reading is meant: all the lines concerned are refused, so that neither a stray quote hides
rows nor a description smuggles one in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from webapp.importer.lines import LINE_LIMIT, Lines
from webapp.importer.refusals import Refusal, refuse

_OPEN_QUOTE = re.compile(r'"[^"]*(?:""[^"]*)*\Z')
_SHOWN = 200


class _OpenQuoteError(ValueError):
    """A quoted field is not closed within the text."""


class _StrayQuoteError(ValueError):
    """A quote stands where no quote may."""


class _UndecodableError(Exception):
    """A line holds bytes that are not text; the argument is the refusal's code."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What every record of a file must look like, and which field names it in a report."""

    file: str
    width: int
    reference_at: int | None
    delimiter: str = ","
    encoding: str = "utf-8"

    def refuse(self, code: str, line: int, raw: bytes, detail: str = "") -> Refusal:
        """Refuse a line that is no record, naming it by what stands where its reference should."""
        text = raw.decode(self.encoding, errors="replace").replace("\0", "\ufffd").rstrip("\r\n")
        fields = text[: 4 * _SHOWN].split(self.delimiter)
        at = self.reference_at
        shown = fields[at].strip('" ')[:_SHOWN] if at is not None and at < len(fields) else ""
        return refuse(
            code, file=self.file, line=line, reference=shown, detail=detail, text=text[:LINE_LIMIT]
        )

    def split(self, text: str) -> list[str]:
        """Return the fields of one record, as split_fields does."""
        return split_fields(text, self.delimiter)

    def decode(self, raw: bytes, *, keep_end: bool = False) -> str:
        """Return a line as text. Raises _UndecodableError."""
        if len(raw) > LINE_LIMIT:
            raise _UndecodableError("CSV07", f"more than {LINE_LIMIT} bytes")
        if b"\0" in raw:
            raise _UndecodableError("CSV06", f"at byte {raw.index(0) + 1}")
        try:
            text = raw.decode(self.encoding)
        except UnicodeDecodeError as error:
            raise _UndecodableError("CSV05", f"at byte {error.start + 1}") from None
        return text if keep_end else text.removesuffix("\n").removesuffix("\r")


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one record, and the number of the line it begins on."""

    line: int
    fields: list[str]


def read_records(lines: Lines, shape: Shape) -> Iterator[Record | Refusal]:
    """Give each record, or the refusal of its line, in file order; empty lines are passed over."""
    while (taken := lines.next()) is not None:
        number, raw = taken
        if not raw.strip():
            continue
        try:
            text = shape.decode(raw)
        except _UndecodableError as fault:
            code, detail = fault.args
            yield shape.refuse(code, number, raw, detail)
            continue
        try:
            fields = shape.split(text)
        except _OpenQuoteError:
            yield from _join(lines, taken, shape)
            continue
        except _StrayQuoteError:
            yield shape.refuse("CSV03", number, raw)
            continue
        if any(fields):
            yield _sized(number, fields, raw, shape)


def split_fields(text: str, delimiter: str) -> list[str]:
    """Return the fields of one record without its line end.

    Raises _OpenQuoteError when the text ends inside a quoted field, _StrayQuoteError when a quote
    is out of place.
    """
    if '"' not in text:
        return text.split(delimiter)
    pattern = _field_pattern(delimiter)
    fields: list[str] = []
    position = 0
    while True:
        match = pattern.match(text, position)
        if match is None:
            raise _OpenQuoteError if _OPEN_QUOTE.match(text, position) else _StrayQuoteError
        quoted, plain, separator = match.groups()
        fields.append(plain if quoted is None else quoted.replace('""', '"'))
        position = match.end()
        if not separator:
            return fields


@cache
def _field_pattern(delimiter: str) -> re.Pattern[str]:
    end = re.escape(delimiter)
    return re.compile(rf'(?:"([^"]*(?:""[^"]*)*)"|([^"{end}]*))({end}|\Z)')


def _join(lines: Lines, first: tuple[int, bytes], shape: Shape) -> Iterator[Record | Refusal]:
    """Try to close the quote that the first line left open with the lines that follow."""
    taken = [first]
    text = shape.decode(first[1], keep_end=True)
    fields: list[str] | None = None
    while fields is None and len(text) <= LINE_LIMIT and (following := lines.next()) is not None:
        taken.append(following)
        try:
            text += shape.decode(following[1], keep_end=True)
            fields = shape.split(text.rstrip("\r\n")) if b'"' in following[1] else None
        except _OpenQuoteError:
            continue
        except (_StrayQuoteError, _UndecodableError):
            break
    if fields is None or len(fields) != shape.width:
        lines.give_back(taken[1:])
        yield shape.refuse("CSV03", first[0], first[1])
    elif any(_stands_alone(raw, shape) for _, raw in taken[1:]):
        for number, raw in taken:
            yield shape.refuse("CSV04", number, raw)
    else:
        yield Record(first[0], fields)


def _stands_alone(raw: bytes, shape: Shape) -> bool:
    try:
        return len(shape.split(shape.decode(raw))) == shape.width
    except (_OpenQuoteError, _StrayQuoteError):
        return False


def _sized(number: int, fields: list[str], raw: bytes, shape: Shape) -> Record | Refusal:
    if len(fields) == shape.width:
        return Record(number, fields)
    code = "CSV01" if len(fields) < shape.width else "CSV02"
    return shape.refuse(code, number, raw, f"{len(fields)} fields, {shape.width} expected")
