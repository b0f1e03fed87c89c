"""What the gateway's tests start from."""

from __future__ import annotations

import pytest

from webapp.gateway import connecting


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a Redis on a busy machine for slow, not for away."""
    monkeypatch.setattr(connecting, "TIMEOUT_SECONDS", 10.0)
