"""Examples of bodies, made of what the models say: a test sends each of them.

A member's own `examples` come first, then what its schema allows. Members that may be left out
are, unless the model as a whole gives an example.
"""

from collections.abc import Mapping
from typing import Any

ACCOUNT = "0193a1f0-5b2e-7c3d-8e4f-5a6b7c8d9e0f"
OTHER_ACCOUNT = "0193a1f0-5b2e-7c3d-8e4f-5a6b7c8d9e10"
ANY_ID = "0193a1f0-5b2e-7c3d-8e4f-5a6b7c8d9e11"

_IDS = {
    "account_id": ACCOUNT,
    "from_account_id": ACCOUNT,
    "to_account_id": OTHER_ACCOUNT,
    "into_account_id": OTHER_ACCOUNT,
    "sweep_to_account_id": OTHER_ACCOUNT,
}
# Bodies that need more than their required members to mean something.
_WHOLE: Mapping[str, Any] = {
    "AccountChanges": {"name": "Savings", "min_balance": "-100.00", "metadata": {"branch": 7}},
    "CloseBody": {"sweep_to_account_id": OTHER_ACCOUNT, "reason": "moved away"},
    "CaptureBody": {"amount": "1.00", "to_account_id": OTHER_ACCOUNT},
    "PersonBody": {"name": "Ada Lovelace", "email": "ada@example.org"},
    "WebhookEndpointChange": {"event_types": ["transaction.*"]},
    "WebhookReplayBody": {"since": "2026-01-31T12:00:00Z"},
    "LimitBody": {"maximum": "1000.00", "period": "day", "currency": "USD"},
}
_ENTRIES = [
    {"account_id": ACCOUNT, "entry_type": "DEBIT", "amount": "10.50"},
    {"account_id": OTHER_ACCOUNT, "entry_type": "CREDIT", "amount": "10.50"},
]
_OF_NAMES = {"expires_at": "2030-01-31T12:00:00Z", "entries": _ENTRIES}
_OF_FORMATS = {"date-time": "2026-01-31T12:00:00Z", "date": "2026-01-31", "uuid": ANY_ID}


def example_of(schema: Mapping[str, Any], definitions: Mapping[str, Any], name: str = "") -> Any:  # noqa: ANN401 - any JSON
    """Return a value that the schema allows; `name` is that of the member it is for."""
    model = ""
    while "$ref" in schema and model not in _WHOLE:
        model = schema["$ref"].rpartition("/")[2]
        schema = definitions[model]
    if model in _WHOLE or name in _OF_NAMES:
        return _WHOLE[model] if model in _WHOLE else _OF_NAMES[name]
    if schema.get("examples"):
        return schema["examples"][0]
    choices = [kind for word in ("anyOf", "oneOf", "allOf") for kind in schema.get(word, ())]
    if choices:
        return example_of(choices[0], definitions, name)
    return _of_type(schema, definitions, name)


def _of_type(schema: Mapping[str, Any], definitions: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - any JSON
    values = [schema["const"]] if "const" in schema else schema.get("enum", ())
    kind = schema.get("type")
    if kind == "object":
        members = schema.get("properties", {})
        required = schema.get("required", ())
        return {one: example_of(members[one], definitions, one) for one in required}
    if kind == "array":
        return [example_of(schema["items"], definitions, name)]
    if values:
        return values[0]
    if kind in {"integer", "boolean"}:
        return schema.get("minimum", 1) if kind == "integer" else False
    return _IDS.get(name) or _OF_FORMATS.get(schema.get("format", ""), name or "text")
