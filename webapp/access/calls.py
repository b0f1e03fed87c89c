"""Who somebody is: logins, sessions, tokens, API keys, users."""

from webapp.access.actor import Actor, Stranger
from webapp.access.bodies import ApiKeyBody
from webapp.access.rows import (
    AccessChanges,
    ApiKey,
    ApiKeySecret,
    Holder,
    LoginAttempt,
    SessionGrant,
    User,
)
from webapp.access.tokens import Claims
from webapp.calling import row_of, select
from webapp.db import Database

_BEGIN_LOGIN = select(
    LoginAttempt, "ledger.begin_login(p_username => %(username)s, p_actor => %(actor)s)"
)


def begin_login(database: Database, username: str, *, origin: Stranger) -> LoginAttempt:
    """Count an attempt, and return what the password must be compared with."""
    parameters = {"username": username, "actor": origin.as_row()}
    return database.fetch_one(LoginAttempt, _BEGIN_LOGIN, parameters)


_FINISH_LOGIN = select(
    SessionGrant,
    """ledger.finish_login(
    p_username => %(username)s,
    p_is_verified => %(is_verified)s,
    p_password_hash => %(password_hash)s,
    p_actor => %(actor)s
)""",
)


def finish_login(
    database: Database,
    username: str,
    *,
    is_verified: bool,
    password_hash: str | None,
    origin: Stranger,
) -> SessionGrant:
    """Return a session for whoever knew the password."""
    return database.fetch_one(
        SessionGrant,
        _FINISH_LOGIN,
        {
            "username": username,
            "is_verified": "true" if is_verified else "false",
            "password_hash": password_hash,
            "actor": origin.as_row(),
        },
    )


_REFRESH_SESSION = select(
    SessionGrant,
    "ledger.refresh_session(p_token_digest => %(digest)s::bytea, p_actor => %(actor)s)",
)


def refresh_session(database: Database, digest: bytes, *, origin: Stranger) -> SessionGrant:
    """Return the next refresh token of a session."""
    parameters = {"digest": "\\x" + digest.hex(), "actor": origin.as_row()}
    return database.fetch_one(SessionGrant, _REFRESH_SESSION, parameters)


_CHECK_TOKEN = select(
    Holder,
    """ledger.check_token(
    p_user_id => %(user_id)s,
    p_token_id => %(token_id)s,
    p_issued_at => %(issued_at)s,
    p_session_id => %(session_id)s,
    p_issuer => %(issuer)s,
    p_subject => %(subject)s,
    p_actor => %(actor)s
)""",
)


def check_token(database: Database, claims: Claims, *, origin: Stranger) -> Holder | None:
    """Return who holds a token; None when it, its session or its user is no longer good."""
    found = database.fetch_all(
        Holder,
        _CHECK_TOKEN,
        {
            "user_id": claims.subject if claims.is_ours else None,
            "token_id": claims.token_id,
            "issued_at": claims.issued_at.isoformat(),
            "session_id": claims.session_id,
            "issuer": None if claims.is_ours else claims.issuer,
            "subject": None if claims.is_ours else claims.subject,
            "actor": origin.as_row(),
        },
    )
    return found[0] if found else None


_CHECK_API_KEY = select(
    Holder, "ledger.check_api_key(p_key_digest => %(digest)s::bytea, p_actor => %(actor)s)"
)


def check_api_key(database: Database, digest: bytes, *, origin: Stranger) -> Holder | None:
    """Return who holds an API key; None when it is not, or no longer, good."""
    parameters = {"digest": "\\x" + digest.hex(), "actor": origin.as_row()}
    found = database.fetch_all(Holder, _CHECK_API_KEY, parameters)
    return found[0] if found else None


_LIST_ACCESS_CHANGES = select(
    AccessChanges,
    "ledger.list_access_changes(p_since => %(since)s::pg_snapshot, p_actor => %(actor)s)",
)


def list_access_changes(
    database: Database, since: str | None, *, origin: Stranger
) -> AccessChanges:
    """Return whose proofs or rights were changed by what was committed after a mark."""
    parameters = {"since": since, "actor": origin.as_row()}
    return database.fetch_one(AccessChanges, _LIST_ACCESS_CHANGES, parameters)


_END_SESSION = select(
    User,
    """ledger.end_session(
    p_session_id => %(session_id)s,
    p_token_id => %(token_id)s,
    p_expires_at => to_timestamp(%(expires_at)s),
    p_actor => %(actor)s
)""",
)


def end_session(database: Database, claims: Claims, *, actor: Actor) -> User:
    """End a token's session, or void a token that has none."""
    return database.fetch_one(
        User,
        _END_SESSION,
        {
            "session_id": claims.session_id,
            "token_id": claims.token_id,
            "expires_at": str(claims.expires_at),
            "actor": row_of(actor),
        },
    )


_END_ALL_SESSIONS = select(User, "ledger.end_all_sessions(p_actor => %(actor)s)")


def end_all_sessions(database: Database, *, actor: Actor) -> User:
    """End every session of the acting user."""
    return database.fetch_one(User, _END_ALL_SESSIONS, {"actor": row_of(actor)})


_SET_PASSWORD_HASH = select(
    User,
    """ledger.set_password_hash(
    p_user_id => %(user_id)s, p_password_hash => %(password_hash)s, p_actor => %(actor)s
)""",
)


def set_password_hash(database: Database, password_hash: str, *, actor: Actor) -> User:
    """Set the acting user's password, and end all its sessions."""
    parameters = {
        "user_id": str(actor.user_id),
        "password_hash": password_hash,
        "actor": row_of(actor),
    }
    return database.fetch_one(User, _SET_PASSWORD_HASH, parameters)


_GET_USER = select(User, "ledger.get_user(p_actor => %(actor)s)")


def get_user(database: Database, *, actor: Actor) -> User:
    """Return the acting user."""
    return database.fetch_one(User, _GET_USER, {"actor": row_of(actor)})


_CREATE_API_KEY = select(
    ApiKeySecret,
    """ledger.create_api_key(
    p_user_id => %(user_id)s,
    p_name => %(name)s,
    p_scopes => %(scopes)s,
    p_expires_at => %(expires_at)s,
    p_actor => %(actor)s
)""",
)


def create_api_key(database: Database, body: ApiKeyBody, *, actor: Actor) -> ApiKeySecret:
    """Make an API key, and return its secret this once."""
    return database.fetch_one(
        ApiKeySecret,
        _CREATE_API_KEY,
        {
            "user_id": body.user_id,
            "name": body.name,
            "scopes": None if body.scopes is None else "{" + ",".join(body.scopes) + "}",
            "expires_at": body.expires_at.isoformat() if body.expires_at else None,
            "actor": row_of(actor),
        },
    )


_LIST_API_KEYS = select(
    ApiKey, "ledger.list_api_keys(p_user_id => %(user_id)s, p_actor => %(actor)s)"
)


def list_api_keys(database: Database, user_id: str | None, *, actor: Actor) -> list[ApiKey]:
    """Return the API keys of a user, oldest first."""
    parameters = {"user_id": user_id, "actor": row_of(actor)}
    return database.fetch_all(ApiKey, _LIST_API_KEYS, parameters)


_REVOKE_API_KEY = select(
    ApiKey, "ledger.revoke_api_key(p_api_key_id => %(api_key_id)s, p_actor => %(actor)s)"
)


def revoke_api_key(database: Database, api_key_id: str, *, actor: Actor) -> ApiKey:
    """Void an API key."""
    parameters = {"api_key_id": api_key_id, "actor": row_of(actor)}
    return database.fetch_one(ApiKey, _REVOKE_API_KEY, parameters)
