"""Is the process up; can it reach its ledger."""

from flask import Response

from webapp.api import Routes
from webapp.db import database
from webapp.ledger import health as ledger
from webapp.rows.health import Health, Readiness
from webapp.serialize import reply

routes = Routes("health")


@routes.route("GET", "/health", result=Health, is_public=True)
def alive() -> Response:
    """Say that the process answers.

    Asks nothing of the database, so it stays true while that is away.
    """
    return reply(Health("ok"))


@routes.route("GET", "/health/ready", result=Readiness, is_public=True)
def ready() -> Response:
    """Say whether the ledger answers, and in which version; 503 while it does not."""
    version = ledger.version(database())
    return reply(Readiness("ready", version.release, version.code_digest))
