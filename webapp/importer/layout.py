"""Find where a journal keeps each field: in a column, or as one value for all rows."""

from dataclasses import dataclass
from typing import get_args

from webapp.importer.mapping import FieldName, Mapping
from webapp.importer.table import REFERENCE_COLUMN, Table

FIELDS: tuple[FieldName, ...] = get_args(FieldName)

_PAIR: tuple[FieldName, ...] = ("from_account", "to_account", "amount")
_STATEMENT: tuple[FieldName, ...] = ("account", "counter_account")
_ALWAYS: tuple[FieldName, ...] = ("reference", "effective_on")
_CHECKED: FieldName = "reported_balance"
_BY_SIDE: tuple[FieldName, ...] = ("debit", "credit")
_IN_ORDER = ("reference", "effective_on", *_PAIR, *_STATEMENT, *_BY_SIDE, "direction", "currency")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which fields a journal has, and where; a row's values stand in the order of FIELDS."""

    is_statement: bool
    required: tuple[FieldName, ...]
    columns: dict[FieldName, str]
    values: dict[FieldName, str]

    def has(self, field: FieldName) -> bool:
        """Tell whether rows have this field."""
        return field in self.columns or field in self.values

    def called(self, field: FieldName) -> str:
        """Return what a person who has the file calls the field."""
        return f"column {self.columns[field]}" if field in self.columns else f"value of {field}"


def lay_out(table: Table, mapping: Mapping, *, check_balances: bool) -> Layout:
    """Choose the columns of a journal, which reads as a statement when its mapping says so.

    Raises UnusableFileError when the file lacks one.
    """

    def is_there(field: FieldName) -> bool:
        name = mapping.columns.get(field, field)
        return field in mapping.values or name.lower() in table.columns

    is_statement = mapping.is_statement
    required = [*_ALWAYS, *(_STATEMENT if is_statement else _PAIR), "currency"]
    if mapping.references == "derive":
        required.remove("reference")
    if is_statement:
        sides = [field for field in _BY_SIDE if field in mapping.columns]
        required += sides or ["amount"]
        required += ["direction"] if "direction" in mapping.columns else []
    required.sort(key=_IN_ORDER.index)
    chosen = list(required)
    # What a mapping names is meant: a column of it that the file lacks is no slip to pass over.
    if "description" in mapping.columns or is_there("description"):
        chosen.append("description")
    if check_balances:
        chosen.append(_CHECKED)
    values = {name: mapping.values[name] for name in chosen if name in mapping.values}
    columns = {name: mapping.columns.get(name, name) for name in chosen if name not in values}
    table.require((*columns.values(), *(fee.column for fee in mapping.fees)))
    wanted = [columns.get(field) for field in FIELDS]
    table.choose(
        (*wanted, *(fee.column for fee in mapping.fees), REFERENCE_COLUMN),
        names_line=columns.get("reference", REFERENCE_COLUMN),
    )
    return Layout(is_statement, tuple(required), columns, values)
