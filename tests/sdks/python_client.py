"""Writes the generated modules of the Python client: its models and its methods."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from tests.sdks.operations import Json, Method, Parameter, members, methods
from tests.sdks.python_types import docstring, optional, type_of, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MADE = "Written from the OpenAPI document by `make docs`."
PLACE = Path(__file__).resolve().parents[2] / "webapp/client/python/zerosum_client/generated"

_MODELS = f'''\
"""The rows of answers and the bodies of requests.

{_MADE}
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from pydantic import Field, SkipValidation

from zerosum_client.values import Amount, Model

'''
_METHODS = f'''\
"""A method for each operation of the API.

{_MADE}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zerosum_client.core import Core
from zerosum_client.generated import models
from zerosum_client.values import body_of, place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal
    from uuid import UUID

    from zerosum_client.pages import Pages


class Methods(Core):
    """Each operation by its name, which is that of its stored function."""
'''


def modules(described: Json) -> dict[str, str]:
    """Return the generated modules by their names."""
    return {
        "models.py": _formatted("models.py", _MODELS + "\n".join(_components(described))),
        "methods.py": _formatted("methods.py", _METHODS + "\n".join(_written(methods(described)))),
    }


def _formatted(name: str, text: str) -> str:
    """Format as the rest of the tree is, and leave out what is imported for nothing."""
    for command in (
        ("check", "--quiet", "--fix", "--unfixable", "ALL", "--fixable", "F401,I001"),
        ("format", "--quiet"),
    ):
        quiet = ("--exit-zero",) if command[0] == "check" else ()
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "ruff",
                *command,
                *quiet,
                "--stdin-filename",
                str(PLACE / name),
                "-",
            ],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        text = done.stdout
    return text


def _components(described: Json) -> Iterator[str]:
    """Yield a class for each object, in the order of their names, aliases before them."""
    schemas = described["components"]["schemas"]
    for name, schema in schemas.items():
        if "properties" not in schema:
            yield f"{name}: TypeAlias = {_alias(schema)}"
    for name, schema in schemas.items():
        if "properties" in schema:
            yield _model(name, schema)


def _alias(schema: Json) -> str:
    """Return the type of a word or a free object; a word that is new is handed on."""
    if "enum" in schema:
        return f"Annotated[Literal[{words(schema['enum'])}], SkipValidation()]"
    return type_of(schema, "")


def _model(name: str, schema: Json) -> str:
    lines = [f"class {name}(Model):", docstring(schema.get("description", name), "    ")]
    for member in members(schema):
        kind = type_of(member.schema, "")
        attribute = member.argument
        alias = f'Field(alias="{member.name}")' if attribute != member.name else ""
        if member.is_required:
            lines.append(f"    {attribute}: {kind}" + (f" = {alias}" if alias else ""))
        else:
            default = f'Field(default=None, alias="{member.name}")' if alias else "None"
            lines.append(f"    {attribute}: {optional(kind)} = {default}")
        if member.about:
            lines.append(docstring(member.about, "    "))
    return "\n".join(lines) + "\n"


def _written(found: Iterable[Method]) -> Iterator[str]:
    for method in found:
        yield textwrap.indent(_method(method), "    ")


def _method(method: Method) -> str:
    needed = [one for one in (*method.query, *method.members) if one.is_required]
    others = [one for one in (*method.query, *method.members) if not one.is_required]
    values = [f"{one.argument}: {_argument(one)}" for one in method.places]
    keywords = [f"{one.argument}: {_argument(one)}" for one in needed]
    keywords += [f"{one.argument}: {optional(_argument(one))} = None" for one in others]
    if method.key:
        keywords.append("idempotency_key: str | None = None")
    if method.takes_if_match:
        keywords.append("if_match: str | None = None")
    arguments = ", ".join(["self", *values, *(["*", *keywords] if keywords else [])])
    return "\n".join(
        [
            f"def {method.name}({arguments}) -> {_result(method)}:",
            docstring(_about(method), "    "),
            f"    return {_call(method)}",
            "",
        ]
    )


def _result(method: Method) -> str:
    if method.is_text:
        return "str"
    kind = f"models.{method.result}" if method.result else "dict[str, Any]"
    return f"Pages[models.{method.item}, {kind}]" if method.is_paged else kind


def _call(method: Method) -> str:
    path = f'"{method.path}"'
    if method.places:
        path = f"f{path}"
        for one in method.places:
            path = path.replace(f"{{{one.name}}}", f"{{place({one.argument})}}")
    query = "{" + ", ".join(f'"{one.name}": {one.argument}' for one in method.query) + "}"
    if method.is_paged:
        return f"self._pages(models.{method.result}, {path}, {query})"
    kind = _result(method) if method.is_text or method.result else "dict[str, Any]"
    arguments = [kind, path] if method.key else [kind, f'"{method.verb}"', path]
    if method.query:
        arguments.append(f"query={query}")
    if method.body:
        given = "".join(f", {one.argument}={one.argument}" for one in method.members)
        arguments.append(f"body=body_of(models.{method.body}{given})")
    if method.key:
        arguments.append("key=idempotency_key")
    if method.takes_if_match:
        arguments.append("if_match=if_match")
    if method.is_public:
        arguments.append("is_public=True")
    return f"self._ask{'_keyed' if method.key else ''}({', '.join(arguments)})"


def _about(method: Method) -> str:
    """Return what the method does, and what each value means."""
    told = [f"{method.summary}."]
    if method.description.rstrip(".") != method.summary.rstrip("."):
        told.append(method.description)
    notes = [
        f"{one.argument}: {one.about}"
        for one in (*method.places, *method.query, *method.members)
        if one.about
    ]
    return "\n\n".join([*told, *([";\n".join(notes) + "."] if notes else [])])


def _argument(one: Parameter) -> str:
    """Return what a caller may give: a text stands for an id or an amount as well."""
    kind = type_of(one.schema, "models.")
    for exact in ("UUID", "Decimal"):
        if exact in kind.split(" | ") and "str" not in kind.split(" | "):
            kind = f"{kind.removesuffix(' | None')} | str"
    return kind
