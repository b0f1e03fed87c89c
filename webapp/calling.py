"""A stored function declared once: its name, arguments and result, and nothing else by hand.

    @stored()
    def get_hold(hold_id: UUID, *, actor: Actor) -> Hold:
        '''Return a hold.'''

The name is the function's, each parameter is the argument p_<parameter>, and a model stands for
an argument a member. A parameter beside a model wins over its member of the same name; a member
with `exclude` is no argument. The result names the row: one, some (a list), or perhaps one. It
stands in the schema ledger, or in the one that is given: `@stored(schema=GATEWAY)`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property, update_wrapper
from inspect import Parameter, signature
from types import UnionType
from typing import (
    Any,
    Generic,
    NamedTuple,
    ParamSpec,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import orjson
from pydantic import BaseModel, TypeAdapter

from webapp.db import Database
from webapp.shapes import numbers
from webapp.shapes.arguments import text_of

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M")

# What no person calls: see migrations/deploy/gateway.sql.
GATEWAY = "ledger_gateway"

# Before a call that changes an account: on only while it is as the caller has read it, checked
# under the lock of the change, for both are one statement. The call takes guarded_id.
_GUARD = "ledger.require_revision"
_GUARDED = f"""{_GUARD}(
    p_account_id => %(account_id)s, p_revisions => %(revisions)s, p_actor => %(actor)s
) AS guard (guarded_id) CROSS JOIN LATERAL """

# After a call that gives transactions: what their accounts were posted, in the same statement.
_ENTRIES = f"{GATEWAY}.show_entries"
_SHOWN = f"{_ENTRIES}(p_transaction_id => made.transaction_id, p_actor => %(actor)s)"
_SWITCH = "with_entries"
_SWITCHED = f"CASE WHEN %({_SWITCH})s::boolean THEN {_SHOWN} END"
ENTRIES_COLUMN = "entries"

# Beside what a call returns: whether it was made before under its key, as tell_replay.sql told.
_REPLAYED = "coalesce(current_setting('ledger.is_replay', true) = 'true', false) AS is_replay"


# Beside the rows of a page: the snapshot of the statement, from which the next page goes on.
_SEEN = "pg_current_snapshot()::text AS seen"


class Done(NamedTuple, Generic[M]):
    """What a call under a key made, and whether that was an earlier one."""

    made: M
    is_replay: bool


class Seen(NamedTuple, Generic[M]):
    """The rows of a page, and what could be seen when they were read."""

    rows: list[M]
    seen: str


class Records:
    """Marks a parameter that is sent as one JSON document and becomes an array of a type.

    One document, which each side reads and writes in C, beat an array literal and a registered
    composite type at every size but one, where it is level.
    """

    def __init__(self, type_name: str) -> None:
        """Name the composite type."""
        self.type_name = type_name


class Stored(Generic[P, R]):
    """A stored function as Python calls it: one statement, its text the same each time."""

    def __init__(
        self, declared: Callable[P, R], *, schema: str, guarded: bool, entries: bool
    ) -> None:
        """Read the declaration, and write the statement."""
        update_wrapper(self, declared)
        self.name = declared.__name__
        self.path = f"{schema}.{self.name}"
        hints = get_type_hints(declared, include_extras=True)
        result = hints.pop("return")
        self.tells_replay, self.tells_seen = get_origin(result) is Done, get_origin(result) is Seen
        if self.tells_replay:
            (result,) = get_args(result)
        elif self.tells_seen:
            result = list[get_args(result)[0]]  # type: ignore[misc]
        self.row, self._rows = _result_of(result)
        parameters = signature(declared).parameters.values()
        self._names = tuple(parameter.name for parameter in parameters)
        self._defaults = {
            parameter.name: parameter.default
            for parameter in parameters
            if parameter.default is not Parameter.empty
        }
        members = {name: _members_of(hints[name]) for name in self._names}
        self._models = {name: found for name, found in members.items() if found is not None}
        self._types: dict[str, str] = {}
        self._writers: dict[str, Callable[[Any], str]] = {}
        for name, hint in hints.items():
            for mark in getattr(hint, "__metadata__", ()):
                if isinstance(mark, Records):
                    self._types[name] = mark.type_name
                    self._writers[name] = _documents_of(hint.__origin__)
        self._guarded, self.entries = guarded, entries

    @property
    def functions(self) -> tuple[str, ...]:
        """The stored functions that the statement calls, each with its schema."""
        before = (_GUARD,) if self._guarded else ()
        return (*before, self.path, *((_ENTRIES,) if self.entries else ()))

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """The names of the arguments that are given."""
        names = [one for name in self._names for one in self._models.get(name, (name,))]
        apart = {"revisions"} if self._guarded else {_SWITCH} if self.entries else set()
        return tuple(name for name in dict.fromkeys(names) if name not in apart)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read, by name, so that one added to a view disturbs nothing."""
        return tuple(column.name for column in fields(self.row))

    @cached_property
    def query(self) -> str:
        """The statement."""
        named = ", ".join(f"p_{name} => {self._placeholder(name)}" for name in self.arguments)
        before = _GUARDED if self._guarded else ""
        after = ""
        if self.entries:
            shown = _SWITCHED if _SWITCH in self._names else _SHOWN
            after = f" AS made CROSS JOIN LATERAL (SELECT {shown}) AS shown ({ENTRIES_COLUMN})"
        told = (_REPLAYED,) if self.tells_replay else (_SEEN,) if self.tells_seen else ()
        columns = ", ".join((*self.columns, *told))
        return f"SELECT {columns} FROM {before}{self.path}({named}){after}"  # noqa: S608 - names in our own source

    def __call__(self, database: Database, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the statement. Raises psycopg.Error."""
        given = {**self._defaults, **dict(zip(self._names, args, strict=False)), **kwargs}
        if not (self.tells_replay or self.tells_seen):
            rows = database.fetch_all(self.row, self.query, self.parameters(given))
            return cast("R", self._rows(rows))
        told = database.fetch_all(self._beside, self.query, self.parameters(given))
        rows = [row for row, _ in told]
        if self.tells_seen:
            return cast("R", Seen(rows, told[0][1] if told else ""))
        return cast("R", Done(self._rows(rows), any(is_replay for _, is_replay in told)))

    def _beside(self, *values: Any) -> tuple[Any, Any]:  # noqa: ANN401 - any column
        """Return a row, and what stands beside its columns."""
        return self.row(*values[:-1]), values[-1]

    def parameters(self, given: Mapping[str, object]) -> dict[str, str | None]:
        """Write what is given as PostgreSQL reads it, a model member by member."""
        values = given
        if self._models:
            values = {name: value for name, value in given.items() if name not in self._models}
            for name, members in self._models.items():
                model = given[name]
                values = {**{member: getattr(model, member) for member in members}, **values}
        return {
            name: self._writers[name](value) if name in self._writers else text_of(value)
            for name, value in values.items()
        }

    def _placeholder(self, name: str) -> str:
        if name in self._types:
            item = f"jsonb_populate_recordset(NULL::{self._types[name]}, %({name})s::jsonb)"
            return f"ARRAY(SELECT item FROM {item} AS item)"  # noqa: S608 - as above
        return "guarded_id" if self._guarded and name == "account_id" else f"%({name})s"


def stored(
    *, schema: str = "ledger", guarded: bool = False, entries: bool = False
) -> Callable[[Callable[P, R]], Stored[P, R]]:
    """Declare a stored function.

    `guarded`: nothing happens unless the account is at one of `revisions`. `entries`: the rows are
    transactions, each with its entries, which a parameter `with_entries` can leave out. A result
    of `Done` also tells whether it was made by an earlier call.
    """
    return lambda declared: Stored(declared, schema=schema, guarded=guarded, entries=entries)


def _documents_of(items: Any) -> Callable[[Iterable[Any]], str]:  # noqa: ANN401 - any hint
    """Return what writes a list of such items as one JSON document."""
    (item,) = get_args(items)
    if is_dataclass(item):
        return lambda values: orjson.dumps(list(values)).decode()
    adapter = TypeAdapter(list[item])  # type: ignore[valid-type]
    return lambda values: numbers.written(
        adapter.dump_json(list(values), exclude_none=True).decode()
    )


def _result_of(result: Any) -> tuple[type[Any], Callable[[list[Any]], object]]:  # noqa: ANN401 - any hint
    if get_origin(result) is list:
        return get_args(result)[0], _all
    if get_origin(result) is UnionType:
        return get_args(result)[0], _perhaps_one
    return result, _one


def _all(rows: list[Any]) -> object:
    return rows


def _perhaps_one(rows: list[Any]) -> object:
    return rows[0] if rows else None


def _one(rows: list[Any]) -> object:
    (only,) = rows
    return only


def _members_of(hint: Any) -> tuple[str, ...] | None:  # noqa: ANN401 - any hint
    """Return the members of a parameter that stands for several arguments."""
    if not isinstance(hint, type) or hasattr(hint, "as_row"):
        return None
    if issubclass(hint, BaseModel):
        return tuple(name for name, field in hint.model_fields.items() if not field.exclude)
    return tuple(field.name for field in fields(hint)) if is_dataclass(hint) else None
