"""Write refused rows to a file that is mended and imported again, under the same references."""

import csv
from contextlib import ExitStack
from pathlib import Path

from webapp.importer.closing import Closing
from webapp.importer.mapping import Mapping
from webapp.importer.refusals import Refusal, UnusableFileError
from webapp.importer.table import REFUSED_COLUMNS, Table


class RefusedRows(Closing):
    """The rows as their own file has them, and why each was refused, in columns at the end.

    The file is written as its source is, so that the same mapping reads it.
    """

    def __init__(self, path: Path, table: Table, mapping: Mapping) -> None:
        """Open the file and write the head of the source. Raises UnusableFileError."""
        self._files = ExitStack()
        try:
            stream = path.open(
                "w", encoding=mapping.encoding, errors="backslashreplace", newline=""
            )
        except OSError as error:
            raise UnusableFileError(f"{path}: {error.strerror or error}") from error
        self._files.enter_context(stream)
        stream.writelines(f"{line}\r\n" for line in table.preamble)
        titles = [title for title in table.titles if title.lower() not in REFUSED_COLUMNS]
        # A row that was refused before has the columns of its first refusal still.
        self._kept = [at for at, name in enumerate(table.columns) if name not in REFUSED_COLUMNS]
        self._writes_reference = mapping.references == "derive"
        self._writer = csv.writer(stream, delimiter=table.delimiter)
        self._writer.writerow([*titles, *REFUSED_COLUMNS])

    def add(self, refusal: Refusal) -> None:
        """Write one refused row, or the text of a line that is no row."""
        fields = [refusal.fields[at] if refusal.fields else "" for at in self._kept]
        reference = refusal.reference if self._writes_reference else ""
        why = f"{refusal.name}: {refusal.detail}" if refusal.detail else refusal.name
        self._writer.writerow([*fields, refusal.line, reference, refusal.code, why, refusal.text])

    def close(self) -> None:
        """Close the file."""
        self._files.close()
