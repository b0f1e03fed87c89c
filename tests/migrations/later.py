"""A release of the future: this tree with one more step, more code, and a change for sqitch."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from migrations.engine import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_STEP = """-- What a later release may ask of the tables that every posting touches.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;
ALTER TABLE ledger_private.account ADD COLUMN nickname text;
COMMENT ON COLUMN ledger_private.account.nickname IS 'What the owner calls it, or NULL.';
RESET ROLE;
SET LOCAL ROLE ledger_audit_owner;
ALTER TABLE ledger_audit.transaction ADD COLUMN channel text NOT NULL DEFAULT 'unknown';
COMMENT ON COLUMN ledger_audit.transaction.channel IS 'Where it was asked for.';
RESET ROLE;
COMMIT;
"""
_REVERT = """-- Take both away.
BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE ledger_audit.transaction DROP COLUMN channel;
ALTER TABLE ledger_private.account DROP COLUMN nickname;
COMMIT;
"""
_VERIFY = """-- Both are there.
BEGIN;
SELECT nickname FROM ledger_private.account WHERE false;
SELECT channel FROM ledger_audit.transaction WHERE false;
ROLLBACK;
"""
_FUNCTION = """-- What the owner calls an account.
CREATE OR REPLACE FUNCTION ledger.nickname(p_account_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
RETURN (
    SELECT a.nickname FROM ledger_private.account AS a WHERE a.account_id = p_account_id
);
"""
_LINES = """
later_columns 2027-01-01T09:00:00Z Zerosum <zerosum@localhost> # Columns on the busiest tables.
code_9999 [later_columns] 2027-01-01T09:01:00Z Zerosum <zerosum@localhost> # What uses them.
"""


def later_release(folder: Path) -> Path:
    """Write the tree of a later release into a folder; return its migrations/."""
    for name in ("sql", "migrations"):
        shutil.copytree(ROOT.parent / name, folder / name)
    root = folder / "migrations"
    with (root / "sqitch.plan").open("a", encoding="utf-8") as plan:
        plan.write(_LINES)
    for kind, text in (("deploy", _STEP), ("revert", _REVERT), ("verify", _VERIFY)):
        (root / kind / "later_columns.sql").write_text(text, encoding="utf-8")
        newest = max((root / kind).glob("code_*.sql")).read_text(encoding="utf-8")
        newest_replay = max((root / "replay").iterdir())
        (root / kind / "code_9999.sql").write_text(
            newest.replace(newest_replay.name, "9999.sql"), encoding="utf-8"
        )
    replay = max((root / "replay").iterdir())
    (root / "replay" / "9999.sql").write_text(replay.read_text(encoding="utf-8"), encoding="utf-8")
    replay.write_text("-- The code of an older release: its newer one is in 9999.sql.\n")
    (folder / "sql" / "accounts" / "nickname.sql").write_text(_FUNCTION, encoding="utf-8")
    with (folder / "sql" / "accounts" / "code.sql").open("a", encoding="utf-8") as code:
        code.write("\\ir nickname.sql\n")
    return root
