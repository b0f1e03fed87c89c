"""zerosum token: a bearer token for a user, on standard output and nothing else."""

import re
from datetime import timedelta

import click

from webapp.cli.calls import dba_connection
from webapp.config import Config
from webapp.failures import ZerosumError
from webapp.identity.auth import issue_token

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LIFETIME = re.compile(r"([1-9][0-9]{0,5})([smhd])")
_LONGEST = timedelta(days=366)


class Lifetime(click.ParamType[timedelta]):
    """A length of time written as a number and a unit, such as 15m or 8h."""

    name = "lifetime"

    def convert(
        self, value: str | timedelta, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Return the length of time; fail on anything that is not one, or longer than a year."""
        if isinstance(value, timedelta):
            return value
        match = _LIFETIME.fullmatch(value)
        lifetime = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None
        if lifetime is None or lifetime > _LONGEST:
            self.fail(f"{value} is no length of time up to a year, such as 15m or 8h", param, ctx)
        return lifetime


@click.command("token")
@click.argument("name")
@click.option("--lifetime", type=Lifetime(), default="15m", show_default=True, metavar="15m|8h|…")
def token_command(name: str, *, lifetime: timedelta) -> None:
    """Print a bearer token for the user called NAME."""
    config = Config.from_environment()
    with dba_connection() as connection:
        found = connection.execute(
            "SELECT user_id, role, status FROM ledger.find_user(p_username => %s)", (name,)
        ).fetchone()
    if found is None:
        raise ZerosumError(f"there is no user {name}")
    user_id, role, status = found
    if status != "ACTIVE":
        raise ZerosumError(f"user {name} is {status}")
    click.echo(issue_token(config, user_id, role, lifetime))
