"""A thin, typed client: the same rows and problems as the server's own.

    with Client("http://127.0.0.1:8080", token) as ledger:
        posted = ledger.transfer(alice, bob, "10.50", description="lunch")
        for entry in ledger.entries(alice):
            print(entry.created_at, entry.amount, entry.balance_after)

Amounts are strings. Each write carries an idempotency key, made when none is given, and is
sent again under it when the answer is lost or says "later" (409 in progress, 429, 503).
"""

from webapp.client.calls import Client
from webapp.client.problems import LedgerError, UnknownOutcomeError

__all__ = ["Client", "LedgerError", "UnknownOutcomeError"]
