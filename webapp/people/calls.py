"""Keeping sealed personal data."""

from webapp.calling import stored
from webapp.keys.sealing import Sealed
from webapp.people.rows import SealedPerson
from webapp.shapes.actor import Actor


@stored()
def store_person(user_id: int, sealed_person: Sealed, *, actor: Actor) -> SealedPerson:
    """Keep a user's sealed data in place of what was kept before."""


@stored()
def read_person(user_id: int, *, actor: Actor) -> SealedPerson:
    """Return a user's sealed data."""


@stored()
def find_person(email_index: bytes, *, actor: Actor) -> list[SealedPerson]:
    """Return the users whose e-mail address has this index."""


@stored()
def shred_person(user_id: int, *, actor: Actor) -> SealedPerson:
    """Delete the key of a user's data."""
