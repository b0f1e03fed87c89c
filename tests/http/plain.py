"""Answers as the document shows them: the same in every run, one of each type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.http.documented import resolved
from webapp.http.openapi.examples import ACCOUNT, ANY_ID, OTHER_ACCOUNT

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

_JSON = "application/json"
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r"20[0-2]\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_NUMBERED = re.compile(r"\b([a-z]+)-\d+\b")
_HEAD = (
    "zerosum/0192f0c1-7a10-7c52-9b1e-6f2d3a4b5c6d\n8\n"
    "RqwNpl0xYGd2A2qoeEbmFDKfp3rldgnMGFQ1Vd0wwFU=\n\n\u2014 bank.example NCFSnr1BDgJd…=\n"
)
# What differs from run to run, by its member.
_SAMPLES = {
    "access_token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJl",
    "code_digest": "5d41402abc4b2a76b9719d911017c592",
    "refresh_token": "zsr_f5Zx0c9dG2wQ7bK1",
    "secret": "zsk_3fA9c2_kT5vQ8wX1zB4nM7",
    "prefix": "zsk_3fA9c2",
    "previous_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "row_hash": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11f0d4",
    "request_id": "0f3c9a",
    "release": "1.4.2",
    "next_cursor": "YWNjb3VudDowMTkz",
    "entry_id": 7,
    "event_id": 7,
    "user_agent": "payouts/1.0",
    "month_on": "2026-01-31",
    "rolled_on": "2026-01-31",
    "log_id": 7,
    "root_hash": "RqwNpl0xYGd2A2qoeEbmFDKfp3rldgnMGFQ1Vd0wwFU=",
    "from_root_hash": "4RgkNQQwdi0lYl6dgPaJhQX8fctFlTzz1oNRcGboir0=",
    "path": "zFvO9hk/y4uRXeR9TC97mgNKfjdqNfPoWORcclJ7Wxc=",
    "key_id": "3421529e",
    "verifier_key": "bank.example+3421529e+AdoZt8mWbxfZ2lXrFQ3mXQ5qW0L9b3oMnM2zv0Jc4mYH",
    "note": _HEAD,
    "head": _HEAD,
    "leaf_text": "zerosum event 1\n8\nmoved 5d41402a…\nasked 9f86d081…\nstates e3b0c442…\n",
    "salt": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11f0d4",
    "tree_size": 8,
    "from_size": 5,
    "event_position": 7,
}
_USERS = {"user_id", "placed_by", "user_ids"}


def plain(answer: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return an answer with ids, times and secrets that are the same in every run."""
    ids: dict[str, str] = {}

    def of_text(text: str) -> str:
        text = _ID.sub(lambda found: ids.setdefault(found[0], _numbered(len(ids))), text)
        return _NUMBERED.sub(r"\1", _MOMENT.sub("2026-01-31T12:00:00Z", text))

    def of(value: Any, name: str = "") -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, dict):
            return {one: of(member, one) for one, member in value.items()}
        if isinstance(value, list):
            return [of(item, name) for item in value[: 2 if name == "entries" else 1]]
        # An event of the feed has the id of what it tells of, one of a login a number.
        if value is not None and name in _SAMPLES and not _ID.fullmatch(str(value)):
            return _SAMPLES[name]
        if value is not None and name in _USERS:
            return "42"
        return of_text(value) if isinstance(value, str) else value

    return of(answer)


def _numbered(number: int) -> str:
    first = ACCOUNT
    assert first < OTHER_ACCOUNT < ANY_ID
    return f"{first[:-2]}{int(first[-2:], 16) + number:02x}"


def shown(document: dict[str, Any], schema: dict[str, Any]) -> tuple[str, bool]:
    """Return the name of the type whose example shows an answer: of a list, that of its items."""
    name = schema.get("$ref", "").rpartition("/")[2]
    members = resolved(document, schema).get("properties", {})
    is_list = "items" in members and members.keys() <= {"items", "next_cursor"}
    return (members["items"]["items"]["$ref"].rpartition("/")[2] if is_list else name), is_list


def recorded(document: dict[str, Any], answers: dict[str, TestResponse]) -> dict[str, Any]:
    """Return an answer of each type that has members: reading comes before doing."""
    told: dict[str, Any] = {}
    operations = sorted(
        (method != "get", operation["operationId"], operation["responses"])
        for operations in document["paths"].values()
        for method, operation in operations.items()
    )
    for _, operation_id, responses in operations:
        answer = answers[operation_id]
        promised = resolved(document, responses[str(answer.status_code)])["content"]
        if _JSON not in promised:
            continue
        name, is_list = shown(document, promised[_JSON]["schema"])
        examples = answer.get_json()["items"] if is_list else [answer.get_json()]
        if "properties" in document["components"]["schemas"].get(name, {}) and examples:
            told.setdefault(name, plain(examples[0]))
    return dict(sorted(told.items()))
