"""Zerosum's HTTP face: authenticate, check the shape, call one function, serialize."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from webapp.config import Config


def create_app(config: "Config | None" = None) -> "Flask":
    """Return the application; without a configuration it is read from the environment.

    What it is made of is imported here: a command that serves nothing need not wait for it.
    """
    from webapp import application

    return application.create_app(config)
