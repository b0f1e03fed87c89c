"""The calls, each a line or two; rows are the server's own dataclasses."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cache
from ssl import SSLContext
from typing import Any, Self, TypeVar, cast
from uuid import UUID, uuid4

from pydantic import TypeAdapter

from webapp.accounts.rows import Account, Entry
from webapp.cache.rows import Balance
from webapp.client.wire import Answer, Wire
from webapp.transactions.rows import Transaction, TransactionWithEntries
from webapp.transfers.rows import TransferResult

Row = TypeVar("Row")
Id = UUID | str


@cache
def _made(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast("type", kind))


def _adapter(kind: type[Row]) -> TypeAdapter[Row]:
    return cast("TypeAdapter[Row]", _made(cast("Hashable", kind)))


class Client:
    """Someone with a token."""

    def __init__(
        self, url: str, token: str, *, seconds: float = 30.0, context: SSLContext | None = None
    ) -> None:
        """Speak to the server at `url` with an access token or an API key."""
        self.wire = Wire(url, token, seconds=seconds, context=context)

    def __enter__(self) -> Self:
        """Return the client, to be closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self.wire.close()

    def transfer(
        self,
        from_account_id: Id,
        to_account_id: Id,
        amount: str,
        *,
        key: str | None = None,
        **more: object,
    ) -> TransferResult:
        """Move money once, however often it is sent. Raises LedgerError when refused."""
        body = {
            "from_account_id": str(from_account_id),
            "to_account_id": str(to_account_id),
            "amount": amount,
            **more,
        }
        return _read(TransferResult, self.write("/v1/transfers", body, key=key))

    def transfers(
        self, items: Sequence[Mapping[str, object]], *, atomic: bool = False, key: str | None = None
    ) -> list[TransferResult]:
        """Move money many times; one result each, COMPLETED or FAILED."""
        body = {"transfers": list(items), "atomic": atomic}
        answer = self.write("/v1/transfers/batch", body, key=key)
        document = answer.document()
        return [_adapter(TransferResult).validate_python(row) for row in document["results"]]

    def open_account(self, currency: str, *, key: str | None = None, **more: object) -> Account:
        """Open an account."""
        body = {"currency": currency, **more}
        return _read(Account, self.write("/v1/accounts", body, key=key))

    def account(self, account_id: Id) -> Account:
        """Return an account."""
        return _read(Account, self.wire.send("GET", f"/v1/accounts/{account_id}"))

    def change_account(self, account: Account, **changes: object) -> Account:
        """Change an account that is still as it was read; LedgerError LG302 (412) if not."""
        return _read(
            Account,
            self.wire.send(
                "PATCH",
                f"/v1/accounts/{account.account_id}",
                body=changes,
                headers={"If-Match": f'"{account.revision}"'},
            ),
        )

    def balance(self, account_id: Id, *, as_of: str | None = None) -> Balance:
        """Return a balance, now or as of a time such as 2026-01-31T12:00:00Z."""
        path = f"/v1/accounts/{account_id}/balance"
        return _read(Balance, self.wire.send("GET", path, query={"as_of": as_of}))

    def transaction(self, transaction_id: Id) -> TransactionWithEntries:
        """Return a transaction with its entries."""
        path = f"/v1/transactions/{transaction_id}"
        return _read(TransactionWithEntries, self.wire.send("GET", path))

    def accounts(self, **query: object) -> Iterator[Account]:
        """Iterate over accounts, page after page."""
        return self.pages(Account, "/v1/accounts", **query)

    def entries(self, account_id: Id, **query: object) -> Iterator[Entry]:
        """Iterate over an account's entries, newest first."""
        return self.pages(Entry, f"/v1/accounts/{account_id}/entries", **query)

    def transactions(self, **query: object) -> Iterator[Transaction]:
        """Iterate over transactions, newest first unless sorted otherwise."""
        return self.pages(Transaction, "/v1/transactions", **query)

    def pages(self, kind: type[Row], path: str, **query: object) -> Iterator[Row]:
        """Iterate over the rows of any list."""
        while True:
            answer = self.wire.send("GET", path, query=query)
            page = answer.document()
            for item in page["items"]:
                yield _adapter(kind).validate_python(item)
            if page["next_cursor"] is None:
                return
            query["cursor"] = page["next_cursor"]

    def write(self, path: str, body: object, *, key: str | None = None) -> Answer:
        """Post to any address under a key, a new one when none is given."""
        return self.wire.send("POST", path, body=body, key=key or str(uuid4()))


def _read(kind: type[Row], answer: Answer) -> Row:
    return _adapter(kind).validate_python(answer.document())
