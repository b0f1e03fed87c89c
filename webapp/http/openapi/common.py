"""What several operations have in common, said once: parameters and answers."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial
from http import HTTPStatus
from typing import Any, NamedTuple

from webapp.problems.errors import PROBLEMS

Json = dict[str, Any]

_PROBLEM = "application/problem+json"
_FEW = 3  # operations; a component of their own would be longer than what is told at each
_SHORT = {HTTPStatus.SERVICE_UNAVAILABLE: "unavailable"}  # it stands at nearly every operation
_TOLD = "refused, by the codes that are told where this stands"


class Place(NamedTuple):
    """Where something stands: what holds it under which key, and in which operation."""

    holder: Any
    key: Any
    operation_id: str


def shared(paths: Json, taken: Container[str]) -> dict[str, Json]:
    """Put a reference where something is said again; return the components they lead to.

    No parameter gets a name that is `taken` by a schema: generators make types of both.
    """
    operations = [one for operations in paths.values() for one in operations.values()]
    parameters = [
        Place(one["parameters"], number, one["operationId"])
        for one in operations
        for number in range(len(one["parameters"]))
    ]
    responses = [
        Place(one["responses"], status, one["operationId"])
        for one in operations
        for status in one["responses"]
    ]
    return {
        "parameters": _hoisted("parameters", parameters, partial(_name_of_parameter, taken)),
        "responses": dict(
            sorted(
                {
                    **_hoisted("responses", [*_rare(responses)], _name_of_problem, "description"),
                    **_hoisted("responses", responses, _name_of_response),
                }.items()
            )
        ),
    }


def _rare(responses: Iterable[Place]) -> Iterator[Place]:
    """Yield the problems that few operations have: of a status, they differ by their codes."""
    alike: dict[str, list[Place]] = defaultdict(list)
    for place in responses:
        if place.key != "default" and _PROBLEM in place.holder[place.key].get("content", {}):
            alike[json.dumps(place.holder[place.key])].append(place)
    for them in alike.values():
        if len(them) <= _FEW:
            yield from them


def _hoisted(
    kind: str, places: Iterable[Place], name_of: Callable[[Place], str], told: str = ""
) -> Json:
    """Make components of what stands in several places, and references of the places.

    The member `told` may differ: it stands beside each reference, whose component has another.
    """
    alike: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        if "$ref" not in place.holder[place.key]:
            whole = {**place.holder[place.key], **({told: _TOLD} if told else {})}
            alike[name_of(place), json.dumps(whole)].append(place)
    components: Json = {}
    named: Counter[str] = Counter()
    for (name, common), them in sorted(alike.items(), key=lambda item: -len(item[1])):
        if len(them) == 1:
            continue
        named[name] += 1
        own = f"{name}{named[name]}" if name in components else name
        components[own] = json.loads(common)
        for place in them:
            beside = {told: place.holder[place.key][told]} if told else {}
            place.holder[place.key] = {"$ref": f"#/components/{kind}/{own}", **beside}
    return dict(sorted(components.items()))


def _name_of_problem(place: Place) -> str:
    return f"{_camel(HTTPStatus(int(place.key)).name)}For"


def _name_of_parameter(taken: Container[str], place: Place) -> str:
    name = _camel(place.holder[place.key]["name"])
    return f"{name}Parameter" if name in taken else name


def _name_of_response(place: Place) -> str:
    """Return the only problem's name, or the status' with that of the type that is answered.

    What is answered to what was done is one thing, whether it was made just now or not.
    """
    response = place.holder[place.key]
    if place.key == "default":
        return "AnyOther"
    code, _, name = response["description"].partition(" ")
    if code in PROBLEMS and name == PROBLEMS[code].name:
        return _camel(name)
    contents = response.get("content", {}).values()
    models = [content["schema"].get("$ref", "").rpartition("/")[2] for content in contents]
    told = [model for model in models if model not in {"", "Problem"}]
    status = HTTPStatus(int(place.key))
    name = "Ok" if status == HTTPStatus.CREATED else _SHORT.get(status, status.name)
    return "Of".join([_camel(name), *told])


def _camel(name: str) -> str:
    """Return a name without what stands between its words, each with a capital."""
    return "".join(part.capitalize() for part in re.split("[_-]", name))
