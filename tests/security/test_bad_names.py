"""The same name at every door has the same verdict: kept in one spelling, or refused by one code.

The columns that hold names come from the catalog, so that a new one is given its doors here.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.conventions.test_unique_texts import _UNIQUE_TEXTS
from tests.security.doors_of_names import Doors
from tests.security.tampering import rewrite

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_NAMES = """
    SELECT a.attrelid::regclass::text, a.attname, a.atttypid::regtype::text
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid AND c.relkind = 'r'
    WHERE a.atttypid = 'ledger_private.name_text'::regtype
"""
# Each column that the catalog finds: the name that is asked for at the doors below, or why none is.
COLUMNS = {
    "account_code.code": "code",
    "login.username": "username",
    "category.path": "path",
    "idempotency_key.idempotency_key": "key",
    "outside_identity.issuer": "issuer",
    "outside_identity.subject": "subject",
    "revoked_token.token_id": "token id",
    "currency.currency": "asset",
    "role_permission.permission": "permission",
    **dict.fromkeys(
        ("account.name", "app_user.display_name", "api_key.name", "currency.name"), "name"
    ),
}
LISTED = {
    **dict.fromkeys(
        ("event_consumer.consumer_name", "event_lease.consumer_name"),
        "a word of small letters: tests/events/ asks for others",
    ),
    "worker_pulse.job_name": "a word of small letters: tests/operations/ asks for another",
    **dict.fromkeys(
        (
            "account_day_type.transaction_type",
            "currency_day.transaction_type",
            "currency_day.currency",
        ),
        "added up from what was posted",
    ),
    "category.name": "the end of its path",
    "fraud_rule.rule_name": "a word of small letters: tests/fraud/ asks for others",
    "refusing_rule.rule_name": "a rule's, which is there already",
    "notification.channel": "email or chat",
    "notification_threshold.currency": "of a currency that is there",
    "login_throttle.throttle_key": "a digest, made by the ledger",
    **dict.fromkeys(("seal_head.key_id", "seal_key.key_id"), "a digest, made by the ledger"),
    **dict.fromkeys(
        ("sealed_state.object_type", "sealed_state.object_key"),
        "of objects that are there, whose names have been tried",
    ),
    "usage_limit.currency": "one of the assets",
    "usage_limit.transaction_type": "a word, which who posts chooses",
    **dict.fromkeys(
        (
            "role_permission.role",
            "fraud_pair.direction",
            "usage_limit.direction",
            "usage_limit.measure",
            "usage_limit.period",
        ),
        "one of a few words",
    ),
}
# A number in place of {} makes each name a new one.
KEPT = {"plain": "name-{}", "accents": "caf\xe9{}", "other script": "\u6f22 \u5b57{}"}
ENDS = {"space before": " a{}", "space after": "a{} ", "no-break": "a{}\xa0", "wide": "\u3000a{}"}
REFUSED = {
    "tab": "a\tb{}",
    "delete": "a\x7fb{}",
    "next line": "a\x85b{}",
    "zero width": "a\u200bb{}",
    "joiner": "a\u200db{}",
    "soft hyphen": "a\xadb{}",
    "left to right": "a\u200eb{}",
    "arabic mark": "a\u061cb{}",
    "turned round": "a\u202eb{}",
    "isolated": "a\u2066b{}",
    "word joiner": "a\u2060b{}",
    "invisible plus": "a\u2064b{}",
    "filler": "a\u3164b{}",
    "blank braille": "a\u2800b{}",
    "variant": "a\ufe0fb{}",
    "byte order mark": "a\ufeffb{}",
    "tag": "a\U000e0041b{}",
    "line separator": "a\u2028b{}",
    "lost character": "a\ufffdb{}",
}
RESERVED = {
    "reserved": "world:EUR{}",
    "another case": "World:EUR{}",
    "cyrillic": "w\u043erld:EUR{}",
    "greek": "w\u03bfrld:{}",
    "full width": "\uff57\uff4f\uff52\uff4c\uff44\uff1a{}",
    "of the house": "House:{}",
    "of a space": "~1/{}",
}
APART, TOGETHER = "cafe\u0301{}", "caf\xe9{}"
# Names that people type are brought to form NFC; what programs make is refused unless it is.
TYPED = {"code", "username", "path", "name"}
HOUSE_S = {"code", "username"}
WORDS = {"asset", "permission"}
_numbers = itertools.count(1)


def names(kind: str) -> dict[str, tuple[str, str]]:
    """Return what is tried, and the verdict that every door must give."""
    bad = {what: (form, "LG109") for what, form in {**ENDS, **REFUSED}.items()}
    if kind in WORDS:
        return {**bad, **{what: (form, "LG109") for what, form in KEPT.items()}}
    tried = {**bad, **{what: (form, f"kept {form}") for what, form in KEPT.items()}}
    tried["two spellings"] = (APART, f"kept {TOGETHER}" if kind in TYPED else "LG109")
    if kind in HOUSE_S:
        tried |= {what: (form, "LG150") for what, form in RESERVED.items()}
    return tried


@pytest.fixture
def doors(
    ledger: LedgerCalls,
    database: Database,
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> Doors:
    """Return every door."""
    people = {
        name: request.getfixturevalue(fixture)
        for name, fixture in (
            ("operator", "operator"),
            ("administrator", "administrator"),
            ("customer", "as_alice"),
        )
    }
    return Doors(ledger, database, people, tmp_path)


def disagreements(doors: Doors, kind: str) -> list[tuple[str, str, str]]:
    """Return each door and name whose verdict is not the one expected."""
    found = []
    for what, (form, wanted) in names(kind).items():
        for door, ask in doors.of(kind).items():
            number = next(_numbers)
            verdict = ask(form.format(number))
            told = wanted
            if door == "import" and what in ENDS:
                # What stands around a cell of a file is not of the name.
                told = f"kept {form.strip()}"
            if verdict != told.format(number):
                found.append((door, what, verdict))
    return found


_KINDS = sorted(set(COLUMNS.values()))


@pytest.mark.parametrize("kind", _KINDS)
def test_every_door_says_the_same(doors: Doors, kind: str) -> None:
    """Each name at each door of its kind."""
    assert doors.of(kind)
    assert disagreements(doors, kind) == []


def test_every_column_that_names_something_has_its_doors(database: Database) -> None:
    """A new unique text or name is either asked for here, or told why it need not be."""
    with database.connect() as connection:
        rows = connection.execute(_UNIQUE_TEXTS.encode()).fetchall()
        rows += connection.execute(_NAMES.encode()).fetchall()
    found = {f"{table.partition('.')[2]}.{column}" for table, column, _ in rows}
    assert found == COLUMNS.keys() | LISTED.keys()


_PLANTED = {
    "code": ("require_code", "ledger_private.is_plain_text(v_name)", "true"),
    "username": ("require_username", "ledger_private.is_plain_text(p_username)", "true"),
    "key": ("malformed_field", "ledger_private.is_plain_text(p_idempotency_key)", "true"),
    "name": ("require_name", "normalize(p_name, NFC)", "p_name"),
}


@pytest.mark.parametrize("kind", _PLANTED)
def test_a_door_that_asks_no_more_is_noticed(doors: Doors, kind: str) -> None:
    """The table could fail: where the function forgets, the domain refuses by another code."""
    function, whole, planted = _PLANTED[kind]
    with doors.database.connect() as owner:
        rewrite(owner, f"ledger_private.{function}", whole, planted)
    assert disagreements(doors, kind)
