"""What is counted of reads: where they were asked, why there, and how long that was waited for."""

from prometheus_client import CollectorRegistry, Counter, Histogram

_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0)


class Counts:
    """The counters of one process."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Register them."""
        self._reads = Counter(
            "zerosum_reads",
            "Requests that only read, by the server that was asked and the reason.",
            ("place", "reason"),
            registry=registry,
        )
        self._waits = Histogram(
            "zerosum_read_wait_seconds",
            "How long reads waited for the standby to come as far as they had to see.",
            buckets=_BUCKETS,
            registry=registry,
        )

    def count(self, place: str, reason: str) -> None:
        """Count a read."""
        self._reads.labels(place, reason).inc()

    def waited(self, seconds: float) -> None:
        """Count a wait."""
        self._waits.observe(seconds)
