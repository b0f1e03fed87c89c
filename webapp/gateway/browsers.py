"""What browsers are told: nothing here is to be framed, sniffed or read by other origins.

An origin of ZEROSUM_CORS_ORIGINS may call the API with a bearer token; there are no cookies,
so no credentials are allowed and no request can be forged with them.
"""

from collections.abc import Callable

from flask import Response, request

from webapp.config import Config

PREFLIGHT_SECONDS = "600"
METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
SENT = (
    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
    "X-Request-ID, Zerosum-Position"
)
SHOWN = (
    "Deprecation, ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, "
    "Retry-After, Sunset, X-Request-ID, Zerosum-Position, Zerosum-Replica-Age"
)
_ALWAYS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
_OVER_HTTP = list(_ALWAYS.items())
_OVER_HTTPS = [*_OVER_HTTP, ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")]


def field_writer(config: Config) -> Callable[[Response], Response]:
    """Return what adds the fields to an answer; a view's own values stay."""
    origins = frozenset(config.gateway.cors_origins)

    def add_fields(response: Response) -> Response:
        if "ETag" in response.headers and "If-None-Match" in request.headers:
            # 304 to a GET that names what would be sent.
            response.make_conditional(request)
        given = {name.lower() for name, _ in response.headers}
        for name, value in fields_of(request.scheme):
            if name.lower() not in given:
                response.headers.add(name, value)
        if origins:
            _share(response, origins)
        return response

    return add_fields


def fields_of(scheme: str) -> list[tuple[str, str]]:
    """Return the fields of every answer over a scheme."""
    return _OVER_HTTPS if scheme == "https" else _OVER_HTTP


def _share(response: Response, origins: frozenset[str]) -> None:
    response.vary.add("Origin")
    origin = request.headers.get("Origin")
    if origin not in origins:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = SHOWN
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        response.headers["Access-Control-Allow-Methods"] = METHODS
        response.headers["Access-Control-Allow-Headers"] = SENT
        response.headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
