"""Keeping sealed personal data."""

from webapp.access.auth import Actor
from webapp.calling import row_of, select
from webapp.db import Database
from webapp.people.rows import SealedPerson
from webapp.people.sealing import Sealed

_STORE = select(
    SealedPerson,
    """ledger.store_person(
    p_user_id => %(user_id)s,
    p_key_id => %(key_id)s,
    p_wrapped_key => %(wrapped_key)s,
    p_sealed => %(sealed)s,
    p_email_index => %(email_index)s,
    p_actor => %(actor)s
)""",
)


def store_person(
    database: Database, user_id: str, sealed: Sealed, *, actor: Actor | None
) -> SealedPerson:
    """Keep a user's sealed data in place of what was kept before."""
    return database.fetch_one(
        SealedPerson,
        _STORE,
        {
            "user_id": user_id,
            "key_id": sealed.key_id,
            "wrapped_key": _bytea(sealed.wrapped_key),
            "sealed": _bytea(sealed.sealed),
            "email_index": _bytea(sealed.email_index),
            "actor": row_of(actor),
        },
    )


_READ = select(SealedPerson, "ledger.read_person(p_user_id => %(user_id)s, p_actor => %(actor)s)")


def read_person(database: Database, user_id: str, *, actor: Actor | None) -> SealedPerson:
    """Return a user's sealed data."""
    return database.fetch_one(SealedPerson, _READ, {"user_id": user_id, "actor": row_of(actor)})


_FIND = select(
    SealedPerson, "ledger.find_person(p_email_index => %(email_index)s, p_actor => %(actor)s)"
)


def find_person(
    database: Database, email_index: bytes, *, actor: Actor | None
) -> list[SealedPerson]:
    """Return the users whose e-mail address has this index."""
    return database.fetch_all(
        SealedPerson, _FIND, {"email_index": _bytea(email_index), "actor": row_of(actor)}
    )


_SHRED = select(SealedPerson, "ledger.shred_person(p_user_id => %(user_id)s, p_actor => %(actor)s)")


def shred_person(database: Database, user_id: str, *, actor: Actor | None) -> SealedPerson:
    """Delete the key of a user's data."""
    return database.fetch_one(SealedPerson, _SHRED, {"user_id": user_id, "actor": row_of(actor)})


def _bytea(value: bytes | None) -> str | None:
    return None if value is None else f"\\x{value.hex()}"
