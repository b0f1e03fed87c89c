"""Where webhooks are not sent: refused when an endpoint is named, and again at each connection."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from webapp.webhooks import addresses
from webapp.webhooks.addresses import is_public
from webapp.webhooks.delivering import Deliverer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from tests.webhooks.receiving import Receiver
    from webapp.keys.sealing import Keyring

PRIVATE = (
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1"),  # noqa: S104
    *("172.31.255.255", "192.168.1.1", "169.254.169.254", "169.254.0.1", "100.64.0.1"),
    *("100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "239.255.255.255"),
    *("240.0.0.1", "255.255.255.255", "192.0.2.1", "198.51.100.7", "203.0.113.9"),
    *("::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8"),
    *("::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1"),
    *("2002:7f00:1::", "2002:a9fe:a9fe::", "2001::1", "2001:db8::1", "100::1", "3fff::1"),
)
PUBLIC = (
    *("8.8.8.8", "1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.63.255.255"),
    *("100.128.0.1", "169.253.1.1", "192.167.1.1", "223.255.255.255", "11.0.0.1", "126.0.0.1"),
    *("2606:4700:4700::1111", "2a00:1450:4001:81b::200e", "2620:fe::fe"),
)
REFUSED_URLS = (
    *("http://shop.example.org/", "ftp://shop.example.org/", "https://", "https:///hook", ""),
    *("shop.example.org", "https://user@shop.example.org/", "https://a:b@shop.example.org/"),
    *("https://shop.example.org/#part", "https://shop.example.org:99999999/"),
    *("https://shop.example.org\\@127.0.0.1/", "https://shop.example.org/ x"),
    *("https://localhost/", "https://LOCALHOST/", "https://app.localhost/", "https://shop/"),
    *("https://metadata.google.internal/", "https://printer.local/", "https://db.internal./"),
    *("https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/", "https://127.1/"),
    *("https://0x7f.0.0.1/", "https://127.0.0.1./", "https://[::1%25lo]/", "https://[127.0.0.1]/"),
    *("https://1.2.3.4.5/", "https://256.1.1.1/", "https://[1:2/", "https://①②⑦.0.0.1/"),
    *("https://shop_1.example.org/", "https://-a.example.org/", "https://a..example.org/"),
    "https://shop.example.org/" + "x" * 1000,
)
ACCEPTED_URLS = (
    *("https://shop.example.org", "https://shop.example.org/hook?a=b", "https://8.8.8.8/"),
    *(
        "https://shop.example.org:8443/x",
        "https://[2606:4700:4700::1111]:8443/",
        "https://a.b-c.de/",
    ),
)


def _make(ledger: LedgerCalls, url: str, **more: object) -> Row:
    return ledger.call(
        "create_webhook_endpoint",
        url=url,
        key_id="1",
        wrapped_key=b"k" * 60,
        sealed=b"s" * 100,
        **more,
    )


def _literal(address: str) -> str:
    return f"https://[{address}]/" if ":" in address else f"https://{address}/"


def _refusal(make: Callable[[], Row]) -> str | None:
    try:
        make()
    except psycopg.Error as error:
        return error.sqlstate
    return None


def test_is_refused_when_an_endpoint_is_named(ledger: LedgerCalls) -> None:
    """In every spelling of an address that there is; also when an endpoint is changed."""
    row = _make(ledger, "https://shop.example.org/")
    for url in (*REFUSED_URLS, *map(_literal, PRIVATE)):
        made = _refusal(lambda: _make(ledger, url))  # noqa: B023 - called at once
        changed = _refusal(
            lambda: ledger.call(
                "update_webhook_endpoint",
                endpoint_id=row.endpoint_id,
                url=url,  # noqa: B023 - as above
            )
        )
        assert {made, changed} <= {"LG155", "LG109"}, url


def test_is_taken(ledger: LedgerCalls) -> None:
    """A name with a dot, or a public address, by https."""
    for url in (*ACCEPTED_URLS, *map(_literal, PUBLIC)):
        assert _make(ledger, url).url == url


def test_a_name_that_leads_there_is_refused(ledger: LedgerCalls) -> None:
    """One private address among public ones is enough."""
    for address in PRIVATE:
        made = _refusal(
            lambda: _make(
                ledger,
                "https://shop.example.org/",
                addresses=["8.8.8.8", address],  # noqa: B023 - called at once
            )
        )
        assert made == "LG155", address


def test_python_and_the_ledger_agree(database: Database) -> None:
    """On each address of the tables above, and on the edges of each network."""
    edges = [str(edge) for network in addresses._NOT_PUBLIC for edge in (network[0], network[-1])]
    every = [*PRIVATE, *PUBLIC, *edges]
    with database.connect() as connection:
        said = connection.execute(
            "SELECT ledger_private.is_public_address(a::inet)"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS t (a, n) ORDER BY n",
            (every,),
        ).fetchall()
    assert [row[0] for row in said] == [is_public(one) for one in every]
    assert [one for one in PRIVATE if is_public(one)] == []
    assert [one for one in PUBLIC if not is_public(one)] == []
    assert [one for one in edges if is_public(one)] == []


class Rebinding(AbstractResolver):
    """Answers with a public address first, and with this machine's ever after."""

    def __init__(self, answers: list[str]) -> None:
        """Keep the answers."""
        self.answers = answers
        self.asked = 0

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: Any = socket.AF_INET,  # noqa: ANN401 - aiohttp's
    ) -> list[ResolveResult]:
        """Return the next answer."""
        del family
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [
            ResolveResult(
                hostname=host, host=answer, port=port, family=socket.AF_INET, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        """Nothing is open."""


def _attempt(database: Database, ring: Keyring, answers: list[str], *, allow: bool) -> Rebinding:
    made: list[Rebinding] = []

    def resolver() -> AbstractResolver:
        made.append(Rebinding(answers))
        return made[0]

    with database.connect("ledger_dba") as connection:
        deliverer = Deliverer(connection, ring, allow_private=allow, resolver=resolver)
        try:
            while deliverer.turn(threading.Event()):
                pass
        finally:
            deliverer.close()
    return made[0]


@pytest.mark.parametrize(
    ("allow", "arrives"), [(False, False), (True, True)], ids=["refused", "allowed"]
)
def test_a_name_that_is_bound_anew_is_refused_at_the_connection(
    database: Database,
    ledger: LedgerCalls,
    ring: Keyring,
    receiver: Receiver,
    *,
    allow: bool,
    arrives: bool,
) -> None:
    """The name was public when the endpoint was made; what is connected to is looked at."""
    sealed = ring.seal_secret(0, "whsec_" + "A" * 32)
    url = f"http://shop.example.org:{receiver.port}/hook"
    row = ledger.call(
        "create_webhook_endpoint",
        url=url,
        key_id=sealed.key_id,
        wrapped_key=sealed.wrapped_key,
        sealed=sealed.sealed,
        addresses=["93.184.216.34"],
        event_types=["transaction.*"],
        allows_private=True,
    )
    ledger.call("ping_webhook_endpoint", endpoint_id=row.endpoint_id)
    assert _attempt(database, ring, ["127.0.0.1"], allow=allow).asked >= 1
    assert bool(receiver.received) is arrives
    (delivery,) = ledger.rows("list_webhook_deliveries", endpoint_id=row.endpoint_id)
    assert delivery.last_error == (None if arrives else "address")


def test_an_address_written_out_is_refused_at_the_connection(
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Callable[..., tuple[Row, str]],
    deliver: Callable[..., None],
) -> None:
    """No name is asked for there; what was let in for development stays outside in production."""
    row, _ = endpoint()
    ledger.call("ping_webhook_endpoint", endpoint_id=row.endpoint_id)
    deliver(allow_private=False)
    assert receiver.received == []
    (delivery,) = ledger.rows("list_webhook_deliveries", endpoint_id=row.endpoint_id)
    assert delivery.last_error == "address"


@pytest.mark.parametrize("address", PRIVATE)
def test_the_guard_of_connections_refuses_each_address(address: str) -> None:
    """Whatever was asked before, this socket is not made."""
    make = addresses.sockets(allow_private=False)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with pytest.raises(addresses.RefusedAddressError):
        make((family, socket.SOCK_STREAM, 0, "", (address, 443)))
