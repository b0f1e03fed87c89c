"""The client: all methods of the API, and what they need."""

from __future__ import annotations

from typing import Self

from zerosum_client.generated.methods import Methods


class Client(Methods):
    """Somebody at a server; good for any number of threads."""

    def __enter__(self) -> Self:
        """Return the client, to be closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self.close()
