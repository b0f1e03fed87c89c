"""Databases of the test cluster: made, cloned from a template, dropped."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.embedded import EmbeddedPostgres

_ADMINISTRATION = "postgres"

_DATABASE_RIGHTS = """
    SELECT a.privilege_type, CASE WHEN a.grantee <> 0 THEN r.rolname END
    FROM pg_catalog.pg_database AS d
    CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) AS a
    LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee
    WHERE d.datname = %s AND a.grantee <> d.datdba
"""


@dataclass(frozen=True, slots=True)
class Database:
    """One database of the cluster."""

    cluster: EmbeddedPostgres
    name: str

    @property
    def url(self) -> str:
        """The URL for the superuser."""
        return self.cluster.url(self.name)

    def url_as(self, user: str) -> str:
        """Return the URL for another login."""
        return self.cluster.url(self.name, user)

    def connect(
        self,
        user: str = "postgres",
        **parameters: Any,  # noqa: ANN401 - psycopg's own
    ) -> psycopg.Connection[Any]:
        """Open a connection; autocommit unless told otherwise."""
        return psycopg.connect(self.url_as(user), **{"autocommit": True, **parameters})

    def environment(self, user: str = "postgres") -> dict[str, str]:
        """Return the PG* variables with which psql, pg_dump and sqitch find this database."""
        return self.cluster.environment(self.name, user)


@contextmanager
def scratch_database(
    cluster: EmbeddedPostgres, name: str, template: str | None = None
) -> Iterator[Database]:
    """Yield a new database, empty or a clone with the template's rights; drop it afterwards."""
    create_database(cluster, name, template)
    try:
        yield Database(cluster, name)
    finally:
        with psycopg.connect(cluster.url(_ADMINISTRATION), autocommit=True) as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def create_database(cluster: EmbeddedPostgres, name: str, template: str | None = None) -> None:
    """Create a database; a clone also gets the rights on the template, which CREATE leaves out."""
    identifier = sql.Identifier(name)
    with psycopg.connect(cluster.url(_ADMINISTRATION), autocommit=True) as connection:
        if template is None:
            create = sql.SQL("CREATE DATABASE {} TEMPLATE template0")
            connection.execute(create.format(identifier))
            return
        # With fsync off, copying files takes a tenth of the time of copying through the log.
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        connection.execute(create.format(identifier, sql.Identifier(template)))
        rights = connection.execute(_DATABASE_RIGHTS, (template,)).fetchall()
        statements = [sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(identifier)]
        statements += [
            sql.SQL("GRANT {} ON DATABASE {} TO {}").format(
                sql.SQL(right), identifier, sql.Identifier(role) if role else sql.SQL("PUBLIC")
            )
            for right, role in rights
        ]
        connection.execute(sql.SQL("; ").join(statements))
