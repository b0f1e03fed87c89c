"""Assets: the currencies of ISO 4217, and what was added."""

from flask import Response

from webapp.assets import calls as ledger
from webapp.assets.bodies import AssetBody
from webapp.assets.rows import Asset, AssetList
from webapp.cache.balances import nothing
from webapp.db import database
from webapp.http.api import Routes
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
    result=AssetList,
    calls=(ledger.list_assets,),
)
def index(*, actor: Actor) -> Response:
    """List the assets that accounts can be opened in, with the decimals of their amounts."""
    return reply(AssetList(ledger.list_assets(database(), actor=actor)))


@routes.route("GET", "/v1/assets/<asset:currency>", result=Asset, calls=(ledger.get_asset,))
def show(*, actor: Actor, currency: str) -> Response:
    """Show an asset, with the decimals of its amounts."""
    return reply(ledger.get_asset(database(), currency, actor=actor))
