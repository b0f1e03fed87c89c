"""What this process counts: requests, postings, amounts, refusals, its pool.

With PROMETHEUS_MULTIPROC_DIR set, as `zerosum serve` does, the counts of all workers are one.
The HTTP figures are prometheus-flask-exporter's; an amount in a metric is the one number of
this project that is a double, and nothing is decided by it.
"""

import time
from http import HTTPStatus
from typing import Any, cast

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge
from prometheus_flask_exporter import PrometheusMetrics

from webapp.shapes.handed import handed
from webapp.transactions.rows import Transaction
from webapp.transfers.rows import BatchAnswer

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_POOL_SECONDS = 1.0  # how often a process tells of its pool, at the most


class _Registry(CollectorRegistry):
    """A registry that knows its counters by name, the exporter's too."""

    def __init__(self) -> None:
        super().__init__()
        self.named: dict[str, Any] = {}

    def register(self, collector: Any) -> None:  # noqa: ANN401 - Collector says too little
        super().register(collector)
        self.named.update((metric.name, collector) for metric in collector.describe())


class Metrics:
    """The counters of one application in one process."""

    def __init__(self, app: Flask) -> None:
        """Register the counters; those of HTTP count each request by themselves."""
        self.registry = _Registry()
        self._children: dict[tuple[str, tuple[str, ...]], Any] = {}
        self._counter("postings", "Postings answered over HTTP.", ("transaction_type", "result"))
        self._counter("posted_amount", "Money moved over HTTP.", ("currency",))
        self._refusals = self._counter("refusals", "Requests refused.", ("code",))
        self.connections_ended = self._counter(
            "connections_ended", "Connections of clients that the server ended.", ("reason",)
        )
        self._pool = Gauge(
            "zerosum_pool",
            "Connections to PostgreSQL of all workers, and requests that wait for one.",
            ("state",),
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self._pool_told = 0.0
        PrometheusMetrics(
            app,
            path=None,
            defaults_prefix="zerosum",
            group_by=route,
            buckets=BUCKETS,
            registry=self.registry,
        )

    def _counter(self, name: str, help_text: str, labels: tuple[str, ...]) -> Counter:
        return Counter(f"zerosum_{name}", help_text, labels, registry=self.registry)

    def count_answer(self, response: Response) -> Response:
        """Count what an answer says was posted or refused."""
        refusal = g.get("refusal")
        if refusal is not None:
            self._refusals.labels(refusal.code).inc()
        elif request.method == "POST":
            self._count_postings(g.get("answered"), response.status_code)
        self._tell_pool_sometimes()
        return response

    def count_straight(self, method: str, rule: str, status: int, seconds: float) -> None:
        """Count a request that Flask, and so the exporter, has not seen."""
        code = str(status)
        self._child("http_request_duration_seconds", method, rule, code).observe(seconds)
        self._child("http_request", method, code).inc()
        if method == "POST":
            self._count_postings(g.get("answered"), status)
        self._tell_pool_sometimes()

    def _child(self, name: str, *labels: str) -> Any:  # noqa: ANN401 - a counter or a histogram
        try:
            return self._children[name, labels]
        except KeyError:
            child = self.registry.named[f"zerosum_{name}"].labels(*labels)
            self._children[name, labels] = child
            return child

    def _tell_pool_sometimes(self) -> None:
        now = time.monotonic()
        if now - self._pool_told > _POOL_SECONDS:
            self._pool_told = now
            self._tell_pool()

    def _count_postings(self, answer: object, status: int) -> None:
        """Count what was posted or refused just now; a replay was counted the first time."""
        if isinstance(answer, Transaction):
            self._count(answer, None, is_replay=status == HTTPStatus.OK)
        elif isinstance(answer, BatchAnswer):
            for item in answer.results:
                self._count(item.transaction, item.failure_code, is_replay=item.is_replay)

    def _count(self, posted: Transaction | None, code: str | None, *, is_replay: bool) -> None:
        kind = posted.transaction_type if posted else "unknown"
        result = "REPLAYED" if is_replay else posted.status if posted else "FAILED"
        self._child("postings", kind, result).inc()
        if is_replay:
            return
        if code:
            self._refusals.labels(code).inc()
        elif posted and posted.amount and posted.currency:
            self._child("posted_amount", posted.currency).inc(float(posted.amount))

    def _tell_pool(self) -> None:
        states: dict[str, int] = current_app.extensions["database"].states()
        for state, number in states.items():
            self._pool.labels(state).set(number)


def route(asked: Any) -> str:  # noqa: ANN401 - a werkzeug LocalProxy
    """Return the rule of a request, one word for all that match none."""
    return str(asked.url_rule.rule) if asked.url_rule else "none"


def init_app(app: Flask) -> None:
    """Give the application its counters."""
    app.extensions["metrics"] = Metrics(app)


def of(app: Flask) -> Metrics:
    """Return the counters of an application."""
    return cast("Metrics", app.extensions["metrics"])


def metrics() -> Metrics:
    """Return the counters of the application that is answering."""
    return of(current_app)


def correct_the_exporter() -> None:
    """Count no request of a method that is none, and the time of one that was handed on whole."""
    found = handed(request.environ)
    if found is not None:
        request.prom_start_time = found.began  # type: ignore[attr-defined]
    # A method is a client's own text: counted as it comes, it would make a series each.
    if request.method not in _METHODS:
        request.prom_do_not_track = True  # type: ignore[attr-defined]
