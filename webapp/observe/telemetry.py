"""OpenTelemetry, when a collector is named and the extra `telemetry` is installed; else nothing.

Spans of requests and of the statements they run leave by OTLP. The trace is the one that
`webapp.observe.tracing` tells in headers, log lines and the audit trail.
"""

from typing import TYPE_CHECKING

from flask import Flask, g

from webapp.config import Config
from webapp.failures import Exit, ZerosumError
from webapp.observe.tracing import Trace

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

_DELAY = 1000  # milliseconds that spans are gathered for


def init_app(app: Flask, config: Config) -> None:
    """Send spans to ZEROSUM_OTLP_URL. Raises ZerosumError when the extra is not installed."""
    if config.observe.otlp_url is None:
        return
    try:
        from opentelemetry.instrumentation.flask import FlaskInstrumentor
        from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
    except ImportError as error:
        raise ZerosumError(
            "ZEROSUM_OTLP_URL needs the extra packages of zerosum[telemetry]", Exit.MISCONFIGURED
        ) from error
    provider = _provider(config.observe.otlp_url)
    # The statement's text holds placeholders only; what they stand for is never recorded.
    PsycopgInstrumentor().instrument(tracer_provider=provider, skip_dep_check=True)
    FlaskInstrumentor().instrument_app(app, tracer_provider=provider)  # type: ignore[no-untyped-call]
    app.extensions["tracer_provider"] = provider


def _provider(url: str) -> "TracerProvider":
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "zerosum"}))
    exporter = OTLPSpanExporter(f"{url}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=_DELAY))
    return provider


def follow_the_span() -> None:
    """Tell the span that OpenTelemetry opened for this request as the request's own."""
    from opentelemetry.trace import format_span_id, format_trace_id, get_current_span

    span = get_current_span().get_span_context()
    if span.is_valid:
        trace_id = format_trace_id(span.trace_id)
        if g.request_id == g.trace.trace_id:
            g.request_id = trace_id
        g.trace = Trace(
            trace_id, format_span_id(span.span_id), g.trace.parent_id, f"{span.trace_flags:02x}"
        )
