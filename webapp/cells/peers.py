"""Connections to the other cells, each opened when it is first needed."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg.rows import namedtuple_row


class UnknownCellError(Exception):
    """The settings say nothing of a cell."""

    def __init__(self, cell_number: int) -> None:
        """Name the cell."""
        super().__init__(f"ZEROSUM_CELLS does not say where cell {cell_number} is")
        self.cell_number = cell_number


class Peers:
    """The other cells by their numbers."""

    def __init__(self, urls: Mapping[int, str], *, application_name: str) -> None:
        """Connect to none yet."""
        self._urls = urls
        self._application_name = application_name
        self._open: dict[int, psycopg.Connection[Any]] = {}

    def __enter__(self) -> Self:
        """Return the peers."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close what is open."""
        self.close()

    def close(self) -> None:
        """Close every connection."""
        while self._open:
            self._open.popitem()[1].close()

    def connection(self, cell_number: int) -> psycopg.Connection[Any]:
        """Return the connection to a cell. Raises UnknownCellError, and OperationalError."""
        connection = self._open.get(cell_number)
        if connection is None or connection.closed:
            url = self._urls.get(cell_number)
            if url is None:
                raise UnknownCellError(cell_number)
            connection = self._open[cell_number] = psycopg.connect(
                url,
                autocommit=True,
                prepare_threshold=None,
                client_encoding="utf8",
                connect_timeout=5,
                application_name=self._application_name,
                row_factory=namedtuple_row,
            )
        return connection
