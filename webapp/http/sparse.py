"""Sparse fields: `fields=account_id,balance` leaves the other members of a row out."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from flask import g, request

from webapp.problems.refusals import Refusal

PARAMETER = "fields"
_ITEMS = "items"

Selection: TypeAlias = Mapping[str, Any] | set[str] | None


class Sparse:
    """The members that one kind of answer can be cut down to; of a page, its items'."""

    def __init__(self, result: type | None) -> None:
        """Look a row or a page up."""
        self._around: tuple[str, ...] = ()
        self.names: tuple[str, ...] = ()
        row = result
        if is_dataclass(result) and _ITEMS in get_type_hints(result):
            kind = get_type_hints(result)[_ITEMS]
            if get_origin(kind) is list and is_dataclass(get_args(kind)[0]):
                (row,) = get_args(kind)
                self._around = tuple(field.name for field in fields(result) if field.name != _ITEMS)
        self._is_page = row is not result
        self.parameters: frozenset[str] = frozenset()
        if is_dataclass(row):
            self.names = tuple(field.name for field in fields(row))
            self.parameters = frozenset({PARAMETER})

    def read(self) -> None:
        """Keep what the request selects for whoever serializes. Raises Refusal WEB102."""
        if PARAMETER not in request.args:
            return
        texts = request.args.getlist(PARAMETER)
        if len(texts) > 1:
            errors = [{"parameter": PARAMETER, "detail": "given more than once"}]
            raise Refusal("WEB102", errors=errors)
        wanted = set(texts[0].split(","))
        unknown = sorted(wanted - set(self.names))
        if unknown:
            known = ", ".join(self.names)
            detail = f"unknown: {', '.join(unknown)[:100]}; known: {known}"
            raise Refusal("WEB102", errors=[{"parameter": PARAMETER, "detail": detail}])
        g.selection = wanted
        if self._is_page:
            g.selection = {_ITEMS: {"__all__": wanted}, **dict.fromkeys(self._around, True)}


NOTHING = Sparse(None)
