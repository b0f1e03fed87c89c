"""A battery of bad input over the real server: refused clearly, never a 500, never wrong money."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.serving import Raw, exchange, granian, wait_for
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.config import Config

# What stands where the amount should, as it is written in the body.
AMOUNTS = {
    "WEB101": ["NaN", "Infinity", "-Infinity", "01", "1.", ".5", "0x1F", "1_0", "'1'", "--1"],
    "WEB103": ["1e3", "10.005", "1e400", "-0.0", "0.1", "1E-9", "10", "-1"],
    "WEB102": ["true", "null", "[]", "{}"],
    "LG101": [
        *('"1e3"', '"+1"', '" 1"', '"1 "', '""', '"1,00"', '"1_000"', '"0x1F"', '"\uff11\uff12"'),
        *('"1.2.3"', '"--1"', '"½"', '"١٢"', '"1\\n"', '"' + "9" * 400 + '"', '"ten"'),
    ],
    "LG102": ['"Infinity"', '"-Infinity"'],
    "LG103": ['"-10"'],
    "LG104": ['"0"', '"0.00"', '"-0"'],
    "LG105": ['"10.005"', '"0.0001"'],
    "LG106": ['"' + "9" * 30 + '"'],
}
# Whole bodies, and the status they get.
BODIES = {
    "empty": (b"", 400),
    "white space": (b"  \n", 400),
    "half": (b'{"amount": "1', 400),
    "trailing comma": (b'{"amount": "1",}', 400),
    "comment": (b'{/* */"amount": "1"}', 400),
    "more after it": (b'{"amount": "1"} {}', 400),
    "two members of one name": (b'{"amount": "1", "amount": "2"}', 400),
    "two members, escaped": (b'{"amount": "1", "\\u0061mount": "2"}', 400),
    "two members, deep": (b'{"metadata": {"a": 1, "a": 2}}', 400),
    "a list": (b"[]", 422),
    "a text": (b'"x"', 422),
    "a number": (b"1", 422),
    "null": (b"null", 422),
    "invalid UTF-8": (b'{"description": "\xff\xfe"}', 400),
    "overlong UTF-8": (b'{"description": "\xc0\xaf"}', 400),
    "surrogate in UTF-8": (b'{"description": "\xed\xa0\x80"}', 400),
    "UTF-16": ('{"amount": "1"}'.encode("utf-16"), 400),
    "UTF-32": ('{"amount": "1"}'.encode("utf-32"), 400),
    "byte order mark": (b'\xef\xbb\xbf{"amount": "1"}', 400),
    "NUL": (b'{"description": "a\x00b"}', 400),
    "NUL, escaped": (b'{"description": "a\\u0000b"}', 400),
    "NUL in a name": (b'{"metadata": {"\\u0000": 1}}', 400),
    "lone surrogate": (b'{"description": "\\ud800"}', 400),
    "surrogates turned round": (b'{"description": "\\udc00\\ud800"}', 400),
    "deep lists": (b'{"metadata": {"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}", 400),
    "deep objects": (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, 400),
    "unclosed lists": (b"[" * 1_000_000, 400),
    "a number of 10,000 digits": (b'{"metadata": {"a": ' + b"9" * 10_000 + b"}}", 400),
    "an integer beyond bigint": (b'{"expected_version": 18446744073709551616}', 422),
    "gzip": (gzip.compress(b'{"amount": "1"}'), 400),
    "XML": (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', 400),
}
TEXTS = [
    "'; DROP TABLE ledger_private.account; --",
    '" OR 1=1 --',
    "$$; SELECT pg_sleep(10); $$",
    "\\'; SELECT 1; --",
    "%s %(x)s {0} {x} ${x} $1",
    "💶👩‍👩‍👧‍👦 é ﷽ مرحبا right to left",
    "\u200b\u2028",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "\t\n\r",
    "NULL",
    "\\N",
]
HEAD = "POST /v1/transfers HTTP/1.1\r\nHost: x\r\n"


class Sender:
    """Someone with a token, on raw sockets."""

    def __init__(self, port: int, token: str, body: dict[str, Any]) -> None:
        """Send to a port, as a user; a proper body is kept for what goes into it."""
        self.port = port
        self.body = body
        self.headers = f"Authorization: Bearer {token}\r\nIdempotency-Key: k\r\n"

    def post(self, data: bytes, more: str = "", kind: str = "application/json") -> Raw:
        """Post bytes as a transfer."""
        length = f"Content-Type: {kind}\r\nContent-Length: {len(data)}\r\n"
        head = HEAD + self.headers + length + more + "\r\n"
        return exchange(self.port, head.encode("latin-1") + data)


@pytest.fixture
def sender(config: Config, database: Database, funded: Row, shop: Row) -> Iterator[Sender]:
    """Return Alice, who may pay."""
    body = {
        "from_account_id": str(funded.account_id),
        "to_account_id": str(shop.account_id),
        "amount": "1.00",
    }
    token = issue_token(config, funded.user_id, "customer", timedelta(minutes=5))
    settings = {"ZEROSUM_LOG": "off", "ZEROSUM_RATE_LIMITS": "off"}
    with granian(config, database, **settings) as port:
        yield Sender(port, token, body)


def code(answer: Raw) -> str:
    """Return the code of a problem document that tells nothing of the inside."""
    document = json.loads(answer.data)
    assert document["status"] == answer.status
    for secret in (b"Traceback", b"psycopg", b"/webapp/", b"pydantic", b"granian", b"Python"):
        assert secret not in answer.data
    return str(document["code"])


def test_amounts_that_are_none(sender: Sender, ledger: LedgerCalls, funded: Row) -> None:
    """Each with its code, and none is rounded, cut or read as something else."""
    for expected, texts in AMOUNTS.items():
        for text in texts:
            body = json.dumps({**sender.body, "amount": 0}).replace(
                '"amount": 0', f'"amount": {text}'
            )
            answer = sender.post(body.encode())
            assert 400 <= answer.status < 500, (text, answer)
            assert code(answer) == expected, (text, answer)
    assert str(ledger.balance(funded.account_id)) == "100.00"


def test_bodies_that_are_none(sender: Sender, ledger: LedgerCalls, funded: Row) -> None:
    """400 for bytes that are not JSON, 422 for JSON that is no transfer."""
    for name, (data, status) in BODIES.items():
        answer = sender.post(data)
        assert answer.status == status, (name, answer)
        code(answer)
    bomb = gzip.compress(b" " * 50_000_000)
    assert code(sender.post(bomb, more="Content-Encoding: gzip\r\n")) == "WEB304"
    assert code(sender.post(b"a=1", kind="application/x-www-form-urlencoded")) == "WEB304"
    assert code(sender.post(b"{}", kind="application/json-patch+json")) == "WEB304"
    assert code(sender.post(b"{}", kind="")) == "WEB304"
    assert str(ledger.balance(funded.account_id)) == "100.00"


def test_any_text_is_kept_as_it_is(sender: Sender, ledger: LedgerCalls) -> None:
    """SQL, markup, emoji, marks of direction: stored literally wherever text may stand."""
    for number, text in enumerate(TEXTS):
        body = {**sender.body, "description": text, "metadata": {text: [text]}}
        sender.headers = sender.headers.partition("Idempotency-Key")[0]
        sender.headers += f"Idempotency-Key: k{number}\r\n"
        answer = sender.post(json.dumps(body, ensure_ascii=bool(number % 2)).encode())
        assert answer.status == 201, (text, answer)
        posted = json.loads(answer.data)
        assert posted["description"] == text
        kept = ledger.call("get_transaction", transaction_id=posted["transaction_id"])
        assert (kept.description, kept.metadata) == (text, {text: [text]})


def test_requests_that_are_none(sender: Sender, ledger: LedgerCalls, funded: Row) -> None:
    """Refused below 500 or cut off, and the server goes on; nothing is posted by half of one."""
    good = json.dumps(sender.body).encode()
    plain = (HEAD + sender.headers + "Content-Type: application/json\r\n").encode()
    size = f"Content-Length: {len(good)}\r\n".encode()
    chunk = f"{len(good):x}\r\n".encode() + good + b"\r\n0\r\n\r\n"
    requests = {
        "two lengths": plain + size + b"Content-Length: 1\r\n\r\n" + good,
        "chunks spelt oddly": plain + b"Transfer-Encoding: xchunked\r\n\r\n" + chunk,
        "chunks and identity": plain + b"Transfer-Encoding: chunked, identity\r\n\r\n" + chunk,
        "a bad chunk": plain + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}",
        "a huge chunk": plain + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}",
        "a length below zero": plain + b"Content-Length: -1\r\n\r\n" + good,
        "a length that is none": plain + b"Content-Length: ten\r\n\r\n" + good,
        "a length with a plus": plain + b"Content-Length: +10\r\n\r\n" + good,
        "a length beyond all": plain + b"Content-Length: 99999999999999999999\r\n\r\n" + good,
        "more than 8 MiB": plain + b"Content-Length: 9000000\r\n\r\n",
        "1 MB of header": plain + b"X-Big: " + b"a" * 2**20 + b"\r\n" + size + b"\r\n" + good,
        "200 kB of header": plain + b"X-Big: " + b"a" * 200_000 + b"\r\n" + size + b"\r\n" + good,
        "1,000 headers": plain + b"X-A: b\r\n" * 1000 + size + b"\r\n" + good,
        "a header without colon": plain + b"nonsense\r\n" + size + b"\r\n" + good,
        "a header folded": plain + b"X-A: b\r\n c\r\n" + size + b"\r\n" + good,
        "a NUL in a header": plain + b"X-A: b\0c\r\n" + size + b"\r\n" + good,
        "a line feed alone": plain.replace(b"\r\n", b"\n") + size + b"\r\n" + good[:-1],
        "100 kB of path": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        "20 kB of query": b"GET /v1/accounts?a=" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        "no host": b"GET /health HTTP/1.1\r\n\r\n",
        "a method of nobody": b"BREW /health HTTP/1.1\r\nHost: x\r\n\r\n",
        "HTTP/9.9": b"GET /health HTTP/9.9\r\nHost: x\r\n\r\n",
        "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100,
        "path traversal": b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        "bytes in the path": b"GET /v1/accounts/\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        "a whole address": b"GET http://evil.example/health HTTP/1.1\r\nHost: x\r\n\r\n",
    }
    expected = {
        "more than 8 MiB": 413,
        "200 kB of header": 431,
        "20 kB of query": 414,
        "a length below zero": 400,
        "two lengths": 400,
    }
    statuses = {}
    for name, data in requests.items():
        seconds = 20.0 if name in expected or name == "a whole address" else 2.0
        statuses[name] = exchange(sender.port, data, seconds=seconds).status
        wait_for(sender.port)
    assert {name: status for name, status in statuses.items() if status >= 500} == {}
    accepted = {name for name, status in statuses.items() if 200 <= status < 300}
    assert accepted == {"a whole address"}
    assert str(ledger.balance(funded.account_id)) == "100.00"
    assert {name: statuses[name] for name in expected} == expected


def test_chunks_are_read_whole_or_a_length_is_asked_for(
    sender: Sender, ledger: LedgerCalls, funded: Row
) -> None:
    """A body in chunks is the same body, however it is cut; and chunks overrule a length."""
    good = json.dumps(sender.body).encode()
    head = HEAD + sender.headers + "Content-Type: application/json\r\n"
    head += "Transfer-Encoding: chunked\r\n\r\n"
    pieces = b"".join(
        f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in (good[:9], good[9:])
    )
    answer = exchange(sender.port, head.encode(), pieces + b"0\r\n\r\n", seconds=20.0)
    assert answer.status == 201, answer
    assert str(ledger.balance(funded.account_id)) == "99.00"
    both = head.replace("Transfer", "Content-Length: 5\r\nTransfer").encode()
    smuggled = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    replay = exchange(sender.port, both, pieces + b"0\r\n\r\n" + smuggled, seconds=20.0)
    assert replay.status == 200  # posted before
    assert str(ledger.balance(funded.account_id)) == "99.00"
    huge = b"100000\r\n" + b" " * 2**20 + b"\r\n"
    endless = [head.encode(), *[huge] * 9, b"0\r\n\r\n"]
    assert exchange(sender.port, *endless, seconds=5.0).status in {0, 400, 413}
    wait_for(sender.port)
