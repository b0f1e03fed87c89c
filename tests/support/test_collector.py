"""A pgTAP file that should fail does, and says why."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.collector import PgtapFailedError, run_pgtap
from tests.support.pgtap_source import PgtapMissingError, pgtap_script

if TYPE_CHECKING:
    from tests.support.rig import Rig

_ROOT = Path(__file__).resolve().parents[2]
_GOOD = "SELECT plan(2); SELECT pass('one'); SELECT is(1 + 1, 2, 'two');"


def _file(place: Path, body: str) -> Path:
    path = place / "test_sample.sql"
    path.write_text(f"BEGIN;\n{body}\nSELECT * FROM finish();\nROLLBACK;\n", encoding="utf-8")
    return path


def test_a_right_file_passes_with_its_count(rig: Rig, tmp_path: Path) -> None:
    """Functions of pgTAP are found without a schema before them."""
    assert run_pgtap(rig, _file(tmp_path, _GOOD)) == 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("SELECT plan(1); SELECT is(1, 2, 'one is two');", "not ok 1 - one is two"),
        ("SELECT plan(2); SELECT pass('one');", "planned 2 assertions, ran 1"),
        ("SELECT no_plan();", "No tests run"),
        ("SELECT 1;", "no plan"),
        ("SELECT plan(1); SELECT pass('one'); SELECT 1/0;", "division by zero"),
        ("SELECT plan(1); SELECT pass('one'); SELECT nonsense();", "psql ended with 3"),
        ("SELECT plan(1); SELECT skip('no time');", "# SKIP"),
    ],
)
def test_a_wrong_file_fails_in_words(rig: Rig, tmp_path: Path, body: str, said: str) -> None:
    """The message shows the TAP up to the fault and the server's own words."""
    with pytest.raises(PgtapFailedError) as caught:
        run_pgtap(rig, _file(tmp_path, body))
    assert said in str(caught.value)
    assert str(caught.value).startswith("test_sample.sql:")


def test_files_do_not_see_each_others_databases(rig: Rig, tmp_path: Path) -> None:
    """What one commits the next does not find."""
    path = _file(tmp_path, f"COMMIT; CREATE TABLE public.left_over (); BEGIN; {_GOOD}")
    assert run_pgtap(rig, path) == run_pgtap(rig, path) == 2


@pytest.mark.long
def test_pytest_collects_one_item_a_file() -> None:
    """By the name test_*.sql under pgtap/."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "pgtap"], cwd=_ROOT, capture_output=True, text=True, check=False
    )
    collected = [line for line in done.stdout.splitlines() if ".sql::" in line]
    files = sorted((_ROOT / "pgtap").rglob("test_*.sql"))
    assert sorted(line.split("::")[0] for line in collected) == [
        str(path.relative_to(_ROOT)) for path in files
    ]


def test_a_tampered_pgtap_is_refused(tmp_path: Path) -> None:
    """The tarball in the cache is checked at every use."""
    (tmp_path / "electric-sql-pglite-pgtap-0.0.15.tgz").write_bytes(b"something else")
    with pytest.raises(PgtapMissingError, match="is not the pgTAP expected"):
        pgtap_script(tmp_path)


def test_a_missing_pgtap_is_named_with_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without npm and without Debian's package there is one line, and a failure."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tests.support.pgtap_source._DEBIAN", str(tmp_path))
    with pytest.raises(PgtapMissingError, match="install npm, or Debian's package"):
        pgtap_script(tmp_path)
