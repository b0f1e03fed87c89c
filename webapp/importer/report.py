"""Write every line with a fault to a file as it comes, and keep the first few to show."""

import csv
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from webapp.importer.closing import Closing
from webapp.importer.refusals import Refusal, UnusableFileError

KEPT = 50
COLUMNS = ("file", "line", "reference", "code", "name", "detail")


class RefusalReport(Closing):
    """Take refusals one by one; what is kept in memory does not grow with their number."""

    def __init__(self, path: Path | None) -> None:
        """Open the report's file, if one is wanted. Raises UnusableFileError."""
        self.first: list[Refusal] = []
        self.by_code: Counter[tuple[str, str]] = Counter()
        self.first_balances: list[Refusal] = []
        self._files = ExitStack()
        self._writer = None
        if path is None:
            return
        try:
            stream = path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise UnusableFileError(f"{path}: {error.strerror or error}") from error
        self._files.enter_context(stream)
        self._writer = csv.writer(stream)
        self._writer.writerow(COLUMNS)

    @property
    def count(self) -> int:
        """Return how many lines were refused."""
        return self.by_code.total()

    def add(self, refusal: Refusal) -> None:
        """Take one refusal."""
        self.by_code[refusal.code, refusal.name] += 1
        if len(self.first) < KEPT:
            self.first.append(refusal)
        self._write(refusal)

    def add_balance(self, fault: Refusal) -> None:
        """Take one reported balance of a row that was posted: unread, or not the ledger's."""
        if len(self.first_balances) < KEPT:
            self.first_balances.append(fault)
        self._write(fault)

    def add_control(self, fault: Refusal) -> None:
        """Take one figure of a footer: unread, or not what the rows add up to."""
        self._write(fault)

    def _write(self, refusal: Refusal) -> None:
        if self._writer is not None:
            self._writer.writerow([getattr(refusal, column) for column in COLUMNS])

    def close(self) -> None:
        """Close the report's file."""
        self._files.close()
