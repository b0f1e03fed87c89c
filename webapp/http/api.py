"""A route said once: method, rule, models, status and calls → Flask and OpenAPI alike.

The decorator hands a view only what it asked for, in this order, so that each fault has
one answer: the format (406), who asks (401), the key (400), the media type (415), the body
or query (400, 422).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial, wraps
from typing import Any, cast

from flask import Blueprint, Response, g, request
from pydantic import BaseModel

from webapp.cache.balances import Touches, everything
from webapp.cache.changing import Changer, changer, unchanged
from webapp.calling import Stored
from webapp.gateway.answers import once
from webapp.gateway.limiting import RouteClass, charge, charge_failure, class_of
from webapp.gateway.screening import require_acceptable
from webapp.http.deprecation import Deprecated
from webapp.http.etags import read_if_match
from webapp.http.reading import read_body, read_key, read_query, refuse_query
from webapp.http.serialize import Reply
from webapp.http.sparse import NOTHING, Sparse
from webapp.identity.auth import authenticate
from webapp.problems.refusals import Refusal
from webapp.replicas.placing import placed
from webapp.shapes.actor import Actor
from webapp.shapes.handed import Handed, handed

View = Callable[..., Response] | Callable[..., Reply]


class Key(Enum):
    """Whether a route takes an Idempotency-Key."""

    REFUSES_WITHOUT = "required"
    TAKES = "optional"
    IGNORES = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One route as the document describes it."""

    name: str
    method: str
    rule: str
    summary: str
    description: str
    result: type
    status: int
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    key: Key
    is_public: bool
    calls: tuple[Stored[..., Any], ...]
    problems: tuple[str, ...]
    tells_refusals: bool
    media_type: str
    route_class: RouteClass
    sparse: Sparse
    takes_if_match: bool
    takes_no_cache: bool
    tells: tuple[str, ...]
    operation_id: str
    deprecated: Deprecated | None
    is_of_primary: bool
    may_wait: bool


@dataclass(frozen=True, slots=True)
class Straight:
    """A route that can be answered without Flask: its view uses no request and no response."""

    operation: Operation
    act: Callable[..., Reply]


class Routes:
    """The routes of one noun: a blueprint, and what is to be said about it."""

    def __init__(self, noun: str) -> None:
        """Start with none."""
        self.noun = noun
        self.blueprint = Blueprint(noun, __name__)
        self.operations: list[Operation] = []
        self.straight: list[Straight] = []

    def route(  # noqa: PLR0913 - one argument for each thing there is to declare
        self,
        method: str,
        rule: str,
        *,
        result: type,
        status: int = 200,
        body: type[BaseModel] | None = None,
        query: type[BaseModel] | None = None,
        key: Key = Key.IGNORES,
        is_public: bool = False,
        calls: tuple[Stored[..., Any], ...] = (),
        problems: tuple[str, ...] = (),
        tells_refusals: bool = False,
        media_type: str = "application/json",
        route_class: RouteClass | None = None,
        takes_if_match: bool = False,
        takes_no_cache: bool = False,
        tells: tuple[str, ...] = (),
        operation_id: str | None = None,
        deprecated: Deprecated | None = None,
        is_final: bool = False,
        is_straight: bool = False,
        is_of_primary: bool = False,
        may_wait: bool = False,
        touches: Touches = everything,
    ) -> Callable[[View], View]:
        """Register a view, called with the places of its rule and with what is declared.

        The view's docstring becomes the summary (its first line) and description. `calls` are the
        stored functions it uses: their refusals are its problems, unless it `tells_refusals` in
        what it answers; `problems` are what the view adds. `route_class`: whose budget pays, by
        default as the method and the rule say. `tells` are fields of its answer that do not follow
        from its status; `operation_id` is its name in the document, by default its first call's. A
        `deprecated` one says when it ends. `is_final`: what is answered under a key will never
        change. `is_straight`: the view returns a Reply and asks Flask for its application alone,
        its query can be left out, its places are ids: most are answered before Flask is asked.
        `is_of_primary`: no standby can do it. `may_wait`: it may answer 202. `touches`: whose
        balances may change.
        """
        is_object = media_type == "application/json"
        sparse = Sparse(result) if method == "GET" and is_object and not is_public else NOTHING
        budget = route_class or class_of(method, rule, is_public=is_public)
        changing = changer(touches) if budget is RouteClass.MONEY else unchanged

        def register(view: View) -> View:
            summary, _, rest = (view.__doc__ or "").partition("\n")
            operation = Operation(
                name=f"{self.noun}.{view.__name__}",
                method=method,
                rule=rule,
                summary=summary.rstrip("."),
                description=" ".join(rest.split()),
                result=result,
                status=status,
                body=body,
                query=query,
                key=key,
                is_public=is_public,
                calls=calls,
                problems=problems,
                tells_refusals=tells_refusals,
                media_type=media_type,
                route_class=budget,
                sparse=sparse,
                takes_if_match=takes_if_match,
                takes_no_cache=takes_no_cache,
                tells=tells,
                operation_id=operation_id or calls[0].name,
                deprecated=deprecated,
                is_of_primary=is_of_primary or is_public,
                may_wait=may_wait,
            )
            self.operations.append(operation)
            if is_straight and deprecated is None:
                self.straight.append(Straight(operation, _acting(view, operation, changing)))
            answer = _answering(view, operation, changing, is_final=is_final)
            self.blueprint.add_url_rule(rule, view.__name__, answer, methods=[method])
            return view

        return register


def _answering(
    view: View, operation: Operation, changing: Changer, *, is_final: bool
) -> Callable[..., Response]:
    """Return what answers a request of a route: all of its steps, in this order."""
    body, query, sparse = operation.body, operation.query, operation.sparse

    @wraps(view)
    def answer(**arguments: object) -> Response:
        found = handed(request.environ)
        g.deprecated = operation.deprecated
        require_acceptable(operation.media_type)
        actor = None if operation.is_public else _authenticated(found)
        charge(operation.route_class, actor)
        if actor is not None:
            g.actor = arguments["actor"] = actor
        arguments |= _fields_for(operation)
        if body is not None:
            arguments["body"] = read_body(body)
        if sparse.names:
            sparse.read()
        if query is not None:
            arguments["query"] = read_query(query, besides=sparse.parameters)
        elif actor is not None:
            refuse_query(besides=sparse.parameters)
        if found is not None and found.error is not None:
            raise found.error  # all there was to do is done: this came of it
        act = partial(_responding, _placed(view, operation, changing, arguments))
        return once(operation.name, arguments, act) if is_final else act()

    return answer


def _fields_for(operation: Operation) -> dict[str, object]:
    told: dict[str, object] = {}
    if operation.key is not Key.IGNORES:
        told["key"] = read_key(is_required=operation.key is Key.REFUSES_WITHOUT)
    if operation.takes_if_match:
        told["revisions"] = read_if_match()
    if operation.takes_no_cache:
        told["no_cache"] = bool(request.cache_control.no_cache)
    return told


def _acting(view: View, operation: Operation, changing: Changer) -> Callable[..., Reply]:
    def act(**arguments: object) -> Reply:
        return cast("Reply", _placed(view, operation, changing, arguments)())

    return act


def _placed(
    view: View, operation: Operation, changing: Changer, arguments: dict[str, object]
) -> Callable[[], Any]:
    return placed(changing(partial(view, **arguments), arguments.get("body")), operation)


def _responding(act: Callable[[], Response | Reply]) -> Response:
    return made.response() if isinstance(made := act(), Reply) else made


def _authenticated(found: Handed | None) -> Actor:
    """Return who asks; whoever fails to say so pays for trying."""
    try:
        return authenticate() if found is None else _taken_over(found)
    except Refusal:
        charge_failure()
        raise


def _taken_over(found: Handed) -> Actor:
    if found.actor is None and found.error is not None:
        raise found.error
    g.identity = found.identity
    return cast("Actor", found.actor)
