"""Assets, and how many decimals their amounts have."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Asset:
    """An asset, a row of ledger.assets; created_at is null for the currencies of ISO 4217."""

    currency: str
    name: str
    minor_units: int
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class AssetPage:
    """Assets, in the order of their codes; next_cursor is null on the last page."""

    items: list[Asset]
    next_cursor: str | None
