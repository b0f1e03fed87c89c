"""The ``zerosum`` command. Each subcommand is a module of its own, imported when it is used.

Exit codes are those of ``webapp.failures.Exit``.
"""

import sys
from importlib import import_module

import click

from migrations.plan import PlanError
from webapp.failures import Exit, ZerosumError

_COMMANDS = {
    "up": "webapp.cli.up:up",
    "serve": "webapp.cli.serve:serve",
    "work": "webapp.cli.work:work",
    "stop": "webapp.cli.stop:stop",
    "status": "webapp.cli.status:status",
    "healthy": "webapp.cli.healthy:healthy",
    "psql": "webapp.cli.psql:psql",
    "deploy": "webapp.cli.migrate:deploy_command",
    "verify": "webapp.cli.migrate:verify",
    "adopt": "webapp.cli.adopt:adopt_command",
    "revert": "webapp.cli.migrate:revert",
    "migrations": "webapp.cli.migrate:migrations",
    "code": "webapp.cli.migrate:code",
    "login": "webapp.cli.login:login_group",
    "repair-times": "webapp.cli.repair_times:repair_times",
    "user": "webapp.cli.user:user_group",
    "person": "webapp.cli.person:person_group",
    "api-key": "webapp.cli.api_key:api_key_group",
    "cells": "webapp.cli.cells:cells_group",
    "webhook": "webapp.cli.webhook:webhook_group",
    "notification": "webapp.cli.notification:notification_group",
    "bounce": "webapp.cli.notification:bounce",
    "proof": "webapp.cli.proof:proof_group",
    "signing-key": "webapp.cli.signing_key:signing_key_group",
    "token": "webapp.cli.token:token_command",
    "import": "webapp.cli.import_:import_command",
}


class _LazyGroup(click.Group):
    """A group that imports a command when somebody asks for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of a ledger's life."""
        return list(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{_COMMANDS[cmd_name]} is no command")
        return command


@click.group("zerosum", cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zerosum", prog_name="zerosum")
def command() -> None:
    """A payments ledger that lives in PostgreSQL.

    Settings come from the environment: ZEROSUM_HOME (./.zerosum), ZEROSUM_PORT (8080),
    ZEROSUM_DATABASE_URL (an embedded PostgreSQL when not set) and more, see
    docs/reference/settings.md.
    """


def main() -> None:
    """Run the command; end with one line and a telling exit code when it cannot go on."""
    try:
        command(prog_name="zerosum")
    except ZerosumError as error:
        click.echo(f"zerosum: {error}", err=True)
        sys.exit(error.exit_code)
    except PlanError as error:
        click.echo(f"zerosum: {error}", err=True)
        sys.exit(Exit.FAILED)
