"""Tell where everything is, in lines that can be pasted into another shell."""

import shlex
import sys
import uuid
from datetime import timedelta
from pathlib import Path

import click
import psycopg

from webapp.cli.database import DBA_LOGIN
from webapp.cli.sample import PAYEE, PAYER, PAYER_LOGIN
from webapp.config import DATABASE, Config
from webapp.identity.auth import issue_token

_LIFETIME = timedelta(hours=12)
_CALL = (
    "SELECT * FROM ledger.post_transfer(p_from_account_id => ledger.account_id('sample:alice'), "
    "p_to_account_id => ledger.account_id('sample:bob'), p_amount => 1.25)"
)
_TRAIL = "SELECT * FROM ledger.list_audit_logs(ledger.account_id('sample:alice'), p_limit => 2)"


def show_guide(config: Config, *, url: str | None = None) -> None:
    """Print the addresses, a psql line, and with the sample a token and two ways to move money."""
    url = url or config.server_url
    zerosum = _command(config)
    click.echo(f"\nZerosum serves {url}")
    click.echo(f"  API pages     {url}/docs")
    click.echo(f"  API document  {url}/openapi.json")
    if config.embedded:
        # Usually in the home; elsewhere when the server's account cannot reach that.
        click.echo(f"  data and log  {config.postgres().log.parent}")
    click.echo(f"  psql          {zerosum} psql")
    click.echo(f"  state         {zerosum} status")
    if config.embedded:
        _show_sample(config, url, zerosum)
    click.echo("\nCtrl-C stops it; zerosum stop does so from elsewhere.")
    sys.stdout.flush()


def _show_sample(config: Config, url: str, zerosum: str) -> None:
    with psycopg.connect(config.postgres().url(DATABASE, DBA_LOGIN), autocommit=True) as connection:
        row = connection.execute(
            "SELECT u.user_id, u.role, payer.account_id, payee.account_id FROM ledger.users AS u "
            "JOIN ledger.accounts AS payer ON payer.code = %s "
            "JOIN ledger.accounts AS payee ON payee.code = %s WHERE u.username = %s",
            (PAYER, PAYEE, PAYER_LOGIN),
        ).fetchone()
    if row is None:
        return
    user_id, role, payer, payee = row
    token = issue_token(config, user_id, role, _LIFETIME)
    body = f'{{"from_account_id": "{payer}", "to_account_id": "{payee}", "amount": "1.25"}}'
    click.echo(f"\nA token of the sample customer {PAYER_LOGIN}, good for 12 hours:\n{token}")
    click.echo(
        "\nMove money over HTTP (sent again as it is, it answers the same and moves nothing):"
    )
    click.echo(
        f"curl -sS {url}/v1/transfers -H 'Authorization: Bearer {token}' "
        f"-H 'Content-Type: application/json' -H 'Idempotency-Key: {uuid.uuid4()}' -d '{body}'"
    )
    click.echo("\nMove money in psql, and read the trail it leaves:")
    click.echo(f'{zerosum} psql -- -x -c "{_CALL}"')
    click.echo(f'{zerosum} psql -- -x -c "{_TRAIL}"')


def _command(config: Config) -> str:
    """Return a zerosum command that finds this home from any directory."""
    script = Path(sys.executable).with_name("zerosum")
    variables = [f"ZEROSUM_HOME={shlex.quote(str(config.home))}"] if config.embedded else []
    if config.embedded and config.database.pg_bin is not None:
        variables.append(f"ZEROSUM_PG_BIN={shlex.quote(str(config.database.pg_bin))}")
    return " ".join([*variables, shlex.quote(str(script))])
