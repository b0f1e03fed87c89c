"""A route that will go: what its answers say of it (RFC 9745, RFC 8594)."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from flask import Response, g


@dataclass(frozen=True, slots=True)
class Deprecated:
    """Since when a route is not to be used, when it ends, and the page that says what to use."""

    since: datetime
    sunset: datetime
    link: str

    def fields(self) -> dict[str, str]:
        """Return the fields of an answer. The moments are in UTC."""
        return {
            "Deprecation": f"@{int(self.since.timestamp())}",
            "Sunset": format_datetime(self.sunset, usegmt=True),
            "Link": f'<{self.link}>; rel="deprecation"',
        }


def add_fields(response: Response) -> Response:
    """Say so in each answer of such a route, refusals included."""
    deprecated: Deprecated | None = g.get("deprecated")
    if deprecated is not None:
        response.headers.extend(deprecated.fields())
    return response
