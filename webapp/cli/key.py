"""zerosum key: API keys for programs, and the keys that sign tokens."""

import json
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from webapp.cli.calls import dba_connection, user_id_of
from webapp.cli.token import Lifetime
from webapp.failures import ZerosumError
from webapp.keys.signing import KeyFileError, own_keys


@click.group("key")
def key_group() -> None:
    """Manage API keys of programs, and the keys that sign tokens."""


@key_group.command("add")
@click.argument("user")
@click.option("--name", required=True, help="What the key is for.")
@click.option("--scope", "scopes", multiple=True, help="A permission to narrow it to; repeatable.")
@click.option("--lifetime", type=Lifetime(), default="90d", show_default=True, metavar="90d|8h|…")
def add_key(user: str, *, name: str, scopes: tuple[str, ...], lifetime: timedelta) -> None:
    """Print a new API key for the user called USER; it is shown this once."""
    with dba_connection() as connection:
        made = connection.execute(
            "SELECT secret FROM ledger.create_api_key(p_user_id => %s, p_name => %s, "
            "p_scopes => %s, p_expires_at => %s)",
            (
                user_id_of(connection, user),
                name,
                list(scopes) or None,
                datetime.now(UTC) + lifetime,
            ),
        ).fetchone()
    if made is not None:
        click.echo(made[0])


@key_group.command("list")
@click.argument("user", required=False)
def list_keys(user: str | None) -> None:
    """List API keys, of the user called USER or of all."""
    with dba_connection() as connection:
        rows = connection.execute(
            "SELECT api_key_id, user_id, prefix, name, scopes, expires_at, last_used_at, "
            "revoked_at FROM ledger.list_api_keys(p_user_id => %s)",
            (user_id_of(connection, user) if user else None,),
        ).fetchall()
    for key_id, user_id, prefix, name, scopes, expires, used, revoked in rows:
        state = "revoked" if revoked else f"until {expires:%Y-%m-%d}"
        last = f"used {used:%Y-%m-%d %H:%M}" if used else "never used"
        what = ",".join(scopes) if scopes else "all"
        click.echo(f"{key_id}  user {user_id}  {prefix}…  {name}  [{what}]  {state}, {last}")


@key_group.command("revoke")
@click.argument("key_id", type=click.UUID)
def revoke_key(key_id: str) -> None:
    """Void the API key with this id."""
    with dba_connection() as connection:
        connection.execute("SELECT ledger.revoke_api_key(p_api_key_id => %s)", (key_id,))
    click.echo("revoked")


@key_group.command("rotate")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--keep", type=click.IntRange(0, 20), default=1, show_default=True)
def rotate(file: Path, *, keep: int) -> None:
    """Put a new key that signs tokens first in FILE; the KEEP newest before it go on verifying.

    Servers whose ZEROSUM_JWT_KEYS_FILE this is take it up by themselves. Rotate again, with
    --keep 0, once the tokens that the old key signed have expired, and it is gone.
    """
    old = json.loads(file.read_bytes())["keys"] if file.exists() else []
    text = json.dumps({"keys": [_new_key(), *old[:keep]]}, indent=2)
    new = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(text + "\n")
        keys = own_keys(new)
        new.replace(file)
    except (OSError, KeyFileError) as error:
        new.unlink(missing_ok=True)
        raise ZerosumError(f"cannot rotate {file}: {error}") from error
    click.echo(f"{next(iter(keys))} signs; {len(keys) - 1} more verify")


def _new_key() -> dict[str, str]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from jwt.algorithms import OKPAlgorithm

    jwk = OKPAlgorithm.to_jwk(Ed25519PrivateKey.generate(), as_dict=True)
    kid = f"{datetime.now(UTC):%Y-%m-%d}-{secrets.token_hex(4)}"
    return {"kid": kid, "alg": "EdDSA", "use": "sig", "kty": "OKP"} | {
        name: str(jwk[name]) for name in ("crv", "x", "d")
    }
