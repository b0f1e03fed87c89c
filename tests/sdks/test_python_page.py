"""The Python lines of docs/how-to/clients.md, typed along from the first to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.docs.blocks import ROOT, blocks_of

if TYPE_CHECKING:
    import pytest

    from tests.sdks.conftest import Served
    from zerosum_client import Client


def test_the_page_can_be_followed(
    served: Served, staff: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    """One payment is there, another was given back, and what is refused is told."""
    page = ROOT / "docs" / "how-to" / "clients.md"
    known: dict[str, Any] = {"url": served.url, "secret": served.token}
    for block in blocks_of(page.read_text(encoding="utf-8")):
        if block.kind == "python":
            code = compile("\n" * (block.line - 1) + block.text, page.name, "exec")
            exec(code, known)  # noqa: S102 - the page's own lines
    for client in (known["staff"], known["wallet"]):
        client.close()
    assert str(staff.find_account(code="shop").balance) == "10.50"
    printed = capsys.readouterr().out
    assert printed.count("DEBIT") == 2
    assert "LG201 89.50 " in printed
    assert "too far from now" in printed
