"""Bytes → typed values, or a refusal that points at the fault. Never a 500."""

import json
import re
from collections.abc import Collection
from typing import Any, NoReturn, TypeVar
from urllib.parse import unquote, unquote_to_bytes

from flask import request
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from webapp.problems.errors import PROBLEMS
from webapp.problems.headers import sent
from webapp.problems.refusals import Refusal
from webapp.shapes.base import MAXIMUM_KEY
from webapp.shapes.numbers import BeyondError, kept_within

Model = TypeVar("Model", bound=BaseModel)

MAXIMUM_ERRORS = 20  # enough to mend a request by

JSON = "application/json"
_UTF_8 = {"utf-8", "utf8"}
# A string and a display string of RFC 9651, whose escapes may be written in capitals here.
# Several fields of one name arrive with commas between them: none stands in a bare key.
_BARE_KEY = re.compile(r"[\x21-\x2b\x2d-\x7e]+", re.ASCII)
_QUOTED_KEY = re.compile(r'"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"', re.ASCII)
_DISPLAY_KEY = re.compile(r'%"(?:[\x20\x21\x23\x24\x26-\x7e]|%(?!00)[0-9a-fA-F]{2})*"', re.ASCII)
_ESCAPED_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


class _Nothing(BaseModel):
    """A query string without parameters."""

    model_config = ConfigDict(extra="forbid")


def read_key(*, is_required: bool) -> str | None:
    """Return the Idempotency-Key; whether the key may be one is the ledger's business.

    Raises Refusal WEB104 when it is required and missing, WEB105 when it is malformed.
    """
    return key_of(sent("Idempotency-Key"), is_required=is_required)


def key_of(text: str | None, *, is_required: bool) -> str | None:
    """Return the key that a field holds: visible ASCII as it is, in quotes, or escaped UTF-8."""
    if text is None:
        if is_required:
            raise Refusal("WEB104")
        return None
    text = text.strip(" \t")
    if _BARE_KEY.fullmatch(text) and not text.startswith(('"', '%"')):
        key = text
    elif _QUOTED_KEY.fullmatch(text):
        key = re.sub(r"\\(.)", r"\1", text[1:-1])
    elif _DISPLAY_KEY.fullmatch(text):
        try:
            key = unquote(text[2:-1], errors="strict")
        except UnicodeDecodeError:
            raise Refusal("WEB105") from None
    elif "," in text:
        raise Refusal("WEB105", "one key is sent, in double quotes where it holds a comma")
    else:
        raise Refusal("WEB105")
    if not 1 <= len(key) <= MAXIMUM_KEY:
        raise Refusal("WEB105")
    return key


def read_body(model: type[Model]) -> Model:
    """Return the JSON body as a model.

    Raises Refusal WEB304 (not JSON by its media type), WEB101 (not JSON, or JSON that two
    readers might read differently), WEB103, WEB102 or a code of the ledger (a wrong value).
    """
    if request.content_type != JSON:
        if request.mimetype != JSON:
            raise Refusal("WEB304")
        if request.mimetype_params.get("charset", "utf-8").lower() not in _UTF_8:
            raise Refusal("WEB304", "the body must be application/json in UTF-8")
    return body_of(model, request.get_data(cache=False))


def body_of(model: type[Model], data: bytes) -> Model:
    """Return the model that these bytes say in JSON."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal("WEB101", "the body is not valid UTF-8") from None
    if text.startswith("\ufeff"):
        raise Refusal("WEB101", "the body begins with a byte order mark, which is no part of JSON")
    document = _unambiguous(text)
    try:
        made = model.model_validate_json(text)
    except ValidationError as error:
        raise _refusal(error.errors(include_url=False, include_input=False)) from None
    if document is not None:
        _keep_numbers(made, document)
    return made


def _keep_numbers(made: BaseModel, document: Any) -> None:  # noqa: ANN401 - any JSON
    """Put free objects as they were written in the place of what a reader of doubles made of them.

    Nothing else of a body takes a number with a fraction.
    """
    for name, value in made.__dict__.items():
        if isinstance(value, dict):
            made.__dict__[name] = document[name]
        elif isinstance(value, BaseModel):
            _keep_numbers(value, document[name])
        elif isinstance(value, list):
            for item, written in zip(value, document[name], strict=True):
                if isinstance(item, BaseModel):
                    _keep_numbers(item, written)


def refuse_query(*, besides: Collection[str]) -> None:
    """Raise Refusal WEB102 when there is a query string where none is known."""
    if request.query_string and not request.args.keys() <= set(besides):
        read_query(_Nothing, besides=besides)


def read_query(model: type[Model], *, besides: Collection[str] = ()) -> Model:
    """Return the query string as a model, parameters read elsewhere left out.

    Raises Refusal WEB102.
    """
    unreadable = _undecodable(request.query_string)
    if unreadable:
        pointers = [{"parameter": name, "detail": "not valid UTF-8"} for name in unreadable]
        raise Refusal("WEB102", errors=pointers)
    values = request.args.to_dict(flat=False)
    repeated = [name for name, texts in values.items() if len(texts) > 1]
    if repeated:
        pointers = [{"parameter": name, "detail": "given more than once"} for name in repeated]
        raise Refusal("WEB102", errors=pointers)
    unstorable = [name for name, texts in values.items() if "\0" in name + texts[0]]
    if unstorable:
        pointers = [{"parameter": name, "detail": "holds a NUL character"} for name in unstorable]
        raise Refusal("WEB102", errors=pointers)
    try:
        return model.model_validate(
            {name: texts[0] for name, texts in values.items() if name not in besides}
        )
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        known = ", ".join(sorted({*model.model_fields, *besides})) or "none"
        for fault in faults:
            if fault["type"] == "extra_forbidden":
                fault["msg"] = f"unknown; known: {known}"
        raise _refusal(faults, pointer="parameter") from None


def _undecodable(query: bytes) -> list[str]:
    """Return the parameters of a query string that are no UTF-8, as far as they can be read."""
    try:
        unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        pass
    else:
        return []
    names = []
    for parameter in query.split(b"&"):
        try:
            unquote_to_bytes(parameter).decode()
        except UnicodeDecodeError:
            name = unquote_to_bytes(parameter.partition(b"=")[0])
            names.append(name.decode(errors="replace"))
    return names


def _unambiguous(text: str) -> Any:  # noqa: ANN401 - any JSON
    """Refuse what the model's own reader lets pass: duplicate members, NUL.

    Return what is said when there is a number in it that a double might not hold, else None.
    """
    if "\\u0000" in text and _ESCAPED_NUL.search(text):
        raise Refusal("WEB101", "a string holds a NUL character")
    try:
        try:
            _WHOLE.decode(text)
        except _FractionError:
            return _EXACT.decode(text)
    except RecursionError:
        raise Refusal("WEB101", "the body is nested too deep") from None
    except BeyondError as error:
        raise Refusal("WEB103", str(error)) from None
    except ValueError as error:
        raise Refusal("WEB101", f"the body is not JSON: {error}") from None
    return None


class _FractionError(Exception):
    """There is a number that is not whole."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise Refusal("WEB101", "a JSON object names a member twice")
    return members


def _note_fraction(_text: str) -> NoReturn:
    raise _FractionError


def _refuse_constant(text: str) -> NoReturn:
    raise Refusal("WEB101", f"the body is not JSON: {text} is not a JSON value")


_WHOLE = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=_note_fraction, parse_constant=_refuse_constant
)
_EXACT = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=kept_within, parse_constant=_refuse_constant
)


def _refusal(faults: list[ErrorDetails], pointer: str = "pointer") -> Refusal:
    """Return one refusal for all faults; its code is theirs when they agree on one."""
    kinds = {fault["type"] for fault in faults}
    if "json_invalid" in kinds:
        return Refusal("WEB101", "the body is not JSON: " + faults[0]["msg"].partition(": ")[2])
    code = kinds.pop() if len(kinds) == 1 else "WEB102"
    return Refusal(
        code if code in PROBLEMS else "WEB102",
        errors=[
            {pointer: _path(fault["loc"], pointer), "detail": fault["msg"]}
            for fault in faults[:MAXIMUM_ERRORS]
        ],
    )


def _path(location: tuple[int | str, ...], pointer: str) -> str:
    if pointer == "parameter":
        return str(location[0]) if location else ""
    # RFC 6901; the names came from the client, so they are escaped.
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in location)
