"""Amounts, times and ids are read exactly or not at all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from webapp.shapes.fields import Amount, Ceiling, Floor, Metadata, PageSize, Timestamp, UserId

AMOUNT = TypeAdapter(Amount)


def fault(
    kind: Any,  # noqa: ANN401 - whatever TypeAdapter takes
    value: object,
) -> str:
    """Return the type of the one fault a value has."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    (only,) = caught.value.errors()
    return str(only["type"])


@pytest.mark.parametrize("text", ["10.50", "0", "-1", "007.5", "9" * 40, "NaN", "-Infinity"])
def test_plain_decimal_reaches_the_ledger_as_it_was_sent(text: str) -> None:
    """The ledger judges the value; the words have codes of their own there."""
    assert AMOUNT.validate_python(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1e3",
            "1E3",
            "+1",
            "1_000",
            "1,000",
            "١٢",
            "\uff11\uff12",
            "0x1F",
            "1.",
            ".5",
            "",
            " 1",
            "1 ",
        ),
        *("1\n", "--1", "1.2.3", "nan", "inf", "infinity", "$5", "9" * 41, "ten"),
    ],
)
def test_any_other_spelling_is_no_number(text: str) -> None:
    """PostgreSQL's own reader would take several of these."""
    assert fault(Amount, text) == "LG101"


@pytest.mark.parametrize("value", [10, 10.5])
def test_an_amount_that_is_a_number_is_not_exact(value: object) -> None:
    """A JSON number may have been a double on its way."""
    assert fault(Amount, value) == "WEB103"


@pytest.mark.parametrize("value", [True, None, ["1"], {"amount": "1"}])
def test_an_amount_that_is_neither_has_another_shape(value: object) -> None:
    """Nobody is told of numbers who sent none."""
    assert fault(Amount, value) == "amount"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, places=4))
def test_every_decimal_keeps_its_digits(value: object) -> None:
    """Nothing is rounded, nothing is normalised."""
    assert AMOUNT.validate_python(f"{value:f}") == f"{value:f}"


def test_a_limit_may_be_unlimited() -> None:
    """The word stands for no floor or no ceiling."""
    assert TypeAdapter(Floor).validate_python("unlimited") == "-Infinity"
    assert TypeAdapter(Ceiling).validate_python("unlimited") == "Infinity"
    assert fault(Floor, "none") == fault(Ceiling, "none") == "LG101"


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00+00:00"),
        ("2026-01-31T12:00+02:00", "2026-01-31T10:00:00+00:00"),
        ("2026-01-31T12:00:00.123456-23:00", "2026-02-01T11:00:00.123456+00:00"),
    ],
)
def test_a_time_is_kept_in_utc(text: str, utc: str) -> None:
    """PostgreSQL takes offsets up to 15 hours only, so it is given none."""
    assert TypeAdapter(Timestamp).validate_python(text).isoformat() == utc


@pytest.mark.parametrize(
    "text",
    [
        *("1700000000", "2026-01-31", "2026-01-31T12:00:00", "infinity", "now", "today"),
        *("0001-01-01T00:00:00+05:00", "2026-02-30T00:00:00Z", "9999-12-31T23:59:59-01:00"),
    ],
)
def test_a_time_without_offset_or_out_of_range_is_refused(text: str) -> None:
    """Seconds since 1970 are refused too: a typing slip should not become a date."""
    fault(Timestamp, text)


@pytest.mark.parametrize("text", ["-1", "1.0", "", "x", "9" * 20, str(2**63), "\uff11"])
def test_a_user_id_is_a_bigint_in_digits(text: str) -> None:
    """What a bigint can't hold is refused before the ledger is asked."""
    fault(UserId, text)


@pytest.mark.parametrize("text", ["1_0", "+5", " 5", "\uff15", "1e1", ""])
def test_a_page_size_is_plain_digits(text: str) -> None:
    """int() would take these."""
    assert fault(PageSize, text) == "limit"


def test_metadata_is_any_object() -> None:
    """As it is; the reader of a request has kept the digits of its numbers."""
    value = {"invoice": "7", "n": 2**70, "nested": [{"ok": True}, None], "emoji": "🧾"}
    assert TypeAdapter(Metadata).validate_python(value, strict=True) == value
