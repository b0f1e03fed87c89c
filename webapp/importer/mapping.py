"""Say how a bank writes its journal: columns, signs, dates and numbers, kept in a small file."""

import codecs
import json
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from webapp.importer.refusals import UnusableFileError

FieldName = Literal[
    "reference",
    "effective_on",
    "from_account",
    "to_account",
    "account",
    "counter_account",
    "amount",
    "debit",
    "credit",
    "direction",
    "currency",
    "description",
    "reported_balance",
]
# What says that a file is the statement of one account, rather than rows of payer and payee.
STATEMENT_FIELDS = frozenset({"account", "counter_account", "debit", "credit", "direction"})

_Name = Annotated[str, Field(min_length=1, max_length=200)]
_WORDS_IN = ("c", "cr", "crdt", "credit")
_WORDS_OUT = ("d", "dr", "dbit", "debit")


class Fee(BaseModel):
    """A column of fees: each becomes two more legs of its row's transaction."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    column: _Name
    account: _Name
    # On a statement its own account pays, whatever stands here.
    paid_by: Literal["from", "to"] = "from"
    is_negative: bool = False


class Control(BaseModel):
    """A figure of the footer that says what the rows add up to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: Literal["rows", "amount", "debit", "credit"]
    # Where it stands: the line of the footer and the field of the line, both counted from 1.
    line: Annotated[int, Field(ge=1)] = 1
    field: Annotated[int, Field(ge=1)] = 1
    # What stands before it in its field.
    after: Annotated[str, Field(max_length=200)] = ""


class Mapping(BaseModel):
    """How a file is written; as it stands, the way Zerosum writes one itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    delimiter: str = ","
    encoding: str = "utf-8"
    skip_lines: Annotated[int, Field(ge=0, le=1_000)] = 0
    footer_lines: Annotated[int, Field(ge=0, le=50)] = 0
    # What the first line of the footer begins with.
    footer_start: Annotated[str, Field(max_length=200)] = ""
    controls: tuple[Control, ...] = ()
    # The columns of a file that has no header.
    names: tuple[_Name, ...] = ()
    columns: dict[FieldName, _Name] = {}
    values: dict[FieldName, _Name] = {}
    fees: tuple[Fee, ...] = ()
    date_order: Literal["iso", "ymd", "dmy", "mdy"] = "iso"
    # What a year of two digits is counted from; without it, it is refused.
    century: Annotated[int, Field(ge=1900, le=2100, multiple_of=100)] | None = None
    decimal_mark: Literal[".", ","] = "."
    grouping: Literal["", ".", ",", "'", "space"] = ""
    # What a positive amount of a statement is.
    signs: Literal["in", "out"] = "in"
    debits_are_negative: bool = False
    words_in: tuple[_Name, ...] = _WORDS_IN
    words_out: tuple[_Name, ...] = _WORDS_OUT
    references: Literal["column", "derive"] = "column"

    @field_validator("delimiter")
    @classmethod
    def _one_character(cls, value: str) -> str:
        value = "\t" if value in {"tab", "\\t"} else value
        if len(value) != 1 or value in '"\r\n' or value.isalnum():
            raise ValueError("one character, or tab; not a quote, a letter or a digit")
        return value

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, value: str) -> str:
        try:
            name = codecs.lookup(value).name
            "a".encode(name)
        except (LookupError, UnicodeError):
            raise ValueError("no encoding of that name") from None
        return name

    @field_validator("words_in", "words_out")
    @classmethod
    def _lower_case(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word.strip().lower() for word in value)

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.grouping == self.decimal_mark:
            raise ValueError("decimal_mark and grouping are the same character")
        both = sorted(self.columns.keys() & self.values.keys())
        if both:
            raise ValueError(f"{', '.join(both)} has a column and a value")
        if set(self.words_in) & set(self.words_out):
            raise ValueError("a word stands in words_in and in words_out")
        if self.references == "derive" and "reference" in self.columns | self.values:
            raise ValueError("references are derived, yet reference has a column or a value")
        if self.footer_start and not self.footer_lines:
            raise ValueError("footer_start without footer_lines")
        if any(control.line > self.footer_lines for control in self.controls):
            raise ValueError("a control stands after the last of footer_lines")
        if not self.is_statement and {c.of for c in self.controls} & {"debit", "credit"}:
            raise ValueError("debit and credit are controls of a statement only")
        if "reference" in self.values:
            raise ValueError("one reference for all rows would post only the first")
        return self

    @property
    def is_statement(self) -> bool:
        """Tell whether the file is said to be the statement of an account."""
        return bool(STATEMENT_FIELDS & (self.columns.keys() | self.values.keys()))

    def as_database(self) -> Self:
        """Return the same mapping for the CSV that PostgreSQL writes."""
        return self.model_copy(
            update={
                "delimiter": ",",
                "encoding": "utf-8",
                "skip_lines": 0,
                "names": (),
                "footer_lines": 0,
                "footer_start": "",
                "controls": (),
            }
        )


def make_mapping(path: Path | None, options: dict[str, object]) -> Mapping:
    """Return the mapping of a file, if one is named, changed by options that were given.

    Columns and values of the options are added to the file's. Raises UnusableFileError.
    """
    described: dict[str, object] = {}
    where = "options" if path is None else str(path)
    if path is not None:
        try:
            described = json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise UnusableFileError(f"{path}: {error.strerror or error}") from error
        except ValueError as error:
            raise UnusableFileError(f"{path}: not JSON: {error}") from None
        if not isinstance(described, dict):
            raise UnusableFileError(f"{path}: a mapping is one JSON object")
    for name, option in options.items():
        before = described.get(name)
        is_added = isinstance(option, dict) and isinstance(before, dict)
        described[name] = before | option if is_added else option  # type: ignore[operator]
    try:
        # As JSON, so that a file and options are held to the same rules.
        return Mapping.model_validate_json(json.dumps(described), strict=True)
    except ValidationError as error:
        raise UnusableFileError(f"{where}: {_first_fault(error)}") from None


def save_mapping(mapping: Mapping, path: Path) -> None:
    """Write what differs from the way Zerosum writes a journal. Raises UnusableFileError."""
    text = json.dumps(
        mapping.model_dump(mode="json", exclude_defaults=True), indent=2, ensure_ascii=False
    )
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise UnusableFileError(f"{path}: {error.strerror or error}") from error


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    where = ".".join(str(step) for step in fault["loc"] if step != "[key]")
    message = fault["msg"].removeprefix("Value error, ")
    return f"{where}: {message}" if where else message
