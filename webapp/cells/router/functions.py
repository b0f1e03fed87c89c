"""The text of a router's function, by its class."""

from webapp.cells.router import many, one
from webapp.cells.router.asking import head
from webapp.cells.router.catalog import Function
from webapp.cells.router.classes import Class

_MAKERS = {
    "any": many.any_of,
    "at": one.at_place,
    "coded": many.coded,
    "everywhere": many.everywhere,
    "found": many.found,
    "id": one.by_id,
    "listed": many.listed,
    "owner": one.by_owner,
    "proved": many.proved,
    "refused": many.refused,
    "summed": many.summed,
    "user": one.by_user,
    "username": one.by_username,
}


def begun(function: Function) -> str:
    """Return the function that the router has for callers, up to its body."""
    return head(function, function.schema, function.name, function.declared)


def public(function: Function, its: Class) -> str:
    """Return the function that the router has for callers."""
    return f"{begun(function)}\n{_MAKERS[its.kind](function, its)}\n$function$;\n"
