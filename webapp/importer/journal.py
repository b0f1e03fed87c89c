"""Turn the rows of a journal into transfers, or refuse them; only form is judged here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

from webapp.importer.footer import Controls
from webapp.importer.layout import FIELDS, lay_out
from webapp.importer.mapping import FieldName, Mapping
from webapp.importer.references import DerivedReferences
from webapp.importer.refusals import Refusal, refuse
from webapp.importer.rows import FeePart, JournalRow
from webapp.importer.sources import Source
from webapp.importer.table import Row, Table, closed_when_refused
from webapp.importer.values import AmountReader, DayReader

_SHOWN = 40
# A reported balance is a check of the row and no part of it.
_UNSAID = {"reference", "reported_balance"}


class _RefusedError(Exception):
    """A row has the wrong form; the arguments are the refusal's code and detail."""


class Journal:
    """A journal being read once, in its order and constant memory."""

    def __init__(
        self, source: Path | Source, mapping: Mapping | None = None, *, check_balances: bool = False
    ) -> None:
        """Open the journal and find its columns. Raises UnusableFileError."""
        self.mapping = mapping or Mapping()
        self.table = Table(source, self.mapping)
        with closed_when_refused(self.table):
            self._layout = lay_out(self.table, self.mapping, check_balances=check_balances)
        self._days = DayReader(self.mapping)
        self._amounts = AmountReader(self.mapping)
        self._derived = DerivedReferences() if self.mapping.references == "derive" else None
        self._controls = Controls(self.mapping)

    def __iter__(self) -> Iterator[JournalRow | Refusal]:
        """Give every row, or the refusal of its line. UnusableFileError: the source fails."""
        try:
            for found in self.table:
                row = self._unread(found) if isinstance(found, Refusal) else self._read(found)
                self._controls.add(row)
                yield row
            yield from self._unlike_footer()
        finally:
            if self._derived is not None:
                self._derived.close()

    def check_footer(self) -> list[Refusal]:
        """Return a fault for each figure of the footer that the rows do not add up to."""
        if self.table.is_mended:
            return []
        return self._controls.check(self.table.footer, file=self.table.label)

    def _unlike_footer(self) -> Iterator[Refusal]:
        """Refuse what is a footer by the number of its lines, and does not look like one."""
        start, footer = self.mapping.footer_start, self.table.footer
        if start and footer and footer[0][1].startswith(start):
            return
        for line, text in footer:
            row = self.table.as_row(line, text)
            read = None if row is None else self._read(row)
            if start or isinstance(read, JournalRow):
                yield refuse(
                    "CSV13",
                    file=self.table.label,
                    line=line,
                    reference="" if read is None else read.reference,
                    detail=f"does not begin with {start}" if start else "reads like a row",
                    fields=() if row is None else row.fields,
                    text=text if row is None else "",
                )

    def _unread(self, refusal: Refusal) -> Refusal:
        if self._derived is None:
            return refusal
        return replace(refusal, reference=self._derived.derive((refusal.text,)))

    def _read(self, row: Row) -> JournalRow | Refusal:
        *texts, known_reference = row.values
        values = dict(zip(FIELDS, texts, strict=False)) | self._layout.values
        fees = texts[len(FIELDS) :]
        if known_reference:
            values["reference"] = known_reference
        elif self._derived is not None:
            said = [text for name, text in values.items() if name not in _UNSAID]
            values["reference"] = self._derived.derive([*said, *fees])
        try:
            return self._understand(row, values, fees)
        except _RefusedError as fault:
            code, detail = fault.args
            return refuse(
                code,
                file=self.table.label,
                line=row.line,
                reference=values["reference"],
                detail=detail,
                fields=row.fields,
            )

    def _understand(
        self, row: Row, values: dict[FieldName, str], fees: Sequence[str]
    ) -> JournalRow:
        is_statement = self._layout.is_statement
        for name in self._layout.required:
            if not values[name] and name not in {"debit", "credit"}:
                raise _RefusedError("LG108", f"{self._layout.called(name)} is empty")
        effective_at = self._days.read(values["effective_on"])
        if effective_at is None:
            raise _RefusedError("LG109", self._unlike("effective_on", values, self._days.shape))
        payer, payee = (
            ("counter_account", "account") if is_statement else ("from_account", "to_account")
        )
        reported = values["reported_balance"]
        return JournalRow(
            line=row.line,
            reference=values["reference"],
            effective_at=effective_at,
            # As the ledger keeps codes, so that two spellings in two files are one account.
            from_account=normalize("NFC", values[payer]),  # type: ignore[index]
            to_account=normalize("NFC", values[payee]),  # type: ignore[index]
            amount=self._moved(values) if is_statement else self._amount("amount", values),
            currency=values["currency"],
            description=values["description"] or None,
            reported_balance=self._amounts.read(reported) if reported else None,
            reported_text=reported,
            is_statement=is_statement,
            fees=self._fees(fees),
            fields=row.fields,
        )

    def _moved(self, values: dict[FieldName, str]) -> Decimal:
        """Return what came into the account of a statement; what went out is negative."""
        if self._layout.has("debit") or self._layout.has("credit"):
            return self._moved_by_sides(values)
        amount = self._amount("amount", values)
        if not self._layout.has("direction"):
            return amount if self.mapping.signs == "in" else amount.copy_negate()
        if amount < 0:
            raise _RefusedError(
                "LG103", f"{self._layout.called('amount')}: {values['amount'][:_SHOWN]}"
            )
        word = values["direction"].lower()
        if word in self.mapping.words_in:
            return amount
        if word in self.mapping.words_out:
            return amount.copy_negate()
        words = ", ".join((*self.mapping.words_in, *self.mapping.words_out))
        raise _RefusedError("LG109", self._unlike("direction", values, f"one of {words}"))

    def _moved_by_sides(self, values: dict[FieldName, str]) -> Decimal:
        out = self._amount("debit", values) if values["debit"] else None
        into = self._amount("credit", values) if values["credit"] else None
        if out is not None and self.mapping.debits_are_negative:
            out = out.copy_negate()
        sides: tuple[tuple[FieldName, Decimal | None], ...] = (("debit", out), ("credit", into))
        for name, amount in sides:
            if amount is not None and amount < 0:
                raise _RefusedError(
                    "LG103", f"{self._layout.called(name)}: {values[name][:_SHOWN]}"
                )
        if out and into:
            raise _RefusedError("CSV12", f"{out:f} and {into:f}")
        if out is None and into is None:
            empty = [self._layout.called(name) for name, _ in sides if self._layout.has(name)]
            raise _RefusedError("LG108", f"{' and '.join(empty)} is empty")
        return out.copy_negate() if out else into or Decimal(0)

    def _fees(self, texts: Sequence[str]) -> tuple[FeePart, ...]:
        parts = []
        for fee, text in zip(self.mapping.fees, texts, strict=True):
            if not text:
                continue
            amount = self._amounts.read(text)
            if amount is None:
                raise _RefusedError(
                    "LG101",
                    f"column {fee.column} is not {self._amounts.shape}: {text[:_SHOWN]}",
                )
            amount = amount.copy_negate() if fee.is_negative else amount
            if amount < 0:
                raise _RefusedError("LG103", f"column {fee.column}: {text[:_SHOWN]}")
            if amount:
                by_payee = self._layout.is_statement or fee.paid_by == "to"
                parts.append(FeePart(normalize("NFC", fee.account), amount, by_payee))
        return tuple(parts)

    def _amount(self, name: FieldName, values: dict[FieldName, str]) -> Decimal:
        amount = self._amounts.read(values[name])
        if amount is None:
            code = "LG102" if values[name].lstrip("+-") == "Infinity" else "LG101"
            raise _RefusedError(code, self._unlike(name, values, self._amounts.shape))
        return amount

    def _unlike(self, name: FieldName, values: dict[FieldName, str], shape: str) -> str:
        return f"{self._layout.called(name)} is not {shape}: {values[name][:_SHOWN]}"
