"""Read days and amounts as a mapping says they are written: exactly, or not at all."""

import re
from datetime import UTC, datetime
from decimal import Decimal

from webapp.importer.mapping import Mapping

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR = "[0-9]{4}|[0-9]{2}"
_PART = "[0-9]{1,2}"
_SEPARATED = {
    "first": re.compile(f"({_YEAR})([./ -])({_PART})\\2({_PART})"),
    "last": re.compile(f"({_PART})([./ -])({_PART})\\2({_YEAR})"),
}
# Without separators only full digits say where a part ends.
_RUN_TOGETHER = {
    "first": re.compile(f"({_YEAR})()([0-9]{{2}})([0-9]{{2}})"),
    "last": re.compile(f"([0-9]{{2}})()([0-9]{{2}})({_YEAR})"),
}
_SPACES = "[ \u00a0\u202f]"
_SHAPES = {
    "iso": "YYYY-MM-DD",
    "ymd": "year, month, day",
    "dmy": "day, month, year",
    "mdy": "month, day, year",
}


def parse_day(text: str) -> datetime | None:
    """Return midnight UTC of a day written YYYY-MM-DD, or None."""
    match = _DAY.fullmatch(text)
    return None if match is None else _midnight(*map(int, match.groups()))


class DayReader:
    """Read days in one order."""

    def __init__(self, mapping: Mapping) -> None:
        """Read days as the mapping says."""
        self._order = mapping.date_order
        self._century = mapping.century
        self.shape = f"a day written {_SHAPES[self._order]}"

    def read(self, text: str) -> datetime | None:
        """Return midnight UTC of the day, or None."""
        if self._order == "iso":
            return parse_day(text)
        place = "first" if self._order == "ymd" else "last"
        match = _SEPARATED[place].fullmatch(text) or _RUN_TOGETHER[place].fullmatch(text)
        if match is None:
            return None
        first, _, second, third = match.groups()
        parts = dict(zip(self._order, (first, second, third), strict=True))
        year = int(parts["y"])
        if len(parts["y"]) != len("1993"):
            if self._century is None:
                return None
            year += self._century
        return _midnight(year, int(parts["m"]), int(parts["d"]))


class AmountReader:
    """Read plain decimal numbers with one mark and one grouping; exponents are none."""

    def __init__(self, mapping: Mapping) -> None:
        """Read amounts as the mapping says."""
        self._mark = mapping.decimal_mark
        gap = _SPACES if mapping.grouping == "space" else re.escape(mapping.grouping)
        grouped = f"[0-9]{{1,3}}(?:{gap}[0-9]{{3}})+|" if gap else ""
        self._pattern = re.compile(
            rf"([+-]?)((?:{grouped}[0-9]+))(?:{re.escape(self._mark)}([0-9]+))?"
        )
        self._gap = re.compile(gap) if gap else None
        example = {"": "1234", "space": "1 234"}.get(mapping.grouping, f"1{mapping.grouping}234")
        self.shape = f"a number written like {example}{self._mark}56"

    def read(self, text: str) -> Decimal | None:
        """Return the exact number, or None."""
        match = self._pattern.fullmatch(text)
        if match is None:
            return None
        sign, whole, decimals = match.groups()
        if self._gap is not None:
            whole = self._gap.sub("", whole)
        return Decimal(f"{sign}{whole}" if decimals is None else f"{sign}{whole}.{decimals}")


def _midnight(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
