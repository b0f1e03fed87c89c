"""zerosum stop: end what runs in this home."""

import click

from webapp.cli.running import stop_running
from webapp.config import Config


@click.command("stop")
def stop() -> None:
    """Stop the server of this home and its embedded PostgreSQL, whoever started them."""
    config = Config.from_environment(serving=False)
    stopped = stop_running(config.home)
    stopped = config.postgres().shutdown() or stopped
    click.echo(f"stopped {config.home}" if stopped else f"nothing runs in {config.home}")
