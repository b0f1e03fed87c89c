"""What may stand in a place of a rule, beside the ids and numbers that Werkzeug knows."""

import re
from functools import cache

from werkzeug.routing import BaseConverter, Map

from webapp.shapes.fields import ASSET_CODE

_PLACE = re.compile(r"<(\w+):(\w+)>")
_WORDS = {
    "uuid": "a UUID",
    "int": "a whole number",
    "asset": "the code of an asset",
    "word": "a word",
}


class _Asset(BaseConverter):
    regex = ASSET_CODE.replace("(", "(?:")  # Werkzeug counts groups


class _Word(BaseConverter):
    regex = "[a-z][a-z0-9_]{0,39}"


PLACES = {"asset": _Asset, "word": _Word}


def misfits(rules: Map, path: str) -> list[dict[str, str]]:
    """Say which places of an address hold what cannot stand there; none if it is like no rule."""
    for likeness, kinds, places in _likenesses(rules):
        match = likeness.fullmatch(path)
        if match:
            return [
                {"parameter": name, "detail": f"this is not {_WORDS[kind]}"}
                for kind, name in places
                if not kinds[name].fullmatch(match[name])
            ]
    return []


@cache
def _likenesses(
    rules: Map,
) -> list[tuple[re.Pattern[str], dict[str, re.Pattern[str]], list[tuple[str, str]]]]:
    found = []
    for rule in rules.iter_rules():
        places = [(match[1], match[2]) for match in _PLACE.finditer(rule.rule)]
        if places:
            likeness = re.compile(_PLACE.sub(r"(?P<\2>[^/]+)", rule.rule))
            kinds = {
                name: re.compile(rules.converters[kind].regex, re.ASCII) for kind, name in places
            }
            found.append((likeness, kinds, places))
    return found
