"""A connection that runs a statement by one call of libpq.

psycopg's cursors wait in Python, so that a thread can be interrupted. Nothing interrupts a
request: libpq waits itself, in C, and that takes a quarter of the processor time. Rows are read
by psycopg's loaders all the same.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast

from psycopg import Connection, DataError, Error, OperationalError
from psycopg.adapt import Buffer, Loader, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGresult
from psycopg.rows import args_row
from psycopg.types.json import set_json_loads
from psycopg.types.string import TextLoader

from webapp.shapes import numbers

Row = TypeVar("Row")

_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")
_PREPARED_ELSEWHERE = frozenset({"0A000", "26000"})  # its plan or the statement itself is gone


class _HexLoader(Loader):
    """Read a bytea as its hexadecimal digits, without the leading backslash-x."""

    def load(self, data: Buffer) -> str:
        return bytes(data)[2:].decode("ascii")


def configure(connection: Connection[Any]) -> None:
    """Make values arrive as they leave again: decimals and ids as text, times in UTC."""
    for name in ("numeric", "uuid", "inet"):
        connection.adapters.register_loader(name, TextLoader)
    connection.adapters.register_loader("bytea", _HexLoader)
    set_json_loads(numbers.loads, connection)
    connection.execute("SET TIME ZONE 'UTC'")


class DirectConnection(Connection[Any]):
    """A psycopg connection with a short way for one statement that returns rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - psycopg's
        """Know no statement yet."""
        super().__init__(*args, **kwargs)
        self._uses: dict[str, int] = {}
        self._statements: dict[str, bytes] = {}
        self._loading = Transformer(self)

    def fetch(
        self, row: Callable[..., Row], query: str, parameters: Mapping[str, str | None]
    ) -> list[Row]:
        """Run one statement and return its rows. Raises psycopg.Error.

        It is prepared once it has been used as often as `prepare_threshold` says.
        """
        statement, names = _numbered(query)
        result = self._run(query, statement, [_sent(parameters[name]) for name in names])
        if result.status != ExecStatus.TUPLES_OK:
            raise self._error_of(result)
        self._loading.set_pgresult(result)
        return self._loading.load_rows(0, result.ntuples, lambda values: row(*values))

    def _run(self, query: str, statement: bytes, values: list[bytes | None]) -> PGresult:
        pgconn = self.pgconn
        if pgconn.status != ConnStatus.OK:
            raise OperationalError("the connection is lost")
        try:
            if query not in self._statements:
                uses = self._uses[query] = self._uses.get(query, 0) + 1
                if uses <= (self.prepare_threshold or 0):
                    return pgconn.exec_params(statement, values)
                name = f"zerosum_{len(self._statements)}".encode()
                prepared = pgconn.prepare(name, statement)
                if prepared.status != ExecStatus.COMMAND_OK:
                    return prepared
                self._statements[query] = name
            # A value may be None, which the declaration of psycopg does not say.
            return pgconn.exec_prepared(self._statements[query], cast("list[bytes]", values))
        except MemoryError:
            # What psycopg makes of libpq having no result to give: it could not send.
            raise OperationalError("the connection is lost") from None

    def _error_of(self, result: PGresult) -> Error:
        error = error_from_result(result, "utf-8")
        if self.pgconn.status != ConnStatus.OK and not isinstance(error, OperationalError):
            return OperationalError(str(error))
        if error.sqlstate in _PREPARED_ELSEWHERE:
            self.close()  # the pool makes another, which prepares anew
        return error


@lru_cache(maxsize=1024)
def _numbered(query: str) -> tuple[bytes, tuple[str, ...]]:
    """Return a statement with the placeholders of libpq, and the names they stand for."""
    names = tuple(dict.fromkeys(filter(None, _PLACEHOLDER.findall(query))))
    places = {name: f"${number}" for number, name in enumerate(names, start=1)} | {None: "%"}
    return _PLACEHOLDER.sub(lambda found: places[found[1]], query).encode(), names


def _sent(text: str | None) -> bytes | None:
    if text is None:
        return None
    value = text.encode()
    if b"\0" in value:  # where libpq would take the text to end
        raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    return value


def fetch(
    connection: Connection[Any],
    row: Callable[..., Row],
    query: str,
    parameters: Mapping[str, str | None],
) -> list[Row]:
    """Run one statement on any connection, and return its rows as `row` makes them."""
    if isinstance(connection, DirectConnection):
        return connection.fetch(row, query, parameters)
    with connection.cursor(row_factory=args_row(row)) as cursor:
        return cursor.execute(query, parameters).fetchall()
