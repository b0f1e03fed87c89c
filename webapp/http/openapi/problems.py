"""Which problems an operation can answer with: what its functions refuse, and what HTTP adds."""

import json
from collections.abc import Iterator

from webapp.gateway.limiting import FAIL_CLOSED, RouteClass
from webapp.http.api import Key, Operation
from webapp.problems.errors import PROBLEMS
from webapp.problems.raised import walk

CONFLICT = "LG302"

_OF_ALL = ("WEB306", "WEB307", "WEB308", "WEB309", "WEB901", "WEB909")
_OF_BODIES = ("WEB303", "WEB304")
# Of every operation or of every one with a body, and but for WEB909 the only ones of their
# statuses: told as the default answer, for the document to stay short.
ANY_OTHER = (*_OF_BODIES, *_OF_ALL)
_EVERYWHERE = ("WEB305", *_OF_ALL)
_WITH_TOKEN = ("WEB201", "WEB202", "LG206", "LG260", "WEB902", "WEB903")
_WITH_BODY = ("WEB101", "WEB102", "WEB103", *_OF_BODIES)
_WITH_QUERY = ("WEB101", "WEB102")

# An invariant about to break is told as WEB901, whatever its code.
_INVARIANT = "LG9"

# Who asks: the same for every route with a token (_WITH_TOKEN), and what a login of the
# database may is the installation's affair.
_WHO = ("ledger_private.resolve_actor", "ledger_private.require_gateway")

# What a request has to speak of, in one of these words, before it can be refused for it.
_NEEDS = {
    "LG001": ("account_id", '"code":'),
    "LG002": ("transaction_id",),
    "LG003": ("currency",),
    "LG004": ("user_id", '"username":', '"subject":'),
    "LG007": ("group_id",),
    "LG250": ("effective_at",),
}
_AMOUNTS = frozenset({"LG101", "LG102", "LG103", "LG104", "LG105", "LG106"})
_AMOUNT = "[0-9]{1,40}"  # in the pattern of each amount

# What a function can be led to by its sources and never by its arguments.
_BATCH = frozenset({"LG110"})  # the body's shape counts the items first
_GIVES_BACK = frozenset({"LG240", "LG241"})  # a limit refuses what uses it only
_BALANCED = frozenset({"LG107", "LG130", "LG230", "LG231"})  # legs of the original, turned round
_SIGNED = frozenset({"LG103", "LG104"})  # a bound may be zero or negative
_NEVER = {
    "open_account": _SIGNED,
    "post_gathered": _BATCH,
    "post_transfers": _BATCH | {"LG304"},  # all or nothing is told by the route, with results
    "post_transactions": _BATCH,
    "reverse_transaction": _BALANCED | _GIVES_BACK,
    "freeze_amount": _GIVES_BACK,
    "unfreeze_amount": _GIVES_BACK,
    "extend_hold": _GIVES_BACK,
    "release_hold": _GIVES_BACK,
    "release_group": _GIVES_BACK,
    "update_account": _GIVES_BACK | _SIGNED,
    "set_account_status": _GIVES_BACK,
}


def problems_of(operation: Operation) -> list[str]:
    """Return every code an operation can answer with, its own first."""
    shape = _shape(operation)
    codes = [
        *operation.problems,
        *_refusals(operation, shape),
        *_of_callers(operation),
        *_of_keys(operation),
        *_of_shapes(operation, shape),
        *_EVERYWHERE,
    ]
    return list(dict.fromkeys(codes))


def _of_callers(operation: Operation) -> Iterator[str]:
    """Yield what is answered to who may not ask, or asks too often, or while nobody can."""
    if not operation.is_public:
        yield from _WITH_TOKEN
    elif operation.calls and not operation.tells_refusals:
        yield from ("WEB902", "WEB903")
    if not operation.is_public or operation.route_class is not RouteClass.FREE:
        yield "WEB401"
    if operation.route_class in FAIL_CLOSED:
        yield "WEB402"


def _of_keys(operation: Operation) -> Iterator[str]:
    if operation.key is not Key.IGNORES:
        yield from ("WEB105", "WEB107")
    if operation.key is Key.REFUSES_WITHOUT:
        yield "WEB104"


def _of_shapes(operation: Operation, shape: str) -> Iterator[str]:
    """Yield what is answered to a body, a query or a path of the wrong form."""
    if operation.body:
        yield from _WITH_BODY
    if operation.query or not operation.is_public:
        yield from _WITH_QUERY
    if _AMOUNT in shape:
        yield "LG101"
    if operation.query and "cursor" in operation.query.model_fields:
        yield "WEB106"
    if operation.method == "GET" and not operation.is_of_primary:
        yield "WEB108"
    if "<" in operation.rule:
        yield "WEB301"


def _refusals(operation: Operation, shape: str) -> list[str]:
    """Return what the functions refuse, in the order of the registry."""
    if operation.tells_refusals:
        return []
    found: set[str] = set()
    for call in operation.calls:
        found |= walk().codes(call.functions, without=_WHO) - _NEVER.get(call.name, frozenset())
    if _AMOUNT not in shape:
        found -= _AMOUNTS
    if "expected_version" not in shape and not operation.takes_if_match:
        found.discard(CONFLICT)
    return [
        code
        for code in PROBLEMS
        if code in found
        and not code.startswith(_INVARIANT)
        and any(word in shape for word in _NEEDS.get(code, ("",)))
    ]


def _shape(operation: Operation) -> str:
    """Return all that a request of an operation can hold, as text to look for names in."""
    models = [model for model in (operation.body, operation.query) if model]
    return operation.rule + json.dumps([model.model_json_schema() for model in models])
