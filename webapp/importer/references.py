"""Give a row without a reference one that the same file gives it again.

It is a digest of what the row says and the number of rows before it that say the same: two equal
rows are two, and rows that stand in two files of a bank are one. The counts are kept on disk, so
that a long file takes no memory.
"""

import hashlib
import sqlite3
from collections.abc import Sequence

_CACHE_KILOBYTES = 16_000
_COUNT = """
INSERT INTO seen (digest, rows) VALUES (?, 1)
ON CONFLICT (digest) DO UPDATE SET rows = rows + 1
RETURNING rows
"""


class DerivedReferences:
    """References of one file, given row by row from its beginning."""

    def __init__(self) -> None:
        """Begin a file: nothing was seen."""
        # A database without a name is a temporary file that SQLite removes itself.
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
        self._seen.execute("PRAGMA journal_mode = OFF")
        self._seen.execute("PRAGMA synchronous = OFF")
        self._seen.execute(
            "CREATE TABLE seen (digest BLOB PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID"
        )
        self._seen.execute("BEGIN")

    def derive(self, values: Sequence[str]) -> str:
        """Return the reference of the next row that says this."""
        # Lengths before the values: no two rows run together into one text.
        said = "".join(f"{len(value)}:{value}" for value in values)
        digest = hashlib.sha256(said.encode()).digest()[:16]
        ((rows,),) = self._seen.execute(_COUNT, (digest,)).fetchall()
        return f"derived-{digest.hex()}-{rows}"

    def close(self) -> None:
        """Forget what was seen."""
        self._seen.close()
