"""Bearer token or API key → actor: the one place where a request becomes somebody's."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, cast

from flask import Flask, current_app, g, request
from flask_jwt_extended import JWTManager, get_jwt, verify_jwt_in_request
from flask_jwt_extended.exceptions import JWTExtendedException
from jwt.exceptions import ExpiredSignatureError, PyJWTError

from webapp.config import Config
from webapp.db import database
from webapp.identity.identities import KEY_PREFIX, Identities, Identity, UnknownIdentityError
from webapp.identity.origin import stranger_of
from webapp.identity.tokens import Claims, sign, verify
from webapp.keys.signing import KeyFile, KeyRing, Keys, own_keys, provider_keys, secret_key, signer
from webapp.problems.headers import sent_in
from webapp.problems.refusals import Refusal
from webapp.shapes.actor import Actor

_SCHEME = "Bearer "


def issue_token(
    config: Config,
    user_id: int,
    role: str,
    lifetime: timedelta,
    *,
    session_id: str | None = None,
) -> str:
    """Sign an access token for a user. Raises ValueError for a role that does not exist.

    The role is a label: what the user may do is what the database says it is.
    """
    keys_file = config.access.keys_file
    keys = own_keys(keys_file) if keys_file else secret_key(config.jwt_secret)
    return sign(signer(keys), user_id=user_id, role=role, lifetime=lifetime, session_id=session_id)


class _Manager(JWTManager):
    """Flask-JWT-Extended, reading tokens with our keys and our strictness."""

    def __init__(self, app: Flask, ring: KeyRing) -> None:
        super().__init__(app)
        self._ring = ring

    def _decode_jwt_from_config(
        self,
        encoded_token: str,
        csrf_value: object = None,  # noqa: ARG002 - the extension's signature
        allow_expired: bool = False,  # noqa: ARG002, FBT001, FBT002 - as above
    ) -> dict[str, Any]:
        claims = verify(encoded_token, self._ring)
        return {"sub": claims.subject, "jti": claims.token_id, "type": "access", "claims": claims}


def init_app(app: Flask, config: Config) -> None:
    """Read the keys, and remember nobody yet."""
    app.config.update(JWT_SECRET_KEY=config.jwt_secret, JWT_TOKEN_LOCATION=["headers"])
    ring = _ring(config)
    _Manager(app, ring)
    app.extensions["key_ring"] = ring
    app.extensions["identities"] = Identities(ring.times_read)


def authenticate() -> Actor:
    """Return the actor that the request's bearer token or API key stands for.

    Raises Refusal WEB202 for an expired token and WEB201 for every other fault, which is
    not described: whoever forges a token learns nothing from the answer. An error of the
    database reaches the caller: nobody is let in unchecked.
    """
    return _authenticated(request.environ, _read_token)


def authenticate_environ(environ: Mapping[str, Any]) -> Actor:
    """Return the actor of the request that an environment describes, as `authenticate` does."""
    ring = current_app.extensions["key_ring"]
    return _authenticated(environ, lambda secret: verify(secret, ring))


def _authenticated(environ: Mapping[str, Any], read: Callable[[str], Claims]) -> Actor:
    origin = stranger_of(environ)
    identities = cast("Identities", current_app.extensions["identities"])
    try:
        secret = _secret_in(environ)
        g.identity = found = identities.of(secret, lambda: read(secret), database(), origin)
    except ExpiredSignatureError:
        raise Refusal("WEB202") from None
    except (JWTExtendedException, PyJWTError, UnknownIdentityError):
        raise Refusal("WEB201") from None
    return Actor(
        user_id=found.user_id,
        role=found.role,
        ip_address=origin.ip_address,
        user_agent=origin.user_agent,
        request_id=origin.request_id,
        scopes=found.scopes,
        key_id=found.key_id,
    )


def identity() -> Identity:
    """Return what the request that is being answered proved itself with."""
    return cast("Identity", g.identity)


def forget() -> None:
    """Ask the database about this request's token the next time it comes."""
    cast("Identities", current_app.extensions["identities"]).forget(_secret_in(request.environ))


def _secret_in(environ: Mapping[str, Any]) -> str:
    """Return the token or key: of one header, and of no other place."""
    bearer, key = sent_in(environ, "Authorization"), sent_in(environ, "X-API-Key")
    if bearer is not None and key is None and bearer[: len(_SCHEME)].title() == _SCHEME:
        return bearer[len(_SCHEME) :].strip()
    if key is not None and bearer is None and key.startswith(KEY_PREFIX):
        return key
    raise UnknownIdentityError


def _read_token(secret: str) -> Claims:
    # A scheme is the same in small letters; the extension knows one spelling.
    request.environ["HTTP_AUTHORIZATION"] = _SCHEME + secret
    verify_jwt_in_request()
    return cast("Claims", get_jwt()["claims"])


def _ring(config: Config) -> KeyRing:
    keys_file, provider = config.access.keys_file, config.access.provider
    own: Keys | KeyFile = secret_key(config.jwt_secret)
    if keys_file:
        own = KeyFile(keys_file, lambda: own_keys(keys_file))
    if provider is None:
        return KeyRing(own, None)

    def read() -> Keys:
        return provider_keys(provider.jwks_file, issuer=provider.issuer, audience=provider.audience)

    return KeyRing(own, KeyFile(provider.jwks_file, read))
