"""One way to be closed at the end of a with block."""

from abc import ABC, abstractmethod
from typing import Self


class Closing(ABC):
    """What a with block gives as itself, and closes at its end however that comes."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what is held."""

    def __enter__(self) -> Self:
        """Return what was opened."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()
