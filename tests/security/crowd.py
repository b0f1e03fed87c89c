"""A customer who asks for every name first, and those whose money is at stake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg

from tests.security.acting import as_actor

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.ledger_calls import Row


class Crowd(NamedTuple):
    """Mallory, a customer who is first; Vera, whose 100 pounds are paid out; a service."""

    web: psycopg.Connection[Any]
    mallory: int
    service: int
    vera: UUID

    def opens(self, code: str, *, role: str = "customer", more: str = "") -> Row:
        """Open an account as Mallory, or as the service."""
        actor = self.mallory if role == "customer" else self.service
        arguments = f"p_currency => 'GBP', p_code => '{code}'{more}"
        return as_actor(self.web, actor, role, "open_account", arguments)[0]

    def refusal(self, code: str, *, role: str = "customer", more: str = "") -> str | None:
        """Try to open an account and return the SQLSTATE of the refusal, or None."""
        try:
            self.opens(code, role=role, more=more)
        except psycopg.Error as error:
            return error.sqlstate
        return None
