"""Who asks, and from where: the two forms of ledger.actor that a gateway writes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A user on whose behalf a request is made: the fields of ledger.actor.

    `scopes` narrow what the user may do; None does not. `key_id` is the API key's, if any.
    """

    user_id: int
    role: str
    ip_address: str | None = None
    user_agent: str | None = None
    request_id: str | None = None
    scopes: tuple[str, ...] | None = None
    key_id: str | None = None

    def as_row(self) -> str:
        """Return the text that PostgreSQL reads as a ledger.actor."""
        return _row(
            str(self.user_id),
            self.role,
            self.ip_address,
            self.user_agent,
            self.request_id,
            None if self.scopes is None else "{" + ",".join(self.scopes) + "}",
        )


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who is not known yet, or not to be known: only from where the request came."""

    ip_address: str | None
    user_agent: str | None
    request_id: str

    def as_row(self) -> str:
        """Return the text that PostgreSQL reads as a ledger.actor."""
        return _row(None, None, self.ip_address, self.user_agent, self.request_id, None)


def _row(*values: str | None) -> str:
    return "(" + ",".join(map(_quoted, values)) + ")"


def _quoted(value: str | None) -> str:
    if value is None:
        return ""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
