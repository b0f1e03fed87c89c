"""The Superset starter speaks of what there is: views, columns, sums, charts of its dashboard."""

from __future__ import annotations

import io
import json
import runpy
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import yaml  # type: ignore[import-untyped]

from tests.docs.blocks import ROOT

if TYPE_CHECKING:
    from psycopg import Connection

_FOLDER = ROOT / "docs" / "how-to" / "superset"
Files = dict[str, dict[str, Any]]


@pytest.fixture
def files() -> Files:
    """Give each file of the bundle, read."""
    return {
        path.relative_to(_FOLDER).as_posix(): yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in _FOLDER.rglob("*.yaml")
    }


def of_kind(files: Files, kind: str) -> list[dict[str, Any]]:
    """Return the files of one folder."""
    return [content for name, content in files.items() if name.startswith(f"{kind}/")]


def faults(files: Files, reader: Connection[Any]) -> list[str]:
    """Return what the files name and is not there."""
    wrong = []
    known: dict[str, set[str]] = {}
    for dataset in of_kind(files, "datasets"):
        asked = f"({dataset['sql']})" if dataset["sql"] else f"reporting.{dataset['table_name']}"
        there = reader.execute(f"SELECT * FROM {asked} AS v LIMIT 0".encode()).description or []
        columns = {column["column_name"] for column in dataset["columns"]}
        names = {column.name for column in there}
        wrong += [f"{dataset['table_name']}.{name}" for name in sorted(columns - names)]
        for metric in dataset["metrics"]:
            reader.execute(f"SELECT {metric['expression']} FROM {asked} AS v".encode())
        known[dataset["uuid"]] = columns | {metric["metric_name"] for metric in dataset["metrics"]}
    for chart in of_kind(files, "charts"):
        (query,) = json.loads(chart["query_context"])["queries"]
        named = {
            column["sqlExpression"] if isinstance(column, dict) else column
            for column in query["columns"]
        } | set(query["metrics"])
        params = chart["params"]
        shown = {*params["groupby"], *params.get("metrics", [params.get("metric")])}
        shown |= {params["x_axis"]} if "x_axis" in params else set()
        unknown = (named | shown) - known.get(chart["dataset_uuid"], set())
        wrong += [f"{chart['slice_name']}: {name}" for name in sorted(unknown)]
        wrong += [f"{chart['slice_name']}: shown and asked differ"] if named != shown else []
    return wrong


def test_the_bundle_names_what_is_there(files: Files, reader: Connection[Any]) -> None:
    """For a report login: each column, each sum, and what each chart asks of its dataset."""
    assert len(of_kind(files, "charts")) >= 4
    assert faults(files, reader) == []


def test_a_column_that_there_is_not_is_noticed(files: Files, reader: Connection[Any]) -> None:
    """As one that a view has no more, or one that a chart alone speaks of."""
    postings = files["datasets/Zerosum/postings.yaml"]
    postings["columns"].append({"column_name": "gone"})
    files["charts/trial_balance.yaml"]["params"]["groupby"].append("gone")
    assert faults(files, reader) == [
        "postings.gone",
        "Trial balance: gone",
        "Trial balance: shown and asked differ",
    ]


def test_the_dashboard_shows_every_chart(files: Files) -> None:
    """Once, and all datasets are of the one database."""
    (dashboard,) = of_kind(files, "dashboards")
    shown = [
        item["meta"]["uuid"]
        for item in dashboard["position"].values()
        if isinstance(item, dict) and item["type"] == "CHART"
    ]
    assert sorted(shown) == sorted(chart["uuid"] for chart in of_kind(files, "charts"))
    (database,) = of_kind(files, "databases")
    assert {one["database_uuid"] for one in of_kind(files, "datasets")} == {database["uuid"]}


def test_a_bundle_is_packed_for_an_address(files: Files) -> None:
    """All files are in it, and the password is not."""
    pack = runpy.run_path(str(_FOLDER / "load.py"))["bundle"]
    packed, password = pack("postgresql+psycopg2://tool:a%20secret@db.example:5433/books")
    assert password == "a secret"
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(texts) == {f"zerosum/{name}" for name in files}
    assert "tool:XXXXXXXXXX@db.example:5433/books" in texts["zerosum/databases/zerosum.yaml"]
    assert not [name for name, text in texts.items() if "secret" in text]
