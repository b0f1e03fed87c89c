"""Variables of the environment, read into values; what is wrong is kept until all are read."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

SHORTEST_SECRET = 32  # bytes, RFC 7518 section 3.2 for HS256

Value = TypeVar("Value")


class Reader:
    """Reads variables one by one and keeps a line for each that is wrong."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Start with no problem."""
        self._environment = environment
        self.problems: list[str] = []

    def text(self, name: str) -> str | None:
        """Return the value; an empty one counts as not set."""
        return self._environment.get(name) or None

    def secret(self, name: str) -> str | None:
        """Return a secret that is long enough."""
        value = self._text_or_file(name)
        if value is not None and len(value.encode()) < SHORTEST_SECRET:
            self.problems.append(f"{name} is shorter than {SHORTEST_SECRET} bytes")
        return value

    def url(self, name: str, *schemes: str) -> str | None:
        """Return a URL with one of the schemes."""
        value = self._text_or_file(name)
        if value is None:
            return None
        try:
            parts = urlsplit(value)
        except ValueError as error:
            self.problems.append(f"{name} is not a URL: {error}")
            return None
        if parts.scheme not in schemes:
            # The value may hold a password, so it is not repeated.
            self.problems.append(f"{name} must start with {schemes[0]}://")
        return value

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """Return a whole number within limits."""
        value = self.text(name)
        return default if value is None else self._number(name, value, least, most)

    def choice(self, name: str, default: str, *others: str) -> str:
        """Return one of a few words."""
        value = self.text(name) or default
        if value not in (default, *others):
            self.problems.append(f"{name} must be {' or '.join((default, *others))}, not {value!r}")
        return value

    def file(self, name: str) -> Path | None:
        """Return the path of a file that can be read."""
        value = self.text(name)
        if value is None:
            return None
        path = Path(value)
        self._attempt(name, path.read_bytes)
        return path

    def threshold(self, name: str) -> int | None:
        """Return after how many uses a statement is prepared, None for never."""
        value = self.text(name)
        if value is not None and value.lower() == "none":
            return None
        return 5 if value is None else self._number(name, value, 0, 1_000_000, " or none")

    def _number(self, name: str, value: str, least: int, most: int, other: str = "") -> int:
        if value.isascii() and value.isdigit() and least <= int(value) <= most:
            return int(value)
        self.problems.append(
            f"{name} must be a whole number from {least} to {most}{other}, not {value!r}"
        )
        return least

    def _text_or_file(self, name: str) -> str | None:
        value, file = self.text(name), self.text(f"{name}_FILE")
        if value and file:
            self.problems.append(f"{name} and {name}_FILE are both set: leave one out")
        if value or file is None:
            return value
        return self._attempt(f"{name}_FILE", lambda: Path(file).read_text(encoding="utf-8").strip())

    def _attempt(self, name: str, read: Callable[[], Value]) -> Value | None:
        try:
            return read()
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(f"{name} cannot be read: {error}")
            return None
