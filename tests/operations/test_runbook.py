"""The runbook can be believed: every alert has its heading, every block of SQL runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.ledger_calls import LedgerCalls

_ROOT = Path(__file__).resolve().parents[2]
_PAGE = (_ROOT / "docs" / "how-to" / "runbook.md").read_text(encoding="utf-8")
_ALERTS = (_ROOT / "compose" / "alerts.yml").read_text(encoding="utf-8")
_BLOCKS = re.findall(r"^```sql\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL)


def test_every_alert_has_its_heading() -> None:
    """And says so in its annotation; no heading is left from an alert that is gone."""
    alerts = re.findall(r"- alert: (\w+)", _ALERTS)
    anchors = re.findall(r"runbook: docs/how-to/runbook\.md#(\w+)", _ALERTS)
    headings = re.findall(r"^## (\w+)$", _PAGE, re.MULTILINE)
    assert alerts
    assert headings == alerts
    assert anchors == [alert.lower() for alert in alerts]


@pytest.mark.parametrize("block", _BLOCKS, ids=range(1, len(_BLOCKS) + 1))
def test_what_is_to_be_typed_can_be_typed(ledger: LedgerCalls, block: str) -> None:
    """By a DBA, with no other rights."""
    account = ledger.account("runbook:example")
    ledger.call("deposit", account_id=account.account_id, amount="10.00")
    cursor = ledger.connection.execute(block.encode())
    assert cursor.description is not None
    if "WHERE" not in block:
        assert cursor.fetchall()
