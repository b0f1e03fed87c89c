"""What is told outside of requests: a JSON line for each record, on standard error.

Standard output belongs to what a command answers, and to the lines of requests.
"""

import logging
from typing import Any

import orjson
import structlog


def write_records_as_json() -> None:
    """Write what we and libraries log as JSON, unless somebody has arranged for it already."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    logging.getLogger("webapp").setLevel(logging.INFO)
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(_handler())


def _handler() -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_log_level],
            processors=[
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(serializer=_dump),
            ],
        )
    )
    return handler


def _dump(event: dict[str, Any], **_options: object) -> str:
    return orjson.dumps(event, default=str).decode()
