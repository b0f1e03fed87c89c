"""Users: who may log in, as what, and whether now."""

from functools import partial

from flask import Response

from webapp.access import calls as access
from webapp.access.passwords import hash_password
from webapp.access.rows import User
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.paging import page_made
from webapp.http.serialize import reply
from webapp.problems.refusals import Refusal
from webapp.shapes.actor import Actor
from webapp.users import calls as ledger
from webapp.users.bodies import (
    FindUserQuery,
    RoleBody,
    UserBody,
    UserPasswordBody,
    UsersQuery,
    UserStatusBody,
)
from webapp.users.rows import UserPage

routes = Routes("users")


@routes.route(
    "POST",
    "/v1/users",
    body=UserBody,
    result=User,
    status=201,
    calls=(ledger.create_user,),
    tells=("Location",),
)
def create(*, actor: Actor, body: UserBody) -> Response:
    """Make a user; for operators.

    A name is given once (LG305). It cannot log in before it has a password. Only an administrator
    makes an administrator.
    """
    user = ledger.create_user(database(), body, actor=actor)
    return reply(user, status=201, headers={"Location": f"/v1/users/{user.user_id}"})


@routes.route("GET", "/v1/users", query=UsersQuery, result=UserPage, calls=(ledger.list_users,))
def index(*, actor: Actor, query: UsersQuery) -> Response:
    """List users in the order of their ids; for operators.

    User 0 is the house, which owns the accounts of the bank itself and of the outside world.
    """
    items, cursor = page_made(
        "user",
        query,
        partial(ledger.list_users, database(), query, actor=actor),
        lambda row: row.user_id,
        lambda row: not row.role,
    )
    return reply(UserPage(items, cursor))


@routes.route("GET", "/v1/users/find", query=FindUserQuery, result=User, calls=(ledger.find_user,))
def find(*, actor: Actor, query: FindUserQuery) -> Response:
    """Find the user of a name; for operators."""
    return reply(ledger.find_user(database(), query, actor=actor))


@routes.route("GET", "/v1/users/<int:user_id>", result=User, calls=(access.get_user,))
def show(*, actor: Actor, user_id: int) -> Response:
    """Show a user: oneself, or for operators anybody."""
    return reply(access.get_user(database(), user_id=user_id, actor=actor))


@routes.route(
    "PUT",
    "/v1/users/<int:user_id>/role",
    body=RoleBody,
    result=User,
    calls=(ledger.set_user_role,),
)
def set_role(*, actor: Actor, user_id: int, body: RoleBody) -> Response:
    """Give a user another role, from its next request on; for operators.

    An operator can neither make nor change an administrator.
    """
    return reply(ledger.set_user_role(database(), user_id, body, actor=actor))


@routes.route(
    "PUT",
    "/v1/users/<int:user_id>/status",
    body=UserStatusBody,
    result=User,
    calls=(ledger.set_user_status,),
)
def set_status(*, actor: Actor, user_id: int, body: UserStatusBody) -> Response:
    """Suspend a user, or let it act again; for operators.

    A suspended user can do nothing, whatever tokens and keys it has. Its accounts are not
    suspended.
    """
    return reply(ledger.set_user_status(database(), user_id, body, actor=actor))


@routes.route(
    "PUT",
    "/v1/users/<int:user_id>/password",
    body=UserPasswordBody,
    result=User,
    calls=(access.set_password_hash,),
    operation_id="set_user_password",
)
def set_password(*, actor: Actor, user_id: int, body: UserPasswordBody) -> Response:
    """Give a user a password, and end all its sessions; for operators.

    Not one's own: `sessions.password` changes that, and asks for the present one.
    """
    if user_id == actor.user_id:
        raise Refusal("LG206", "one's own password is changed with the present one")
    hashed = hash_password(body.new_password)
    return reply(access.set_password_hash(database(), user_id, hashed, actor=actor))
