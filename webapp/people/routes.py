"""Personal data of users: sealed here, kept sealed, forgotten by deleting a key."""

from typing import cast

from flask import Flask, Response, current_app

from webapp.config import Config
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.serialize import reply
from webapp.keys.sealing import Keyring, Sealed
from webapp.people import calls as ledger
from webapp.people.bodies import EmailBody, PersonBody
from webapp.people.rows import ForgottenPerson, FoundPeople, Person, SealedPerson
from webapp.problems.refusals import Refusal
from webapp.shapes.actor import Actor

routes = Routes("people")

_RULE = "/v1/users/<int:user_id>/person"


@routes.route(
    "PUT", _RULE, body=PersonBody, result=Person, calls=(ledger.store_person,), problems=("WEB907",)
)
def store(*, actor: Actor, user_id: int, body: PersonBody) -> Response:
    """Keep a user's personal data.

    In place of what was kept before. Sealed with AES-256-GCM before it reaches the database.
    For the user itself, and for who manages users.
    """
    ring = _keyring()
    sealed = ring.seal(user_id, body.model_dump(exclude_none=True))
    row = ledger.store_person(database(), user_id, sealed, actor=actor)
    return reply(_opened(ring, row))


@routes.route(
    "GET",
    _RULE,
    result=Person,
    is_of_primary=True,
    calls=(ledger.read_person,),
    problems=("WEB907",),
)
def show(*, actor: Actor, user_id: int) -> Response:
    """Show a user's personal data.

    For the user itself, and for who manages users, whose reading is noted.
    """
    return reply(_opened(_keyring(), ledger.read_person(database(), user_id, actor=actor)))


@routes.route("DELETE", _RULE, result=ForgottenPerson, calls=(ledger.shred_person,))
def forget(*, actor: Actor, user_id: int) -> Response:
    """Forget a user's personal data.

    By deleting the key that opens it. Accounts, transactions and audit trail stay as they are:
    they know the user by its number. For who manages users.
    """
    row = ledger.shred_person(database(), user_id, actor=actor)
    return reply(ForgottenPerson(row.user_id, row.shredded_at or row.updated_at))


@routes.route(
    "POST",
    "/v1/people/search",
    body=EmailBody,
    result=FoundPeople,
    calls=(ledger.find_person,),
    problems=("WEB907",),
)
def search(*, actor: Actor, body: EmailBody) -> Response:
    """Find users by e-mail address.

    Upper and lower case don't count. For who manages users.
    """
    index = _keyring().email_index(body.email)
    rows = ledger.find_person(database(), index, actor=actor)
    return reply(FoundPeople([row.user_id for row in rows]))


def init_app(app: Flask, config: Config) -> None:
    """Hold the keyring, where there is one."""
    app.extensions["keyring"] = config.keyring()


def _keyring() -> Keyring:
    ring = cast("Keyring | None", current_app.extensions["keyring"])
    if ring is None:
        raise Refusal("WEB907")
    return ring


def _opened(ring: Keyring, row: SealedPerson) -> Person:
    stored = Sealed(
        str(row.key_id), bytes.fromhex(row.wrapped_key or ""), bytes.fromhex(row.sealed or ""), None
    )
    fields = ring.open(row.user_id, stored)
    told = {name: fields.get(name) for name in PersonBody.model_fields}
    return Person(user_id=row.user_id, updated_at=row.updated_at, **told)
