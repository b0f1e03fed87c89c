"""Read a file by a mapping, for tests."""

from pathlib import Path
from typing import Any

from webapp.importer.journal import Journal
from webapp.importer.mapping import make_mapping
from webapp.importer.refusals import Refusal
from webapp.importer.rows import JournalRow

PAIR = "reference,effective_on,from_account,to_account,amount,currency"


def read(path: Path, content: bytes, **mapping: Any) -> list[JournalRow | Refusal]:  # noqa: ANN401
    """Write a file and read it by a mapping."""
    path.write_bytes(content)
    journal = Journal(path, make_mapping(None, mapping))
    with journal.table:
        return list(journal)
