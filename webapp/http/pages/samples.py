"""The same request in curl, Python and TypeScript, each with tools that run as they are."""

import json
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from webapp.http.openapi.examples import ACCOUNT, ANY_ID

_JSON = "application/json"
_OF_PLACES = {
    "account_id": ACCOUNT,
    "user_id": "42",
    "currency": "EUR",
    "rule_name": "far_above_usual",
}
_LIMIT = "10"
_WIDE = 78


@dataclass(frozen=True, slots=True)
class Sample:
    """A request in one language."""

    language: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it is to be sent."""

    method: str
    target: str
    operation_id: str
    body: Any
    is_public: bool
    takes_key: bool
    media_type: str


def samples_of(asked: Asked) -> list[Sample]:
    """Return a request in every language."""
    return [
        Sample("curl", "curl", _curl(asked)),
        Sample("python", "Python", _python(asked)),
        Sample("typescript", "TypeScript", _typescript(asked)),
    ]


def target_of(path: str, parameters: Iterable[Mapping[str, Any]]) -> str:
    """Return an address with examples in its places and the parameters it cannot do without."""
    query = {}
    for parameter in parameters:
        name, schema = parameter["name"], parameter["schema"]
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", example_of_place(name))
        elif parameter["in"] == "query" and (parameter.get("required") or name == "limit"):
            query[name] = _LIMIT if name == "limit" else _of_query(name, schema)
    return path + (f"?{urlencode(query)}" if query else "")


def example_of_place(name: str) -> str:
    """Return what stands in a place of an address."""
    return _OF_PLACES.get(name, ANY_ID)


def _of_query(name: str, schema: Mapping[str, Any]) -> str:
    if schema.get("examples"):
        return str(schema["examples"][0])
    return {"date": "2026-01-31", "date-time": "2026-01-31T12:00:00Z"}.get(
        schema.get("format", ""), name
    )


def _curl(asked: Asked) -> str:
    is_implied = asked.method == ("GET" if asked.body is None else "POST")
    lines = [f'curl -sS{"" if is_implied else f" -X {asked.method}"} "$ZEROSUM_URL{asked.target}"']
    if not asked.is_public:
        lines.append('-H "Authorization: Bearer $ZEROSUM_TOKEN"')
    if asked.takes_key:
        lines.append(f"-H 'Idempotency-Key: {asked.operation_id.replace('_', '-')}-1'")
    if asked.body is not None:
        lines.append(f"-H 'Content-Type: {_JSON}'")
        lines.append(f"-d {shlex.quote(json.dumps(asked.body, indent=2, ensure_ascii=False))}")
    return " \\\n  ".join(lines)


def _python(asked: Asked) -> str:
    headers = []
    if not asked.is_public:
        headers.append('"Authorization": f"Bearer {os.environ[\'ZEROSUM_TOKEN\']}"')
    if asked.takes_key:
        headers.append('"Idempotency-Key": str(uuid.uuid4())')
    lines = [
        *("import os", *(["import uuid"] if asked.takes_key else []), "", "import requests", ""),
        f"answer = requests.{asked.method.lower()}(",
        f"    f\"{{os.environ['ZEROSUM_URL']}}{asked.target}\",",
        *_listed("    headers={", headers, "    },", " " * 8),
        *([f"    json={_literal(asked.body, 4)},"] if asked.body is not None else []),
        "    timeout=30,",
        ")",
        "answer.raise_for_status()",
        f"print(answer.{'json()' if asked.media_type == _JSON else 'text'})",
    ]
    return "\n".join(lines)


def _typescript(asked: Asked) -> str:
    headers = []
    if not asked.is_public:
        headers.append("Authorization: `Bearer ${process.env.ZEROSUM_TOKEN}`")
    if asked.takes_key:
        headers.append('"Idempotency-Key": crypto.randomUUID()')
    if asked.body is not None:
        headers.append(f'"Content-Type": "{_JSON}"')
    options = [
        *([f'  method: "{asked.method}",'] if asked.method != "GET" else []),
        *_listed("  headers: {", headers, "  },", " " * 4),
    ]
    if asked.body is not None:
        written = json.dumps(asked.body, indent=2, ensure_ascii=False).replace("\n", "\n  ")
        options.append(f"  body: JSON.stringify({written}),")
    address = f"`${{process.env.ZEROSUM_URL}}{asked.target}`"
    call = ["{", *options, "});"] if options else []
    lines = [
        f"const answer = await fetch({address}{', ' if call else ');'}{call[0] if call else ''}",
        *call[1:],
        "if (!answer.ok) throw new Error(await answer.text());",
        f"console.log(await answer.{'json' if asked.media_type == _JSON else 'text'}());",
    ]
    return "\n".join(lines)


def _listed(opening: str, members: list[str], closing: str, indent: str) -> list[str]:
    return [opening, *(f"{indent}{member}," for member in members), closing] if members else []


def _literal(value: Any, indent: int) -> str:  # noqa: ANN401 - any JSON
    """Return a value as Python writes it, what is long a member a line."""
    plain = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
    if isinstance(value, dict | list) and len(plain) + indent > _WIDE:
        inner = " " * (indent + 4)
        members = (
            [f"{json.dumps(name)}: {_literal(one, indent + 4)}" for name, one in value.items()]
            if isinstance(value, dict)
            else [_literal(one, indent + 4) for one in value]
        )
        brackets = "{}" if isinstance(value, dict) else "[]"
        body = "".join(f"{inner}{member},\n" for member in members)
        return f"{brackets[0]}\n{body}{' ' * indent}{brackets[1]}"
    if isinstance(value, dict):
        members = [f"{json.dumps(name)}: {_literal(one, 0)}" for name, one in value.items()]
        return "{" + ", ".join(members) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_literal(one, 0) for one in value) + "]"
    return plain
