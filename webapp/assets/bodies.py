"""An asset to add, and which to list."""

from typing import Literal

from pydantic import Field

from webapp.shapes.base import Body
from webapp.shapes.fields import CurrencyCode
from webapp.shapes.filters import OfTime, Sorted, WithText


class AssetBody(Body):
    """An asset: its code, and how many decimals its amounts have for ever."""

    currency: CurrencyCode = Field(description="the asset's code", examples=["USDC"])
    minor_units: int = Field(
        strict=True, ge=0, le=18, description="decimals of an amount", examples=[6]
    )
    name: str = Field(
        min_length=1, max_length=100, description="a name for people", examples=["USD Coin"]
    )


class AssetsQuery(Sorted, OfTime, WithText):
    """Which assets; texts are looked for in their names."""

    sort: Literal["currency", "-currency"] = Field("currency", exclude=True)
