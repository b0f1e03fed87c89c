"""The compose stack says what it means: valid, hardened, and its alerts fire in Prometheus."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
import urllib.parse
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from tests.support.ports import unused_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.operations.serving import Served
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

ROOT = Path(__file__).resolve().parents[2]
_METRIC = re.compile(r"\bzerosum_[a-z_]+")
_SUFFIX = re.compile(r"_(bucket|count|sum)$")


def test_alerts_and_dashboard_speak_of_metrics_that_are_there(
    serve: Callable[..., Served],
    work: Callable[..., int],
    ledger: LedgerCalls,
    database: Database,
) -> None:
    """A renamed metric must not silence an alert."""
    account = ledger.account("someone")
    ledger.call("deposit", account_id=account.account_id, amount="1.00")
    ledger.call("create_event_consumer", name="mail")
    work("--once")
    server = serve(ZEROSUM_READ_DATABASE_URL=database.url_as("ledger_web"))
    server.ask("POST", "/v1/transfers", {})
    told = set(re.findall(r"^# TYPE (\S+)", server.ask("GET", "/metrics").text, re.MULTILINE))
    dashboard = (ROOT / "compose/grafana/dashboards/zerosum.json").read_text(encoding="utf-8")
    asked = {
        _SUFFIX.sub("", name)
        for text in ((ROOT / "compose/alerts.yml").read_text(encoding="utf-8"), dashboard)
        for name in _METRIC.findall(text)
    }
    # Counted only once somebody has posted, or read, over HTTP.
    counted = {"zerosum_postings_total", "zerosum_posted_amount_total", "zerosum_reads_total"}
    assert asked - told <= counted
    assert json.loads(dashboard)["panels"]


@pytest.mark.system
def test_the_compose_file_is_valid(tmp_path: Path) -> None:
    """With the secrets made as its first line says."""
    program = shutil.which("docker-compose")
    assert program, "docker-compose is missing: install Debian's package docker-compose"
    tree = tmp_path / "zerosum"
    shutil.copytree(ROOT / "compose", tree / "compose", ignore=shutil.ignore_patterns("secrets"))
    shutil.copy(ROOT / "docker-compose.yml", tree)
    subprocess.run(
        ["/bin/sh", "compose/make-secrets.sh"], cwd=tree, check=True, capture_output=True
    )
    done = subprocess.run(
        [program, "config", "--services"], cwd=tree, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == {
        *("postgres", "valkey", "pgbouncer", "migrate", "web", "worker"),
        *("proxy", "prometheus", "grafana"),
    }
    certificate = tree / "compose/secrets/tls_certificate"
    assert "BEGIN CERTIFICATE" in certificate.read_text(encoding="utf-8")


@contextmanager
def _prometheus(server: Served, home: Path) -> Iterator[Callable[[str], Any]]:
    """Run Prometheus with the shipped rules against a server; yield what asks its API."""
    program = shutil.which("prometheus")
    assert program, "Prometheus is missing: install Debian's package prometheus"
    rules = (ROOT / "compose/alerts.yml").read_text(encoding="utf-8")
    (home / "alerts.yml").write_text(re.sub(r"for: \w+", "for: 0s", rules), encoding="utf-8")
    shipped = (ROOT / "compose/prometheus.yml").read_text(encoding="utf-8")
    (home / "metrics_token").write_text("m" * 32, encoding="utf-8")
    text = (
        shipped.replace("/run/secrets/metrics_token", str(home / "metrics_token"))
        .replace("web:8080", f"127.0.0.1:{server.port}")
        .replace("15s", "1s")
    )
    (home / "prometheus.yml").write_text(text, encoding="utf-8")
    port = unused_port()
    process = subprocess.Popen(
        [
            program,
            f"--config.file={home / 'prometheus.yml'}",
            f"--storage.tsdb.path={home / 'data'}",
            f"--web.listen-address=127.0.0.1:{port}",
            "--log.level=error",
        ]
    )

    def ask(path: str) -> Any:  # noqa: ANN401 - whatever the API says
        with urlopen(f"http://127.0.0.1:{port}/api/v1/{path}", timeout=5) as answer:
            return json.load(answer)["data"]

    try:
        yield ask
    finally:
        process.terminate()
        process.wait()


def _eventually(find: Callable[[], bool], seconds: float = 40) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if find():
                return True
        except (OSError, KeyError, IndexError):
            pass
        time.sleep(0.25)
    return False


@pytest.mark.system
@pytest.mark.tampered
def test_prometheus_scrapes_with_the_token_and_pages_when_the_books_are_wrong(
    serve: Callable[..., Served], database: Database, ledger: LedgerCalls, tmp_path: Path
) -> None:
    """Quiet on right books; a cent out of nowhere fires LedgerUnbalanced for its currency."""
    account = ledger.account("someone")
    ledger.call("deposit", account_id=account.account_id, amount="1.00")
    server = serve(ZEROSUM_METRICS_TOKEN="m" * 32)
    with _prometheus(server, tmp_path) as ask:

        def firing() -> dict[str, str]:
            return {
                alert["labels"]["alertname"]: alert["labels"].get("currency", "")
                for alert in ask("alerts")["alerts"]
                if alert["state"] == "firing"
            }

        query = "query?query=" + urllib.parse.quote("zerosum_ledger_up")
        assert _eventually(lambda: ask(query)["result"][0]["value"][1] == "1")
        assert _eventually(lambda: "LedgerDown" not in firing())
        assert "LedgerUnbalanced" not in firing()
        with database.connect() as connection:
            connection.execute("ALTER TABLE ledger_private.account DISABLE TRIGGER ALL")
            connection.execute(
                "UPDATE ledger_private.account SET balance = balance + 0.01 WHERE account_id = %s",
                (account.account_id,),
            )
        assert _eventually(lambda: firing().get("LedgerUnbalanced") == "USD")
