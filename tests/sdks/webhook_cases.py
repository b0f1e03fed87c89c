"""Webhooks for both clients: the vector of https://www.standardwebhooks.com, and attacks on it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import asdict, dataclass, replace
from typing import Any

_OTHER_SECRET = "whsec_" + base64.b64encode(b"another secret of 24 bytes").decode()


@dataclass(frozen=True, slots=True)
class Case:
    """What came, when, and whether it is to be believed."""

    name: str
    is_good: bool
    secret: str
    id: str | None
    timestamp: str | None
    signature: str | None
    body: str
    now: float

    @property
    def headers(self) -> dict[str, str]:
        """The fields, those that are there."""
        fields = {
            "webhook-id": self.id,
            "Webhook-Timestamp": self.timestamp,
            "WEBHOOK-SIGNATURE": self.signature,
        }
        return {name: value for name, value in fields.items() if value is not None}

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can tell it."""
        return {**asdict(self), "headers": self.headers}


_VECTOR = Case(
    "the published vector",
    is_good=True,
    secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    id="msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp="1614265330",
    signature="v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    body='{"test": 2432232314}',
    now=1614265330.0,
)
_GOOD = str(_VECTOR.signature)


def _signed(case: Case) -> str:
    key = base64.b64decode(case.secret.removeprefix("whsec_"))
    text = f"{case.id}.{case.timestamp}.{case.body}".encode()
    return "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def _good(name: str, **changes: Any) -> Case:  # noqa: ANN401 - members of a case
    return replace(_VECTOR, name=name, **changes)


def _bad(name: str, **changes: Any) -> Case:  # noqa: ANN401 - members of a case
    return replace(_VECTOR, name=name, is_good=False, **changes)


_OF_ANOTHER = _signed(replace(_VECTOR, secret=_OTHER_SECRET))
_EMPTY = _good("an empty body", body="")
_TEXT = _good("text beyond ASCII", body='{"text": "💶 é"}')

CASES = (
    _VECTOR,
    _good("a secret without its prefix", secret="MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
    _good("one of two, while a secret is changed", signature=f"{_OF_ANOTHER} {_GOOD}"),
    _good("beside one of a version to come", signature=f"v2,AAAA {_GOOD} v1a,BBBB"),
    _good("beside one that is no Base64", signature=f"v1,??? v1 {_GOOD}"),
    _good("as late as may be", now=_VECTOR.now + 300),
    _good("as early as may be", now=_VECTOR.now - 300),
    replace(_EMPTY, signature=_signed(_EMPTY)),
    replace(_TEXT, signature=_signed(_TEXT)),
    _bad("another body", body='{"test": 2432232315}'),
    _bad("a body that is written otherwise", body='{"test":2432232314}'),
    _bad("another id", id="msg_other"),
    _bad("another time", timestamp="1614265331"),
    _bad("another secret", secret=_OTHER_SECRET),
    _bad("a signature of another secret", signature=_OF_ANOTHER),
    _bad("too late: sent again by somebody", now=_VECTOR.now + 301),
    _bad("too early", now=_VECTOR.now - 301),
    _bad("a right signature of a wrong version", signature=_GOOD.replace("v1,", "v2,")),
    _bad("a right signature of no version", signature=_GOOD.removeprefix("v1,")),
    _bad("a part of the signature", signature=_GOOD[:20] + "="),
    _bad("an empty signature", signature="v1,"),
    _bad("no Base64", signature="v1,???"),
    _bad("no id", id=None),
    _bad("no time", timestamp=None),
    _bad("no signature", signature=None),
    _bad("a time with a fraction", timestamp="1614265330.0"),
    _bad("a time in other digits", timestamp="१६१४२६५३३०"),
    _bad("a time that is no number", timestamp="nan"),
    _bad("a time beyond all times", timestamp="9" * 400),
)
# Header fields of fetch are Latin-1.
OF_FETCH = tuple(case for case in CASES if (case.timestamp or "").isascii())
