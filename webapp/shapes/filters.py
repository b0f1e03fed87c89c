"""The filters of lists, each said once: a list is declared from those that its items can answer.

Whatever a list is of, a filter has the same name and means the same.
"""

from typing import Literal
from uuid import UUID

from pydantic import Field

from webapp.shapes.base import PageQuery, Query
from webapp.shapes.choices import TimeOrder
from webapp.shapes.fields import Amount, CurrencyCode, JsonText, Timestamp, UserId

_CODE_LENGTH = 222
_LONGEST = 1000


class Sorted(PageQuery):
    """Which page, and from which end; each list says by what."""

    sort: str

    @property
    def is_ascending(self) -> bool:
        """Whether the smallest comes first."""
        return not self.sort.startswith("-")


class OldestFirst(Sorted):
    """A list that begins with its oldest item."""

    sort: TimeOrder = Field("created_at", exclude=True)


class NewestFirst(Sorted):
    """A list that begins with its newest item."""

    sort: TimeOrder = Field("-created_at", exclude=True)


class OfTime(Query):
    """Filters of items that were made at a time."""

    since: Timestamp | None = Field(None, description="made then or later")
    until: Timestamp | None = Field(None, description="made before then")


class OfEffect(Query):
    """Filters of items that count from a time."""

    effective_since: Timestamp | None = Field(None, description="counts from then or later")
    effective_until: Timestamp | None = Field(None, description="counts from before then")


class OfAccount(Query):
    """Filters of items that belong to an account."""

    account_id: UUID | None = Field(None, description="of this account")
    account_code: str | None = Field(
        None, max_length=_CODE_LENGTH, description="a code that it has or had"
    )


class OfAccounts(OfAccount):
    """Filters of items that belong to accounts, one or those of a kind."""

    account_code_prefix: str | None = Field(
        None,
        min_length=1,
        max_length=_CODE_LENGTH,
        description="of accounts whose code begins so",
    )


class OfUser(Query):
    """Filters of items that belong to a user."""

    user_id: UserId | None = Field(None, description="of this user")
    username: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="one's own name; for operators anybody's",
    )


class OfCurrency(Query):
    """The filter of items in a currency."""

    currency: CurrencyCode | None = None


class OfType(Query):
    """The filter of items of a type of transaction."""

    transaction_type: str | None = Field(None, max_length=_LONGEST)


class OfAmount(Query):
    """Filters of items with an amount."""

    min_amount: Amount | None = Field(None, description="of at least this amount")
    max_amount: Amount | None = Field(None, description="of at most this amount")


class WithMetadata(Query):
    """Filters of items that carry metadata."""

    metadata: JsonText | None = Field(
        None, description="a JSON object that its metadata must contain"
    )
    metadata_key: str | None = Field(
        None,
        min_length=1,
        max_length=_LONGEST,
        description="a member that its metadata must have",
    )


class WithText(Query):
    """The filter of items that somebody has described."""

    text: str | None = Field(
        None,
        min_length=1,
        max_length=_LONGEST,
        description="in its description, name or reason",
    )


class ExpandsAccounts(Query):
    """What an answer brings along, so that a reader need not ask for each."""

    expand: Literal["accounts"] | None = Field(
        None,
        exclude=True,
        description="bring the accounts of the items along",
    )


MAXIMUM_EXPANDED = 100


class ExpandsEntries(PageQuery):
    """The same of a list of transactions, which can bring the entries of each along."""

    expand: Literal["accounts", "entries"] | None = Field(
        None,
        exclude=True,
        description="bring the accounts of the items along, or each item's entries;"
        f" with entries at most {MAXIMUM_EXPANDED} items",
    )

    @property
    def shows_entries(self) -> bool:
        """Return whether each transaction is to have its entries."""
        return self.expand == "entries"

    @property
    def page_size(self) -> int:
        """Return how many are to be on the page."""
        return min(self.limit, MAXIMUM_EXPANDED) if self.shows_entries else self.limit
