"""Assets: the currencies of ISO 4217, and what was added."""

from flask import Response

from webapp.assets import calls as ledger
from webapp.assets.bodies import AssetBody, AssetsQuery
from webapp.assets.rows import Asset, AssetPage
from webapp.cache.balances import nothing
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.cursors import after_words, words_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor

routes = Routes("assets")


@routes.route(
    "POST",
    "/v1/assets",
    body=AssetBody,
    result=Asset,
    status=201,
    touches=nothing,
    calls=(ledger.add_asset,),
)
def create(*, actor: Actor, body: AssetBody) -> Response:
    """Add an asset that accounts can be opened in.

    One that is there already with the same decimals and name is answered as if new; for
    administrators, and whoever holds the permission add_asset.
    """
    return reply(ledger.add_asset(database(), body, actor=actor), status=201)


@routes.route(
    "GET",
    "/v1/assets",
    query=AssetsQuery,
    result=AssetPage,
    calls=(ledger.list_assets,),
)
def index(*, actor: Actor, query: AssetsQuery) -> Response:
    """List the assets that accounts can be opened in, with the decimals of their amounts."""
    (after,) = after_words(query.cursor)
    rows = ledger.list_assets(
        database(),
        query,
        after=after,
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: words_cursor(row.currency))
    return reply(AssetPage(items, cursor))


@routes.route("GET", "/v1/assets/<asset:currency>", result=Asset, calls=(ledger.get_asset,))
def show(*, actor: Actor, currency: str) -> Response:
    """Show an asset, with the decimals of its amounts."""
    return reply(ledger.get_asset(database(), currency, actor=actor))
