"""Writes what both clients take from the API: part of `make docs`.

With a folder it lays both packages out there, ready to be built: part of `make sdks`.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

from tests.sdks import python_client, typescript_client
from tests.sdks.operations import Json, document

ROOT = Path(__file__).resolve().parents[2]
_CLIENTS = ROOT / "webapp" / "client"
_NUMBERED = ("python/pyproject.toml", "typescript/package.json")
_VERSION = re.compile(r'^( *"?version"?(?: =|:)) ".*"', re.MULTILINE)
_TABLE = _CLIENTS / "typescript" / "src" / "operations.ts"


def files(described: Json) -> dict[Path, str]:
    """Return every generated file that is kept, with its text."""
    modules = python_client.modules(described)
    return {
        **{python_client.PLACE / name: text for name, text in modules.items()},
        _TABLE: typescript_client.table(described),
    }


def numbered(text: str, release: str) -> str:
    """Return what describes a package, with the number of the release."""
    return _VERSION.sub(rf'\1 "{release}"', text, count=1)


def lay_out(folder: Path) -> None:
    """Copy both packages into a folder, numbered, and the document of which npm makes types."""
    shutil.copytree(_CLIENTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _NUMBERED:
        described = folder / name
        text = numbered(described.read_text(encoding="utf-8"), version("zerosum"))
        described.write_text(text, encoding="utf-8")
    text = json.dumps(document())
    (folder / "typescript" / "openapi.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Write the generated files, and lay the packages out where that is asked."""
    for path, text in files(document()).items():
        path.write_text(text, encoding="utf-8")
    for folder in sys.argv[1:]:
        lay_out(Path(folder))


if __name__ == "__main__":
    main()
