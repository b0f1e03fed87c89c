"""What amounts are counted in."""

from webapp.assets.bodies import AssetBody, AssetsQuery
from webapp.assets.rows import Asset
from webapp.calling import stored
from webapp.shapes.actor import Actor


@stored()
def add_asset(body: AssetBody, *, actor: Actor) -> Asset:
    """Add an asset and return it."""


@stored()
def list_assets(
    query: AssetsQuery, *, after: str | None, is_ascending: bool, limit: int, actor: Actor
) -> list[Asset]:
    """Return assets in the order of their codes, from after one on."""


@stored()
def get_asset(currency: str, *, actor: Actor) -> Asset:
    """Return an asset."""
