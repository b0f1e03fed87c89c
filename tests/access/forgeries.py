"""Tokens, good ones and forged ones, by what is wrong with them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.access.keys import jwk, private_key

ISSUER, AUDIENCE = "https://idp.example", "zerosum-api"
ALGORITHMS = ("RS256", "ES256", "EdDSA")


def claims(user_id: int, **changes: object) -> dict[str, Any]:
    """Return the claims of a good token of ours with changes; None takes one away."""
    now = int(time.time())
    good = {
        "sub": str(user_id),
        "role": "customer",
        "type": "access",
        "aud": "zerosum",
        "iss": "zerosum",
        "iat": now,
        "nbf": now,
        "exp": now + 60,
        "jti": "j-1",
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def outside_claims(**changes: object) -> dict[str, Any]:
    """Return those of a good token of the provider."""
    mine = {"sub": "idp|alice", "iss": ISSUER, "aud": AUDIENCE, "role": None, "type": None}
    return claims(0, **(mine | changes))


def signed(body: dict[str, Any], algorithm: str = "EdDSA", kid: str = "own") -> str:
    """Sign with the key of that name."""
    key = private_key(algorithm, 1 if kid == "own" else 2)
    return jwt.encode(body, key, algorithm, headers={"kid": f"{kid}-{algorithm}"})


def raw(body: object, number: int = 1, head: dict[str, object] | None = None) -> str:
    """Sign anything with an EdDSA key: the library would refuse to."""
    header = {"alg": "EdDSA", "kid": "own-EdDSA" if number == 1 else "idp-EdDSA"} | (head or {})
    content = f"{b64(header)}.{b64(body)}"
    return f"{content}.{b64(private_key('EdDSA', number).sign(content.encode()))}"


def b64(document: object) -> str:
    """Encode a segment."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def forged(user_id: int) -> dict[str, str]:
    """Return tokens that must not be taken, by what is wrong with them."""
    good, now = claims(user_id), int(time.time())
    token = signed(good)
    head, body, signature = token.split(".")
    public = (
        private_key("RS256")
        .public_key()
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    tokens = {
        f"alg {alg}": f"{b64({'alg': alg, 'kid': 'own-EdDSA'})}.{body}."
        for alg in ("none", "None", "nOnE", "")
    }
    for alg in ("HS256", "RS256", "ES256"):
        tokens[f"{alg} claimed of another key"] = (
            f"{b64({'alg': alg, 'kid': 'own-EdDSA'})}.{body}.{signature}"
        )
    confused = f"{b64({'alg': 'HS256', 'kid': 'own-RS256', 'typ': 'JWT'})}.{body}"
    mac = hmac.new(public, confused.encode(), hashlib.sha256).digest()
    tokens["HS256 with the public key"] = f"{confused}.{b64(mac)}"
    es = f"{b64({'alg': 'ES256', 'kid': 'own-ES256'})}.{body}"
    tokens |= {
        "psychic signature": f"{es}.{b64(bytes(64))}",
        "signature of ones": f"{es}.{b64(bytes([255]) * 64)}",
        "no signature": f"{head}.{body}.",
        "two segments": f"{head}.{body}",
        "four segments": f"{token}.x",
        "truncated": token[:-2],
        "padded": f"{token}==",
        "other body": f"{head}.{b64(good | {'role': 'administrator'})}.{signature}",
        "another's key": jwt.encode(
            good, private_key("EdDSA", 3), "EdDSA", headers={"kid": "own-EdDSA"}
        ),
        "signed by the provider for us": signed(good, kid="idp"),
        "ours for the provider": signed(outside_claims()),
        "claims twice": _signed_text(f'{{"sub": "0", {json.dumps(good)[1:]}'),
        "header twice": _headed(b'{"alg": "none", "alg": "EdDSA", "kid": "own-EdDSA"}', good),
        "not an object": _signed_text('["sub"]'),
        "NaN": _signed_text(json.dumps(good)[:-1] + ', "x": NaN}'),
        "deep": _signed_text('{"a":' * 4000 + "1" + "}" * 4000),
        "not UTF-8": raw(b"\xff\xfe"),
        "1 MB": signed(good | {"pad": "x" * 2**20}),
        "9 kB": signed(good | {"pad": "x" * 9000}),
        "exp far away": signed(good | {"exp": now + 400 * 86400}),
        "exp before iat": signed(good | {"iat": now + 3, "nbf": now, "exp": now + 2}),
        "not a token": "zs",
        "emoji": "\u00e9.\u00e9.\u00e9",
    }
    for kid in (
        "",
        "own",
        "../../etc/passwd",
        "/dev/null",
        "' OR '1'='1",
        "x" * 5000,
        7,
        None,
        ["a"],
    ):
        header = {"alg": "EdDSA", "kid": kid}
        tokens[f"kid {str(kid)[:20]}"] = f"{b64(header)}.{body}.{signature}"
    for name, value in (
        ("jku", "https://evil.example/keys"),
        ("x5u", "https://evil.example"),
        ("crit", ["b64"]),
        ("b64", False),
        ("jwk", jwk("own-EdDSA", "EdDSA", 3, private=False)),
        ("x5c", ["x"]),
        ("typ", "refresh+jwt"),
        ("typ", 1),
        ("zip", "DEF"),
    ):
        tokens[f"{name} {value!s:.12}"] = raw(good, head={name: value})
    wrong: dict[str, tuple[Any, ...]] = {
        "aud": (None, "", "zerosum2", "zero", ["zerosum"], ["other"], {}, 1),
        "iss": (None, "", "zerosum/", "Zerosum", ["zerosum"], ISSUER),
        "exp": (None, str(now + 60), now + 60.5, 2**63, 1e300, True, [now], -1),
        "nbf": (None, str(now), now + 3600, 0.5, {}),
        "iat": (None, str(now), now + 3600, False),
        "jti": (None, "", 7, "x" * 500, "a b", ["x"]),
        "sub": (None, "", "alice", "-1", " 1", "1\n", "\uff11", "9" * 20, 1, ["1"], "1 OR 1=1"),
        "role": (None, "root", "house", "database", 1, ["operator"], "Customer"),
        "type": (None, "refresh", "id", 1),
        "sid": ("x", 7, "' OR 1=1"),
        "iat_ms": ("1", 1000, -1, 0.5),
    }
    for name, values in wrong.items():
        for value in values:
            altered = {key: old for key, old in good.items() if key != name}
            if value is not None:
                altered[name] = value
            tokens[f"{name} {value!r:.20}"] = raw(altered)
    for change in (
        {"sub": "idp|nobody"},
        {"iss": "https://idp.example/"},
        {"aud": "other"},
        {"aud": ["other"]},
        {"jti": None},
        {"nbf": None},
        {"iat": None},
        {"exp": None},
        {"exp": now + 2 * 86400},
        {"sub": str(user_id)},
        {"sub": None},
    ):
        tokens[f"outside {change}"] = raw(outside_claims(**change), 2)
    return tokens


def _signed_text(text: str) -> str:
    return raw(text.encode())


def _headed(header: bytes, body: object) -> str:
    content = f"{b64(header)}.{b64(body)}"
    return f"{content}.{b64(private_key('EdDSA').sign(content.encode()))}"
