"""Signatures against the vectors that https://www.standardwebhooks.com publishes."""

from __future__ import annotations

import base64

from tests.sdks.webhook_cases import CASES
from webapp.webhooks.signing import new_secret, signatures
from zerosum_client.webhooks import verify_webhook


def test_the_published_vector() -> None:
    """Id, timestamp, secret and body give the signature that the specification gives."""
    (vector,) = [case for case in CASES if case.name == "the published vector"]
    made = signatures(
        [vector.secret], str(vector.id), int(str(vector.timestamp)), vector.body.encode()
    )
    assert made == vector.signature


def test_every_good_case_of_the_clients_is_signed_so() -> None:
    """An empty body, text beyond ASCII, a secret without its prefix."""
    for case in CASES:
        if case.is_good:
            body = case.body.encode()
            made = signatures([case.secret], str(case.id), int(str(case.timestamp)), body)
            assert made in str(case.signature).split(" "), case.name


def test_two_secrets_make_two_signatures() -> None:
    """Either verifies."""
    keys = [new_secret(), new_secret()]
    made = signatures(keys, "id", 1614265330, b"{}")
    headers = {
        "webhook-id": "id",
        "webhook-timestamp": "1614265330",
        "webhook-signature": made,
    }
    assert [verify_webhook(key, headers, b"{}", now=1614265330) for key in keys] == ["id"] * 2
    assert all(len(base64.b64decode(key.removeprefix("whsec_"))) == 32 for key in keys)
