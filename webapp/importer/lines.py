"""Cut a binary stream into physical lines, one at a time and never longer than a limit."""

from collections import deque
from collections.abc import Iterable
from typing import BinaryIO

# No field of a journal comes near this; a longer line is a broken file and must not fill the
# memory.
LINE_LIMIT = 65_536
# Blank lines that may stand within and after a footer.
_HELD_LIMIT = 10_000


class Lines:
    """Give the lines of a stream with their numbers, and take back those that were read too far.

    A line longer than `LINE_LIMIT` comes back cut to one byte more than the limit, the rest is
    passed over, so its length alone tells that it was too long.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Read from where the stream stands."""
        self._stream = stream
        self._number = 0
        self._returned: deque[tuple[int, bytes]] = deque()
        self._footer_lines = 0
        self._said = 0
        self.held: deque[tuple[int, bytes]] = deque()
        self.bytes_read = 0

    def hold_back(self, count: int) -> None:
        """Give the last so many lines that are not blank to nobody: they stay in ``held``."""
        self._footer_lines = count

    def next(self) -> tuple[int, bytes] | None:
        """Return (line number, bytes with the line end), or None at the end of the stream."""
        if self._returned:
            return self._returned.popleft()
        while self._said <= self._footer_lines and len(self.held) < _HELD_LIMIT:
            taken = self._read()
            if taken is None:
                return None
            self.held.append(taken)
            self._said += bool(taken[1].strip())
        first = self.held.popleft()
        self._said -= bool(first[1].strip())
        return first

    def _read(self) -> tuple[int, bytes] | None:
        line = self._stream.readline(LINE_LIMIT + 1)
        if not line:
            return None
        self._number += 1
        self.bytes_read += len(line)
        if len(line) > LINE_LIMIT and not line.endswith(b"\n"):
            self._pass_over_rest()
        return self._number, line

    def give_back(self, lines: Iterable[tuple[int, bytes]]) -> None:
        """Take lines back, in file order; they come first at the next reading."""
        self._returned.extendleft(reversed(list(lines)))

    def _pass_over_rest(self) -> None:
        while rest := self._stream.readline(LINE_LIMIT):
            self.bytes_read += len(rest)
            if rest.endswith(b"\n"):
                return
