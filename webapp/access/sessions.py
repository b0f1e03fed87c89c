"""Logging in and out: tokens for people."""

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from flask import Response, current_app

from webapp.access import calls as ledger
from webapp.access.bodies import LoginBody, PasswordBody, RefreshBody
from webapp.access.passwords import check_password, hash_password
from webapp.access.rows import SessionGrant, TokenPair, User
from webapp.db import database
from webapp.gateway.limiting import RouteClass, charge_name
from webapp.http.api import Routes
from webapp.http.serialize import reply
from webapp.identity.auth import forget, identity, issue_token
from webapp.identity.origin import stranger
from webapp.problems.refusals import Refusal
from webapp.shapes.actor import Actor

if TYPE_CHECKING:
    from webapp.config import Config

routes = Routes("sessions")


@routes.route(
    "POST",
    "/v1/auth/login",
    body=LoginBody,
    result=TokenPair,
    is_public=True,
    calls=(ledger.begin_login, ledger.finish_login),
    problems=("WEB203", "WEB204"),
    operation_id="log_in",
)
def login(*, body: LoginBody) -> Response:
    """Log in with a name and a password.

    After a few failures of a name or an address a wait begins that doubles with each. An unknown
    name is answered like a wrong password.
    """
    charge_name(body.username)
    return reply(_tokens(_prove(body.username, body.password)))


@routes.route(
    "POST",
    "/v1/auth/refresh",
    body=RefreshBody,
    result=TokenPair,
    is_public=True,
    calls=(ledger.refresh_session,),
    problems=("WEB205",),
)
def refresh(*, body: RefreshBody) -> Response:
    """Change a refresh token for a new pair of tokens.

    A refresh token that comes a second time was copied: its whole session ends.
    """
    digest = hashlib.sha256(body.refresh_token.encode()).digest()
    grant = ledger.refresh_session(database(), digest, actor=stranger())
    if grant.outcome != "GRANTED":
        raise Refusal("WEB205")
    return reply(_tokens(grant))


@routes.route(
    "POST",
    "/v1/auth/logout",
    result=User,
    route_class=RouteClass.READ,
    calls=(ledger.end_session,),
    problems=("WEB206",),
    operation_id="log_out",
)
def logout(*, actor: Actor) -> Response:
    """End this session, or void this token when it belongs to none.

    It holds in every process at once but for those that have seen the token within the last
    second.
    """
    claims = identity().claims
    if claims is None:
        raise Refusal("WEB206")
    user = ledger.end_session(
        database(),
        session_id=claims.session_id,
        token_id=claims.token_id,
        expires_at=datetime.fromtimestamp(claims.expires_at, UTC),
        actor=actor,
    )
    forget()
    return reply(user)


@routes.route(
    "POST",
    "/v1/auth/logout-everywhere",
    result=User,
    route_class=RouteClass.READ,
    calls=(ledger.end_all_sessions,),
    operation_id="log_out_everywhere",
)
def logout_everywhere(*, actor: Actor) -> Response:
    """End every session of the caller and void every token.

    API keys go on until they are revoked.
    """
    user = ledger.end_all_sessions(database(), actor=actor)
    forget()
    return reply(user)


@routes.route(
    "POST",
    "/v1/auth/password",
    body=PasswordBody,
    result=TokenPair,
    route_class=RouteClass.LOGIN,
    calls=(ledger.set_password_hash, ledger.begin_login, ledger.finish_login, ledger.get_user),
    problems=("WEB203", "WEB204", "WEB206"),
    operation_id="change_password",
)
def password(*, actor: Actor, body: PasswordBody) -> Response:
    """Change the caller's password; every session ends, and a new one begins."""
    if identity().claims is None:
        raise Refusal("WEB206")
    username = ledger.get_user(database(), actor=actor).username or ""
    _prove(username, body.current_password)
    ledger.set_password_hash(
        database(), actor.user_id, hash_password(body.new_password), actor=actor
    )
    forget()
    return reply(_tokens(_prove(username, body.new_password)))


@routes.route(
    "GET",
    "/v1/auth/me",
    result=User,
    calls=(ledger.get_user,),
    operation_id="get_me",
)
def me(*, actor: Actor) -> Response:
    """Show who the caller is, and what role it has now."""
    return reply(ledger.get_user(database(), actor=actor))


def _prove(username: str, password: str) -> SessionGrant:
    """Return a session for a name and its password, else raise Refusal WEB203 or WEB204."""
    origin = stranger()
    attempt = ledger.begin_login(database(), username, actor=origin)
    if attempt.wait_seconds:
        raise Refusal("WEB204", headers={"Retry-After": str(attempt.wait_seconds)})
    is_verified, renewed = check_password(attempt.password_hash, password)
    grant = ledger.finish_login(
        database(), username, is_verified=is_verified, password_hash=renewed, actor=origin
    )
    if grant.outcome != "GRANTED":
        raise Refusal("WEB203")
    return grant


def _tokens(grant: SessionGrant) -> TokenPair:
    config = cast("Config", current_app.extensions["config"])
    lifetime = config.access.lifetime
    if not (grant.user_id and grant.role and grant.refresh_token and grant.expires_at):
        raise TypeError("a grant without its parts")
    return TokenPair(
        access_token=issue_token(
            config, grant.user_id, grant.role, lifetime, session_id=grant.session_id
        ),
        token_type="Bearer",  # noqa: S106 - the name of the scheme
        expires_in=int(lifetime.total_seconds()),
        refresh_token=grant.refresh_token,
        refresh_expires_at=grant.expires_at,
        session_id=str(grant.session_id),
    )
