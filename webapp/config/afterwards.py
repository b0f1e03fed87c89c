"""The settings of what is done after the commit: webhooks, exports, fraud checks, mail."""

import re
from collections.abc import Collection
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from webapp.config.kinds import switch, url_of, whole
from webapp.config.section import PREFIX, Section, setting


class Webhooks(Section):
    """Where events may be sent."""

    title: ClassVar[str] = "Webhooks"

    allow_private: Annotated[bool, switch] = setting(
        "WEBHOOK_ALLOW_PRIVATE",
        "Whether webhooks go over http and to private addresses too, on or off; for development.",
        default=False,
    )
    keep_days: Annotated[int, whole(7, 36_500)] = setting(
        "WEBHOOK_KEEP_DAYS", "How many days deliveries that were taken are kept.", default=30
    )


class Exports(Section):
    """Files of entries that were asked for."""

    title: ClassVar[str] = "Exports"

    keep_days: Annotated[int, whole(1, 36_500)] = setting(
        "EXPORT_KEEP_DAYS", "How many days the file of an export can be read.", default=7
    )


class Fraud(Section):
    """What the fraud checks keep."""

    title: ClassVar[str] = "Fraud checks"

    keep_days: Annotated[int, whole(31, 36_500)] = setting(
        "FRAUD_KEEP_DAYS",
        "How many days features of moves are kept, but for those that a case stands upon.",
        default=90,
    )


SMTP = ("smtp", "smtps", "smtp+plain")
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._-]{1,30}@[A-Za-z0-9.-]{1,250}", re.ASCII)


def _mailbox(text: str | None) -> str | None:
    if text is not None and not _PLAIN_ADDRESS.fullmatch(text):
        raise ValueError("must be a plain address such as ledger@bank.example")
    return text


class Mail(Section):
    """How users are told of events."""

    title: ClassVar[str] = "Mail"

    url: Annotated[str | None, url_of(*SMTP)] = setting(
        "SMTP_URL",
        "Who takes mail: `smtp://user:password@host:587` demands STARTTLS, `smtps://` begins with "
        "TLS, `smtp+plain://` is for a relay on the same machine.",
        told="none: no mail is sent",
        is_secret=True,
    )
    sender: Annotated[str | None, AfterValidator(_mailbox)] = setting(
        "MAIL_FROM", "The address that mail comes from."
    )
    bounces: Annotated[str | None, AfterValidator(_mailbox)] = setting(
        "MAIL_BOUNCES",
        "Where mail that cannot be delivered comes back to, with a mark: `it+mark@host`.",
        told="ZEROSUM_MAIL_FROM",
    )

    @classmethod
    def misfits(cls, given: Collection[str]) -> list[str]:
        """Ask for a sender where there is a server."""
        if f"{PREFIX}SMTP_URL" in given and f"{PREFIX}MAIL_FROM" not in given:
            return [f"{PREFIX}MAIL_FROM is needed with {PREFIX}SMTP_URL"]
        return []
