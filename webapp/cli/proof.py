"""zerosum proof: signed heads of the seals, proofs, and checks against a head kept outside."""

import json
import sys
from pathlib import Path
from uuid import UUID

import click
from psycopg.rows import dict_row

from webapp.cli.calls import dba_connection
from webapp.failures import ZerosumError
from webapp.seals import verifier
from webapp.seals.places import Head, read_heads
from webapp.seals.signing import SealKeyError, new_key

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("proof")
def proof_group() -> None:
    """Prove to an outsider what is in the ledger, and check it against what was kept outside."""


@proof_group.command("new-key")
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def new_key_command(name: str, file: Path) -> None:
    """Put a new key that signs heads first in FILE, which ZEROSUM_SEAL_KEY_FILE names.

    NAME says whose it is, such as the host name of the bank. Prints the public key, with which
    others verify: give it to them by a way of your own.
    """
    import os

    old = file.read_text(encoding="utf-8") if file.exists() else ""
    new = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        key = new_key(name)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(key.line + old)
        new.replace(file)
    except (OSError, SealKeyError) as error:
        new.unlink(missing_ok=True)
        raise ZerosumError(f"cannot make a key in {file}: {error}") from error
    click.echo(key.verifier_key)


@proof_group.command("keys")
def keys() -> None:
    """Print the public keys of all that ever signed heads here."""
    with dba_connection() as connection:
        for (line,) in connection.execute(
            "SELECT k.verifier_key FROM ledger.list_seal_keys() AS k"
        ):
            click.echo(line)


@proof_group.command("head")
@click.option("--all", "is_all", is_flag=True, help="All heads, the oldest first.")
def head(*, is_all: bool) -> None:
    """Print the newest signed head; keep it where nobody of the ledger can change it."""
    with dba_connection() as connection:
        rows = connection.execute(
            "SELECT h.note FROM ledger.seal_heads AS h ORDER BY h.tree_size DESC, h.key_id"
            " LIMIT %s",
            (None if is_all else 1,),
        ).fetchall()
    if not rows:
        raise ZerosumError("no head was signed yet: the worker does with ZEROSUM_SEAL_KEY")
    click.echo("\n".join(note for (note,) in reversed(rows)), nl=False)


@proof_group.command("inclusion")
@click.argument("event")
@click.option("--size", type=click.IntRange(1), help="In the tree of so many events.")
def inclusion(event: str, *, size: int | None) -> None:
    """Prove that EVENT, the id of a transaction or a position in the feed, is sealed; as JSON."""
    position = int(event) if event.isascii() and event.isdigit() else None
    try:
        transaction_id = UUID(event) if position is None else None
    except ValueError:
        raise ZerosumError(f"{event} is neither a position nor an id") from None
    _print(
        "SELECT p.* FROM ledger.prove_inclusion(%s, %s, %s) AS p", (transaction_id, position, size)
    )


@proof_group.command("consistency")
@click.argument("from_size", type=click.IntRange(1))
@click.argument("size", type=click.IntRange(1), required=False)
def consistency(from_size: int, size: int | None) -> None:
    """Prove that the tree of SIZE events goes on from that of FROM_SIZE; as JSON."""
    _print("SELECT p.* FROM ledger.prove_consistency(%s, %s) AS p", (from_size, size))


@proof_group.command("check")
@click.option("--head", "file", type=_FILE, help="File of heads that were kept outside.")
@click.option("--key", "key_file", type=_FILE, help="File of public keys, to verify the heads.")
def check(*, file: Path | None, key_file: Path | None) -> None:
    """Make every leaf again from the rows and compare; exit 1 and name what differs first.

    Give the heads that were kept outside of the ledger: without them, who rewrites rows and seals
    alike is not found. Of several heads all are compared, so that the first one that does not
    agree tells between which positions to look.
    """
    heads = sorted(_heads(file, key_file), key=lambda kept: kept.tree_size)
    last: Head | None = None
    found, agreed = 0, 0
    with dba_connection() as connection:
        for last in heads:
            broken = connection.execute(
                "SELECT c.detail FROM ledger.check_seals(%s, %s, 0, 0) AS c WHERE NOT c.ok",
                (last.tree_size, last.root_hash),
            ).fetchone()
            if broken:
                break
            agreed = last.tree_size
        rows = connection.execute(
            "SELECT c.name, c.ok, c.detail FROM ledger.check_seals(%s, %s) AS c",
            (last and last.tree_size, last and last.root_hash),
        ).fetchall()
    for name, is_ok, detail in rows:
        if not is_ok and name == "head_is_of_this_tree":
            detail["after_position"] = agreed
        click.echo(f"ok       {name}" if is_ok else f"differs  {name}  {json.dumps(detail)}")
        found += not is_ok
    if found:
        sys.exit(1)


def _heads(file: Path | None, key_file: Path | None) -> list[Head]:
    if file is None:
        return []
    heads = read_heads(file.read_text(encoding="utf-8"))
    if not heads:
        raise ZerosumError(f"{file} holds no signed head")
    if key_file is not None:
        try:
            known = verifier.read_keys(key_file.read_text(encoding="utf-8"))
            for kept in heads:
                verifier.read_head(kept.note, known)
        except (verifier.NotProvedError, ValueError) as error:
            raise ZerosumError(f"{file}: {error}") from error
    return heads


def _print(query: str, values: tuple[object, ...]) -> None:
    with dba_connection() as connection:
        row = connection.cursor(row_factory=dict_row).execute(query.encode(), values).fetchone()
    click.echo(json.dumps(row, indent=2))
