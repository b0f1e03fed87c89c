"""Compare what a bank writes after its rows, their number and their sums, with the rows."""

from collections.abc import Sequence
from decimal import Decimal

from webapp.importer.mapping import Control, Mapping
from webapp.importer.records import split_fields
from webapp.importer.refusals import Refusal, refuse
from webapp.importer.rows import EXACT, JournalRow
from webapp.importer.values import AmountReader

_SHOWN = 40


class Controls:
    """Count and add up the rows of a file, and compare with the figures of its footer."""

    def __init__(self, mapping: Mapping) -> None:
        """Begin with no rows."""
        self._mapping = mapping
        self._amounts = AmountReader(mapping)
        self._sums = dict.fromkeys(("rows", "amount", "debit", "credit"), Decimal(0))
        self._unread = 0

    def add(self, row: JournalRow | Refusal) -> None:
        """Count a row; of one that was refused the amount is not known."""
        self._count("rows", Decimal(1))
        if isinstance(row, Refusal):
            self._unread += 1
            return
        self._count("amount", row.amount)
        if row.is_statement:
            self._count("debit" if row.amount < 0 else "credit", row.amount.copy_abs())

    def check(self, lines: Sequence[tuple[int, str]], *, file: str) -> list[Refusal]:
        """Return a fault for each figure that cannot be read, or that the rows do not add up to."""
        faults = []
        for control in self._mapping.controls:
            line, text = lines[control.line - 1] if control.line <= len(lines) else (0, None)
            code, detail = self._compare(control, text)
            if code:
                faults.append(refuse(code, file=file, line=line, detail=f"{control.of}: {detail}"))
        return faults

    def _compare(self, control: Control, text: str | None) -> tuple[str, str]:
        """Return the code of a fault, empty where there is none, and its detail."""
        if text is None:
            return "CSV14", f"the footer has no line {control.line}"
        shown = _figure(control, text, self._mapping.delimiter)
        figure = None if shown is None else self._amounts.read(shown)
        if figure is None:
            return "CSV14", (text if shown is None else shown)[:_SHOWN]
        counted = self._sums[control.of]
        if control.of in {"debit", "credit"}:
            figure = figure.copy_abs()
        elif control.of == "amount" and self._mapping.signs == "out":
            figure = figure.copy_negate()
        if figure == counted:
            return "", ""
        unread = f", {self._unread} of them unread" if self._unread else ""
        return "CSV15", f"{figure:f} in the footer, {counted:f} in the rows{unread}"

    def _count(self, name: str, amount: Decimal) -> None:
        self._sums[name] = EXACT.add(self._sums[name], amount)


def _figure(control: Control, text: str, delimiter: str) -> str | None:
    """Return the text of a figure, or None where it does not stand."""
    try:
        fields = split_fields(text, delimiter)
    except ValueError:
        return None
    if control.field > len(fields):
        return None
    field = fields[control.field - 1].strip()
    if not field.startswith(control.after):
        return None
    return field.removeprefix(control.after).strip()
