"""zerosum healthy: does the server of this configuration answer; for a container's health check."""

import sys

import click

from webapp.cli.running import is_healthy
from webapp.config import Config
from webapp.failures import Exit


@click.command("healthy")
def healthy() -> None:
    """Ask the server on ZEROSUM_HOST and ZEROSUM_PORT; exit 0 when it is well, 10 when not."""
    url = Config.from_environment(serving=False).server_url
    if not is_healthy(url):
        click.echo(f"no healthy server on {url}", err=True)
        sys.exit(Exit.NOT_RUNNING)
