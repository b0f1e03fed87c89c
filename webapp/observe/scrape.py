"""GET /metrics: what all workers counted, and what the ledger says of itself."""

import os
import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, cast

import psutil
import psycopg
from flask import Flask, Response, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from webapp.config import Config
from webapp.db import Database
from webapp.http.api import Routes
from webapp.observe import calls as ledger
from webapp.observe.metrics import metrics
from webapp.observe.rows import LedgerMetric
from webapp.problems.headers import sent
from webapp.problems.refusals import Refusal
from webapp.replicas.placing import replicas
from webapp.replicas.reading import Replicas

routes = Routes("metrics")

# What a proxy adds: whoever asks through one on this machine is not this machine.
_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Real-IP")
_FRESH_SECONDS = 5.0  # scrapes in quick succession ask the ledger once

_HELP = {
    "zerosum_ledger_up": "1 while the ledger answers.",
    "zerosum_ledger_imbalance": "Sum of all balances of a currency; anything but 0 is a fault.",
    "zerosum_accounts": "Accounts by currency.",
    "zerosum_ahead_of_clock_seconds": "How far accounts of a currency are ahead of the clock.",
    "zerosum_lock_waits": "Sessions of this database that wait for a lock now.",
    "zerosum_outbox_lag_seconds": "Age of the oldest transaction that events wait for.",
    "zerosum_event_consumer_lag": "Events that a consumer of the feed has not acknowledged.",
    "zerosum_webhooks_dead": "Webhooks that were given up and not replayed.",
    "zerosum_webhooks_pending": "Webhooks that are still to be delivered.",
    "zerosum_webhooks_lag_seconds": "Age of the oldest webhook not tried yet where one answers.",
    "zerosum_seal_lag_events": "Events behind the newest signed head.",
    "zerosum_seal_lag_seconds": "Age of the oldest event behind the newest signed head.",
    "zerosum_cell_transfers_lag_seconds": "Age of the oldest unsettled transfer to another cell.",
    "zerosum_cell_transfers_pending": "Transfers to other cells that are not settled.",
    "zerosum_exports_lag_seconds": "Age of the oldest export that is still to be written.",
    "zerosum_exports_pending": "Exports that are still to be written.",
    "zerosum_notifications_bounced": "Messages to users that came back, or were refused.",
    "zerosum_notifications_dead": "Messages to users that could not be sent for three days.",
    "zerosum_notifications_pending": "Messages to users that are still to be sent.",
    "zerosum_notifications_unknown": "Messages of which nobody can tell whether they were taken.",
    "zerosum_notifications_lag_seconds": "Age of the oldest message that was never put off.",
    "zerosum_webhooks_failing": "Endpoints of webhooks that fail, or were disabled for it.",
    "zerosum_event_consumer_attempts": "How often the events taken most often have been taken.",
    "zerosum_fraud_cases_open": "Cases of the fraud checks that wait for a decision.",
    "zerosum_fraud_case_age_seconds": "Age of the oldest case that waits for a decision.",
    "zerosum_worker_lag_events": "Events that a job of the worker has yet to do.",
    "zerosum_worker_lag_seconds": "Age of the oldest event that a job of the worker has yet to do.",
    "zerosum_worker_failures": "Turns of a job of the worker that failed since the first one.",
    "zerosum_worker_success_age_seconds": "Time since a turn of a job of the worker was last done.",
    "zerosum_verify_failed_checks": "Checks that failed when the books were last verified.",
    "zerosum_verify_age_seconds": "Time since the books were last verified.",
    "zerosum_guards_broken": "Triggers, constraints, functions and rights not as declared.",
    "zerosum_standby_up": "1 while the standby answers and follows this primary.",
    "zerosum_standby_age_seconds": "How old answers of the standby would be.",
    "zerosum_standby_bytes_behind": "What the primary has written and the standby not replayed.",
    "zerosum_guards_age_seconds": "Time since the guards were last looked at.",
}


class LedgerReader:
    """Asks ledger.metrics() at most once every few seconds, for all who want to know."""

    def __init__(self, database: Database) -> None:
        """Ask nothing yet."""
        self._database = database
        self._lock = threading.Lock()
        self._asked = float("-inf")
        self._rows: list[LedgerMetric] = []

    def rows(self) -> list[LedgerMetric]:
        """Return the ledger's figures, a few seconds old at the most.

        Raises psycopg.Error when the ledger can't be asked.
        """
        with self._lock:
            if time.monotonic() - self._asked > _FRESH_SECONDS:
                self._rows = ledger.metrics(self._database)
                self._asked = time.monotonic()
            return self._rows

    def imbalances(self) -> list[str]:
        """Return the currencies whose balances don't sum to zero: none, ever."""
        return [
            str(row.label)
            for row in self.rows()
            if row.name == "zerosum_ledger_imbalance" and row.value.strip("-0.")
        ]

    def guards(self) -> Literal["in place", "broken", "unknown"]:
        """Return what the worker last found of the guards."""
        for row in self.rows():
            if row.name == "zerosum_guards_broken":
                return "broken" if row.value.strip("-0.") else "in place"
        return "unknown"


class _LedgerCollector:
    """The ledger's figures as Prometheus takes them; none while the ledger is away."""

    def __init__(self, reader: LedgerReader) -> None:
        self._reader = reader

    def collect(self) -> Iterator[Metric]:
        try:
            rows = self._reader.rows()
        except psycopg.Error:
            yield GaugeMetricFamily("zerosum_ledger_up", _HELP["zerosum_ledger_up"], value=0)
            return
        yield GaugeMetricFamily("zerosum_ledger_up", _HELP["zerosum_ledger_up"], value=1)
        families: dict[str, list[LedgerMetric]] = defaultdict(list)
        for row in rows:
            families[row.name].append(row)
        for name, members in families.items():
            labels = [members[0].label_name] if members[0].label_name else []
            family = GaugeMetricFamily(name, _HELP.get(name, name), labels=labels)
            for row in members:
                family.add_metric([str(row.label)] if labels else [], float(row.value))
            yield family


class _StandbyCollector:
    """How the standby is, seen from this process; nothing while the primary is away."""

    def __init__(self, servers: Replicas) -> None:
        self._servers = servers

    def collect(self) -> Iterator[Metric]:
        try:
            look = self._servers.look()
        except psycopg.Error:
            return
        for name, value in (
            ("zerosum_standby_up", int(look.state != "away")),
            ("zerosum_standby_age_seconds", look.age),
            ("zerosum_standby_bytes_behind", look.bytes_behind),
        ):
            if value is not None:
                yield GaugeMetricFamily(name, _HELP[name], value=value)


@routes.route(
    "GET",
    "/metrics",
    result=str,
    is_public=True,
    media_type="text/plain",
    calls=(ledger.metrics,),
    problems=("WEB290",),
    tells_refusals=True,
    operation_id="get_metrics",
)
def scrape() -> Response:
    """Return the metrics in Prometheus' text format.

    For whoever sends `Authorization: Bearer` with the token of ZEROSUM_METRICS_TOKEN; while none
    is set, for the loopback interface, not through a proxy.
    """
    _require_scraper(cast("str | None", current_app.extensions["metrics_token"]))
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        _forget_dead_workers(Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]))
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(metrics().registry)
    registry.register(_LedgerCollector(ledger_reader()))
    if (servers := replicas()) is not None:
        registry.register(_StandbyCollector(servers))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def init_app(app: Flask, config: Config) -> None:
    """Give the application its reader of the ledger's figures."""
    app.extensions["ledger_reader"] = LedgerReader(app.extensions["database"])
    app.extensions["metrics_token"] = config.observe.metrics_token


def ledger_reader() -> LedgerReader:
    """Return the reader of the application that is answering."""
    return cast("LedgerReader", current_app.extensions["ledger_reader"])


def _forget_dead_workers(directory: Path) -> None:
    """Drop the gauges of workers that were killed; their counters stay counted."""
    for file in directory.glob("gauge_live*_*.db"):
        pid = int(file.stem.rpartition("_")[2])
        if not psutil.pid_exists(pid):
            mark_process_dead(pid)  # type: ignore[no-untyped-call]


def _require_scraper(token: str | None) -> None:
    """Raise Refusal WEB290 for a client that may not see the metrics."""
    if token is not None:
        scheme, _, offered = request.headers.get("Authorization", "").partition(" ")
        is_it = secrets.compare_digest(offered.strip().encode(), token.encode())
        is_allowed = is_it and scheme.lower() == "bearer"
    else:
        address = request.remote_addr
        is_here = address is not None and ip_address(address).is_loopback
        is_allowed = is_here and all(sent(name) is None for name in _FORWARDED)
    if not is_allowed:
        raise Refusal("WEB290")
