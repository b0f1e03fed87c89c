"""API keys: proof of identity for programs."""

from functools import partial
from uuid import UUID

from flask import Response

from webapp.access import calls as ledger
from webapp.access.bodies import ApiKeyBody, ApiKeysQuery
from webapp.access.rows import ApiKey, ApiKeyPage, ApiKeySecret
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.paging import page_made
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor

routes = Routes("api_keys")


@routes.route(
    "POST",
    "/v1/api-keys",
    body=ApiKeyBody,
    result=ApiKeySecret,
    status=201,
    calls=(ledger.create_api_key,),
)
def create(*, actor: Actor, body: ApiKeyBody) -> Response:
    """Make an API key; for operators.

    Of a service it is good at once, and its secret is shown this once. Of another person it is
    good once that person, who alone is shown the secret, has accepted it. `scopes` narrow it to
    some of its user's permissions; accounts, categories, types, a currency and an amount restrict
    what it moves and reads: such a key does nothing else.
    """
    return reply(ledger.create_api_key(database(), body, actor=actor), status=201)


@routes.route(
    "GET", "/v1/api-keys", query=ApiKeysQuery, result=ApiKeyPage, calls=(ledger.list_api_keys,)
)
def index(*, actor: Actor, query: ApiKeysQuery) -> Response:
    """List the caller's API keys, or for operators those of a user."""
    items, cursor = page_made(
        "key",
        query,
        partial(ledger.list_api_keys, database(), query, actor=actor),
        lambda row: row.api_key_id,
    )
    return reply(ApiKeyPage(items, cursor))


@routes.route("GET", "/v1/api-keys/<uuid:api_key_id>", result=ApiKey, calls=(ledger.get_api_key,))
def show(*, actor: Actor, api_key_id: UUID) -> Response:
    """Show an API key: one's own, or for operators anybody's. Its secret is not kept."""
    return reply(ledger.get_api_key(database(), api_key_id, actor=actor))


@routes.route(
    "POST",
    "/v1/api-keys/<uuid:api_key_id>/accept",
    result=ApiKeySecret,
    calls=(ledger.accept_api_key,),
)
def accept(*, actor: Actor, api_key_id: UUID) -> Response:
    """Accept an API key that was made for the caller, who is logged in: it is good from now on.

    Its secret is shown this once. To decline one, revoke it.
    """
    return reply(ledger.accept_api_key(database(), api_key_id, actor=actor))


@routes.route(
    "POST", "/v1/api-keys/<uuid:api_key_id>/revoke", result=ApiKey, calls=(ledger.revoke_api_key,)
)
def revoke(*, actor: Actor, api_key_id: UUID) -> Response:
    """Void an API key; safe to repeat."""
    return reply(ledger.revoke_api_key(database(), api_key_id, actor=actor))
