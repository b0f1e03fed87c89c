"""Bodies, keys and query strings: read, or refused with a code that says why."""

from contextlib import suppress

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from webapp.accounts.bodies import AccountBody, AccountsQuery
from webapp.http.reading import read_body, read_key, read_query
from webapp.problems.refusals import Refusal
from webapp.transfers.bodies import TransferBody

APP = Flask(__name__)
ID = "01890a5d-ac96-774b-bcce-b302099a8057"
OTHER = "01890a5d-ac96-774b-bcce-b302099a8058"


def body_refusal(body: str | bytes, media_type: str = "application/json") -> Refusal:
    """Return the refusal of a transfer's body."""
    with (
        APP.test_request_context(method="POST", data=body, content_type=media_type),
        pytest.raises(Refusal) as caught,
    ):
        read_body(TransferBody)
    return caught.value


def transfer(rest: str = "", amount: str = '"10.50"') -> str:
    """Return the JSON of a transfer."""
    return f'{{"from_account_id":"{ID}","to_account_id":"{OTHER}","amount":{amount}{rest}}}'


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"nope", b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b'{"a":"\xff"}'),
        *(b"[" * 100_000, b'{"a":' * 500 + b"1" + b"}" * 500, b'{"a":1}x', b"{'a':1}"),
        transfer(',"description":"a\\u0000b"').encode(),
        transfer(',"description":"\\ud800"').encode(),
        transfer(',"metadata":{"a":["\\udc00"]}').encode(),
        transfer(',"metadata":{"\\u0000":1}').encode(),
        transfer(',"amount":"1"').encode(),
        transfer(',"metadata":{"a":1,"a":2}').encode(),
        transfer(amount="NaN").encode(),
        transfer(amount="-Infinity").encode(),
        transfer(f',"metadata":{{"n":{"9" * 5000}}}').encode(),
    ],
)
def test_what_is_not_clean_json_is_malformed(body: bytes) -> None:
    """400, whatever the fault."""
    refusal = body_refusal(body)
    assert (refusal.code, refusal.http_status) == ("WEB101", 400)


@pytest.mark.parametrize("number", ["10.5", "1e3", "1E-3", "-0.1", "1e400", "10.0"])
def test_a_double_is_no_amount(number: str) -> None:
    """Never rounded: it is a text."""
    refusal = body_refusal(transfer(amount=number))
    assert (refusal.code, refusal.http_status) == ("WEB103", 422)
    assert refusal.errors[0]["pointer"] == "/amount"


@pytest.mark.parametrize("number", ["1e131072", "-1E+999999999999", "1e-16384", "0e99999999"])
def test_a_number_that_postgresql_does_not_hold_is_refused(number: str) -> None:
    """And its text is shown."""
    refusal = body_refusal(transfer(f',"metadata":{{"rate":[{number}]}}'))
    assert (refusal.code, refusal.http_status) == ("WEB103", 422)
    assert str(refusal.detail).startswith(number)


def test_a_whole_json_number_is_no_amount_either() -> None:
    """Strings only."""
    refusal = body_refusal(transfer(amount="10"))
    assert refusal.code == "WEB103"
    assert refusal.errors[0]["pointer"] == "/amount"


@pytest.mark.parametrize("amount", ["1e3", "\uff11\uff12", "1_000", "+1", "", "ten"])
def test_an_amount_in_other_writing_has_the_ledgers_code(amount: str) -> None:
    """LG101, as the ledger itself says to what is no number."""
    refusal = body_refusal(transfer(amount=f'"{amount}"'))
    assert (refusal.code, refusal.http_status) == ("LG101", 422)


def test_faults_of_several_kinds_are_all_pointed_at() -> None:
    """One answer is enough to mend the request."""
    refusal = body_refusal('{"amount":"1e3","x/y~z":1,"from_account_id":"7"}')
    assert refusal.code == "WEB102"
    assert {error["pointer"] for error in refusal.errors} == {
        *("/amount", "/x~1y~0z", "/from_account_id", "/to_account_id")
    }


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "", "text/json"])
def test_another_media_type_is_unsupported(media_type: str) -> None:
    """415."""
    assert body_refusal(transfer(), media_type).code == "WEB304"


def test_a_backslash_before_u0000_is_text() -> None:
    """Six characters that only look like an escaped NUL."""
    body = transfer(',"description":"a\\\\u0000"')
    with APP.test_request_context(method="POST", data=body, content_type="application/json"):
        assert read_body(TransferBody).description == "a\\u0000"


def test_a_whole_transfer_is_read() -> None:
    """Every member, in strict mode."""
    more = ',"currency":"EUR","effective_at":"2026-05-01T00:00:00+02:00","expected_version":3'
    with APP.test_request_context(
        method="POST", data=transfer(more), content_type="application/json; charset=utf-8"
    ):
        body = read_body(TransferBody)
    assert str(body.from_account_id) == ID
    assert body.effective_at is not None
    assert body.effective_at.isoformat() == "2026-04-30T22:00:00+00:00"
    assert body.expected_version == 3


@given(st.binary(max_size=200))
def test_no_body_brings_the_reader_down(body: bytes) -> None:
    """A model or a refusal, nothing else."""
    context = APP.test_request_context(method="POST", data=body, content_type="application/json")
    with context, suppress(Refusal):
        read_body(AccountBody)


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("abc", "abc"),
        ('"abc"', "abc"),
        ('"a\\"b\\\\c"', 'a"b\\c'),
        ("!~", "!~"),
        ("k" * 255, "k" * 255),
        (f'"{"k" * 255}"', "k" * 255),
        ('"a b"', "a b"),
        ('"%c3"', "%c3"),
        ("%c3", "%c3"),
        ('%"a b"', "a b"),
        ('%"a%22b%25\\"', 'a"b%\\'),
        ('%"caf%c3%a9"', "caf\xe9"),
        ('%"caf%C3%A9"', "caf\xe9"),
        ('%"%e6%bc%a2 %f0%9f%92%b3"', "\u6f22 \U0001f4b3"),
        (f'%"{"%c3%a9" * 255}"', "\xe9" * 255),
    ],
)
def test_a_key_is_read_bare_or_quoted(header: str, key: str) -> None:
    """Bare, as a string or as a display string of RFC 9651: the same text is the same key."""
    with APP.test_request_context(headers={"Idempotency-Key": header}):
        assert read_key(is_required=True) == key


@pytest.mark.parametrize(
    "header",
    [
        *("", "k" * 256, "a b", '"abc', '""', '"a"b', "\xe9", "caf\xc3\xa9", "a\tb", '"a\\n"'),
        *('%"', '%""', '%"a', '%"a"b"', '%"\xe9"', '%"%c3"', '%"%e9"', '%"%zz"', '%"%"', '%"a%00"'),
        *('%"%ed%a0%80"', f'%"{"%c3%a9" * 256}"', f'"{"k" * 256}"', '%"a";b=c'),
    ],
)
def test_a_malformed_key_is_refused(header: str) -> None:
    """Also where a key is optional: a client that sends one means it."""
    with (
        APP.test_request_context(headers={"Idempotency-Key": header}),
        pytest.raises(Refusal) as caught,
    ):
        read_key(is_required=False)
    assert caught.value.code == "WEB105"


def test_a_missing_key_is_refused_where_money_moves() -> None:
    """400, with what to send."""
    with APP.test_request_context(), pytest.raises(Refusal) as caught:
        read_key(is_required=True)
    assert (caught.value.code, caught.value.http_status) == ("WEB104", 400)
    with APP.test_request_context():
        assert read_key(is_required=False) is None


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "limit=1_0", "limit=5&limit=6", "page=2", "currency=usd"]
)
def test_a_query_that_is_not_documented_is_refused(query: str) -> None:
    """Unknown and repeated parameters too: a slip must not change what is listed."""
    with APP.test_request_context(f"/?{query}"), pytest.raises(Refusal) as caught:
        read_query(AccountsQuery)
    assert caught.value.code == "WEB102"
