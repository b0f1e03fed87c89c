"""What routes answer and call is what they declare: watched while a test talks to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import g, has_request_context, request

from webapp.application import NOUNS
from webapp.calling import Stored
from webapp.http.openapi.problems import problems_of

if TYPE_CHECKING:
    import pytest
    from flask import Response

    from webapp.db import Database

# Who asks is found out for every route alike.
_OF_EVERY_ROUTE = {"check_token", "check_api_key", "list_access_changes"}
# A method that the route does not take is answered before it is the route's affair.
_OF_NO_ROUTE = {"WEB302"}

_operations = {one.name: one for noun in NOUNS for one in noun.routes.operations}
_problems: dict[str, set[str]] = {}


@dataclass
class Watched:
    """What was answered or called and stands in no declaration: routes, with code or function."""

    undeclared: set[tuple[str, str]] = field(default_factory=set)

    def answered(self, response: Response) -> Response:
        """Look at the code of a problem on its way out."""
        refusal = g.get("refusal")
        name = request.endpoint or ""
        if refusal is not None and name in _operations:
            if name not in _problems:
                _problems[name] = {*problems_of(_operations[name]), *_OF_NO_ROUTE}
            if refusal.code not in _problems[name]:
                self.undeclared.add((name, refusal.code))
        return response

    def called(self, function: str) -> None:
        """Look at the name of a stored function."""
        name = (request.endpoint or "") if has_request_context() else ""
        if name in _operations:
            declared = {call.name for call in _operations[name].calls}
            if function not in declared | _OF_EVERY_ROUTE:
                self.undeclared.add((name, function))


def watch(monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Return what will hold each call that a route does not declare, and the problems it sees."""
    watched = Watched()
    call = Stored.__call__

    def told(
        one: Stored[..., object], database: Database, *given: object, **named: object
    ) -> object:
        watched.called(one.name)
        return call(one, database, *given, **named)

    monkeypatch.setattr(Stored, "__call__", told)
    return watched
