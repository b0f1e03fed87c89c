"""A real `zerosum serve` on the test's database, and a certificate for this machine."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from contextlib import ExitStack
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.operations.serving import Served, serving
from tests.support import holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

SECRET = "a secret of the tests, 32 bytes or more"


@pytest.fixture
def serve(database: Database) -> Iterator[Callable[..., Served]]:
    """Return what starts a server with more settings; each is stopped at the end."""
    with ExitStack() as stack:

        def start(**settings: str) -> Served:
            environment = {
                "ZEROSUM_DATABASE_URL": database.url,
                "ZEROSUM_WEB_DATABASE_URL": database.url_as("ledger_web"),
                "ZEROSUM_JWT_SECRET": SECRET,
                "ZEROSUM_DATABASE_SECONDS": "10",  # a database that is slow is not away
                **settings,
            }
            return stack.enter_context(serving(environment))

        yield start


@pytest.fixture
def work(database: Database) -> Callable[..., int]:
    """Return what runs `zerosum work` on the test's database to its end and returns its code."""

    def run(*arguments: str) -> int:
        return subprocess.run(
            [sys.executable, "-m", "webapp.cli", "work", *arguments],
            env={**os.environ, "ZEROSUM_DATABASE_URL": database.url_as("ledger_dba")},
            check=False,
            timeout=300,
        ).returncode

    return run


@pytest.fixture
def expired_hold(ledger: LedgerCalls) -> Row:
    """Return a hold whose time is over, which nobody has closed."""
    account = ledger.account("someone")
    ledger.call("deposit", account_id=account.account_id, amount="10.00")
    hold_id = holds.expired_hold(ledger.connection, account.account_id, 4)
    return ledger.call("get_hold", hold_id=hold_id)


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """Return a certificate for 127.0.0.1, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "zerosum test")])
    now = dt.datetime.now(dt.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    certificate, private = tmp_path / "server.crt", tmp_path / "server.key"
    certificate.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, private
