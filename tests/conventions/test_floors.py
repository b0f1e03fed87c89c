"""No import of webapp/ runs up: a room knows only what is below it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conventions.floors import FLOORS, faults_of

WEBAPP = Path(__file__).resolve().parents[2] / "webapp"


def test_every_import_leads_down() -> None:
    """`python -m tests.conventions.floors` prints the rooms and what each imports."""
    assert faults_of(WEBAPP) == []


def test_a_room_is_on_one_floor() -> None:
    """With one floor a room, imports that all lead down can make no circle."""
    rooms = [room for floor in FLOORS for room in floor]
    assert len(rooms) == len(set(rooms))


@pytest.mark.parametrize(
    ("file", "line", "fault"),
    [
        ("db.py", "from webapp.identity import auth", "webapp.db imports webapp.identity.auth"),
        ("db.py", "import webapp.access.calls", "webapp.db imports webapp.access.calls"),
        ("gateway/limiting.py", "from webapp.http.api import Routes", "webapp.http.api"),
        ("holds/routes.py", "from webapp import create_app", "webapp.holds.routes imports webapp,"),
        ("time/rows.py", "from webapp.people import rows", "webapp.time.rows imports"),
        (
            "shapes/values.py",
            "def late():\n    from webapp.accounts.rows import Account",
            "webapp.shapes.values imports webapp.accounts.rows",
        ),
        (
            "keys/signing.py",
            "if TYPE_CHECKING:\n    from webapp.config import Config",
            "webapp.keys.signing imports webapp.config",
        ),
    ],
)
def test_an_import_that_runs_up_is_found(file: str, line: str, fault: str, tmp_path: Path) -> None:
    """At run time, later, or for type checkers alone; sideways counts too."""
    planted = tmp_path / "webapp"
    shutil.copytree(WEBAPP, planted)
    with (planted / file).open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    found = faults_of(planted)
    assert len(found) == 1
    assert fault in found[0]


def test_a_room_without_a_floor_is_found(tmp_path: Path) -> None:
    """Whoever adds a room says where it stands."""
    planted = tmp_path / "webapp"
    shutil.copytree(WEBAPP, planted)
    (planted / "attic.py").touch()
    assert any("attic" in fault for fault in faults_of(planted))
