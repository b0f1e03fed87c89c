"""zerosum signing-key: the keys that sign tokens."""

import json
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

import click

from webapp.failures import ZerosumError
from webapp.keys.signing import KeyFileError, own_keys


@click.group("signing-key")
def signing_key_group() -> None:
    """Manage the keys that sign tokens."""


@signing_key_group.command("rotate")
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
