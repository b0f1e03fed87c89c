"""Writes the table of operations that the TypeScript client is driven by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.sdks.operations import methods

if TYPE_CHECKING:
    from tests.sdks.operations import Json

_HEAD = """\
// Where each operation of the API is asked, and how.
// Written from the OpenAPI document by `make docs`.

import type { operations } from "./schema.js";

export interface Operation {
  readonly verb: string;
  readonly path: string;
  readonly places: readonly string[];
  readonly query: readonly string[];
  readonly hasBody: boolean;
  readonly isKeyed: boolean;
  readonly isPaged: boolean;
  readonly isPublic: boolean;
  readonly isText: boolean;
}

export const OPERATIONS = {
"""
_FOOT = "} as const satisfies Record<keyof operations, Operation>;\n"


def table(described: Json) -> str:
    """Return the module."""
    rows = [
        f"  {method.name}: {{\n"
        + "".join(
            f"    {name}: {json.dumps(value)},\n"
            for name, value in {
                "verb": method.verb,
                "path": method.path,
                "places": [one.name for one in method.places],
                "query": [one.name for one in method.query],
                "hasBody": method.body is not None,
                "isKeyed": method.key,
                "isPaged": method.is_paged,
                "isPublic": method.is_public,
                "isText": method.is_text,
            }.items()
        )
        + "  },\n"
        for method in methods(described)
    ]
    return _HEAD + "".join(rows) + _FOOT
