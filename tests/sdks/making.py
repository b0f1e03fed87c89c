"""Writes what both clients take from the API: ``python -m tests.sdks.making``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.sdks import python_client, typescript_client
from tests.sdks.operations import Json, document

ROOT = Path(__file__).resolve().parents[2]
TYPESCRIPT = ROOT / "webapp" / "client" / "typescript"


def files(described: Json) -> dict[Path, str]:
    """Return every generated file that is kept, with its text."""
    modules = python_client.modules(described)
    return {
        **{python_client.PLACE / name: text for name, text in modules.items()},
        TYPESCRIPT / "src" / "operations.ts": typescript_client.table(described),
    }


def main() -> None:
    """Write them; beside them the document, of which npm makes types and which is not kept."""
    described = document()
    for path, text in files(described).items():
        path.write_text(text, encoding="utf-8")
    (TYPESCRIPT / "openapi.json").write_text(json.dumps(described), encoding="utf-8")


if __name__ == "__main__":
    main()
