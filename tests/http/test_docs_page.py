"""The page for people: whole by itself, harmless, and it works in a real browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support.serving import granian

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.support.databases import Database
    from webapp.config import Config

PARTS = {"/docs": "text/html", "/docs.js": "text/javascript", "/docs.css": "text/css"}


def test_the_page_loads_nothing_from_elsewhere(client: FlaskClient) -> None:
    """Every part is our own, and no part names another server."""
    for path, kind in PARTS.items():
        response = client.get(path)
        assert (response.status_code, response.mimetype) == (200, kind)
        text = response.get_data(as_text=True)
        assert not re.search(r"https?:|[\"'(]//|@import|url\(", text), path
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    page = client.get("/docs").get_data(as_text=True)
    linked = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert {"docs.js", "docs.css", "openapi.json"} == set(linked)
    assert all(client.get(f"/{name}").status_code == 200 for name in linked)


def test_the_page_runs_its_own_script_and_no_other(client: FlaskClient) -> None:
    """By its policy and by what it is: no inline script, style or handler, no markup from data."""
    response = client.get("/docs")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    page = response.get_data(as_text=True)
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", page)
    script = client.get("/docs.js").get_data(as_text=True)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", script)


@pytest.mark.system
def test_a_browser_shows_every_operation(
    config: Config, database: Database, client: FlaskClient, tmp_path: Path
) -> None:
    """Chromium, with the policy in force: the list is whole when the script has run."""
    browser = shutil.which("chromium")
    assert browser, "chromium is missing: install Debian's chromium"
    document = client.get("/openapi.json").get_json()
    names = {one["operationId"] for path in document["paths"].values() for one in path.values()}
    with granian(config, database, ZEROSUM_LOG="off") as port:
        done = subprocess.run(
            [
                *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
                *("--no-first-run", "--disable-background-networking", "--disable-sync"),
                *("--disable-component-update", f"--user-data-dir={tmp_path}"),
                *("--virtual-time-budget=10000", "--dump-dom", f"http://127.0.0.1:{port}/docs"),
            ],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
    assert 'data-ready="true"' in done.stdout
    assert set(re.findall(r'<details id="([^"]+)"', done.stdout)) == names
    assert "Refused to" not in done.stderr
