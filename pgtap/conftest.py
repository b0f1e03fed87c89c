"""pgTAP files are tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.collector import PgtapFile

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PgtapFile | None:
    """Collect test_*.sql."""
    if file_path.match("test_*.sql"):
        return PgtapFile.from_parent(parent, path=file_path)
    return None
