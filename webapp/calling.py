"""How a call of a stored function is written."""

from dataclasses import fields
from typing import Any

from webapp.access.actor import Actor

# Before a call that changes an account: on only while it is as the caller has read it, checked
# under the lock of the change, for both are one statement. The call takes guarded_id.
GUARDED = """ledger.require_revision(
    p_account_id => %(account_id)s, p_revisions => %(revisions)s, p_actor => %(actor)s
) AS guard (guarded_id) CROSS JOIN LATERAL """


# After a call that makes a row: one written before this statement began is the first answer again.
REPLAYED = """ AS made CROSS JOIN LATERAL (
    VALUES (made.created_at < statement_timestamp())
) AS told (is_replay)"""


def select(row: type[Any], call: str) -> str:
    """Name the row's columns, so that one added to a view later disturbs nothing."""
    columns = ", ".join(column.name for column in fields(row))
    return f"SELECT {columns} FROM {call}"  # noqa: S608 - both are constants of the modules beside this one


def row_of(actor: Actor | None) -> str | None:
    """Write the actor; NULL means the database session itself."""
    return actor.as_row() if actor else None
