"""What both clients take from the API is what the API is now."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import zerosum_client
from tests.docs.blocks import ROOT
from tests.sdks import python_client
from tests.sdks.making import files, lay_out
from tests.sdks.operations import document, methods

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sdks.operations import Json


def stale(described: Json) -> list[str]:
    """Return the generated files that differ from what would be written now."""
    return [
        path.name
        for path, text in files(described).items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def test_the_clients_are_fresh() -> None:
    """Run make docs after a change of a route or a shape."""
    assert stale(document()) == []


def test_a_change_of_the_api_is_noticed() -> None:
    """A member, a parameter, a route: in each client that speaks of it."""
    member, parameter, route = document(), document(), document()
    member["components"]["schemas"]["Account"]["properties"]["colour"] = {"type": "string"}
    assert stale(member) == ["models.py"]
    more = {"name": "colour", "in": "query", "schema": {"type": "string"}}
    parameter["paths"]["/v1/accounts"]["get"]["parameters"].append(more)
    assert stale(parameter) == ["methods.py", "operations.ts"]
    del route["paths"]["/v1/holds/expire"]
    assert stale(route) == ["methods.py", "operations.ts"]


def test_a_name_that_python_cannot_say_is_said_otherwise() -> None:
    """It is sent as it is."""
    described = document()
    more = {"name": "amount[gte]", "in": "query", "schema": {"type": "string"}}
    described["paths"]["/v1/accounts"]["get"]["parameters"].append(more)
    described["components"]["schemas"]["MergeBody"]["properties"]["in"] = {"type": "string"}
    made = python_client.modules(described)
    assert "        amount_gte: str | None = None,\n" in made["methods.py"]
    assert '"amount[gte]": amount_gte' in made["methods.py"]
    assert "in_=in_" in made["methods.py"]
    assert '    in_: str | None = Field(default=None, alias="in")\n' in made["models.py"]


def test_every_route_has_a_method_in_each_client() -> None:
    """By the name of its operation; TypeScript's table holds its verb and path."""
    table = (ROOT / "webapp/client/typescript/src/operations.ts").read_text(encoding="utf-8")
    missing = [
        method.name
        for method in methods(document())
        if not callable(getattr(zerosum_client.Client, method.name, None))
        or f'  {method.name}: {{\n    verb: "{method.verb}",\n    path: "{method.path}",'
        not in table
    ]
    assert missing == []


def test_the_python_client_is_installed_without_the_server(tmp_path: Path) -> None:
    """Its wheel holds one package, typed, which imports nothing of this repository."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "wheel"]
    offline = ["--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    lay_out(tmp_path / "clients")
    subprocess.run([*pip, *offline, str(tmp_path / "clients" / "python")], check=True)
    (wheel,) = tmp_path.glob("zerosum_client-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert "zerosum_client/py.typed" in names
    assert {name.partition("/")[0] for name in names} == {"zerosum_client"}
    script = (
        "import sys, json, zerosum_client; "
        "print(json.dumps([n for n in ('webapp', 'flask', 'psycopg') if n in sys.modules]))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(wheel)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(found.stdout) == []
