"""Role permissions: which role may do what."""

from flask import Response

from webapp.db import database
from webapp.http.api import Routes
from webapp.http.cursors import after_words, words_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply
from webapp.rights import calls as ledger
from webapp.rights.bodies import RightBody, RightsQuery
from webapp.rights.rows import RolePermissionList, RolePermissionPage
from webapp.shapes.actor import Actor

routes = Routes("role_permissions")


@routes.route(
    "GET",
    "/v1/role-permissions",
    query=RightsQuery,
    result=RolePermissionPage,
    calls=(ledger.list_role_permissions,),
)
def index(*, actor: Actor, query: RightsQuery) -> Response:
    """List which role may do what; for auditors and operators."""
    role, permission = after_words(query.cursor, 2)
    rows = ledger.list_role_permissions(
        database(),
        query,
        after_role=role,
        after_permission=permission,
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: words_cursor(row.role, row.permission))
    return reply(RolePermissionPage(items, cursor))


@routes.route(
    "POST",
    "/v1/role-permissions/grant",
    body=RightBody,
    result=RolePermissionList,
    calls=(ledger.grant_permission,),
)
def grant(*, actor: Actor, body: RightBody) -> Response:
    """Let a role do something, from its users' next requests on; for administrators.

    The answer is all that the role may do then. Safe to repeat.
    """
    return reply(RolePermissionList(ledger.grant_permission(database(), body, actor=actor)))


@routes.route(
    "POST",
    "/v1/role-permissions/revoke",
    body=RightBody,
    result=RolePermissionList,
    calls=(ledger.revoke_permission,),
)
def revoke(*, actor: Actor, body: RightBody) -> Response:
    """Let a role do something no longer; for administrators.

    The answer is what the role may still do. Safe to repeat.
    """
    return reply(RolePermissionList(ledger.revoke_permission(database(), body, actor=actor)))
