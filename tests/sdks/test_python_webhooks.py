"""Webhooks are believed when their sender signed them lately, and never otherwise."""

from __future__ import annotations

import pytest

from tests.sdks.webhook_cases import CASES, Case
from zerosum_client import WebhookError, verify_webhook


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_webhook_is_believed_or_not(case: Case) -> None:
    """As bytes and as text."""
    for body in (case.body, case.body.encode()):
        if case.is_good:
            assert verify_webhook(case.secret, case.headers, body, now=case.now) == case.id
        else:
            with pytest.raises(WebhookError):
                verify_webhook(case.secret, case.headers, body, now=case.now)


def test_fields_may_come_as_pairs_and_the_tolerance_is_the_callers() -> None:
    """WSGI and ASGI give pairs."""
    case = CASES[0]
    pairs = list(case.headers.items())
    late = case.now + 400
    assert verify_webhook(case.secret, pairs, case.body, tolerance=500, now=late) == case.id
    with pytest.raises(WebhookError, match="too far"):
        verify_webhook(case.secret, pairs, case.body)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_?", "whsec_YQ"])
def test_a_secret_that_is_none_is_the_callers_mistake(secret: str) -> None:
    """Not the sender's: it is told even where no signature could be right."""
    case = CASES[0]
    with pytest.raises(ValueError, match="a secret is whsec_"):
        verify_webhook(secret, case.headers, case.body, now=case.now)
