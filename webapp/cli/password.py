"""Ask whoever runs a command for a new password."""

import sys

import click

from webapp.access.passwords import LONGEST, SHORTEST
from webapp.failures import ZerosumError


def asked_password(*, from_stdin: bool) -> str:
    """Return it, read from one line of standard input or typed twice. Raises ZerosumError."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = str(
            click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        )
    if not SHORTEST <= len(password) <= LONGEST:
        raise ZerosumError(f"a password has {SHORTEST} to {LONGEST} characters")
    return password
