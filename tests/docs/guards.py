"""sql/guards.json: what a deploy of this tree declares, by ``make docs``.

What PostgreSQL's versions print alike stands once. The rest, which is a part of the views, stands
by version: of those that are not at hand, what was written before for views that have not changed.
"""

from __future__ import annotations

import json
import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from migrations.code import SQL_ROOT, guards_digest
from migrations.guards import is_local, present_guards
from tests.support.rig import Rig

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = SQL_ROOT / "guards.json"
_SYSTEM = Path("/usr/lib/postgresql/15/bin")


def guards_of(connection: psycopg.Connection[Any]) -> dict[str, str]:
    """Return the guards of a database that a release can know."""
    return {k: v for k, v in present_guards(connection).items() if not is_local(k)}


def text(found: Mapping[int, Mapping[str, str]], before: Mapping[str, Any]) -> str:
    """Return the file, from the guards found on each version at hand and what it held before."""
    first = found[max(found)]
    parts: dict[str, dict[str, str]] = {str(major): {} for major in found}
    for key in set().union(*found.values()):
        if len({guards.get(key) for guards in found.values()}) > 1:
            for major, guards in found.items():
                if key in guards:
                    parts[str(major)][key] = guards[key]
    for name, part in before.items():
        if name.isdigit() and int(name) not in found:
            known = before.get(str(max(found)), {})
            parts[name] = {k: v for k, v in part.items() if known.get(k) == first.get(k)}
            parts[str(max(found))] |= {k: first[k] for k in known if k in first}
    printed = set().union(*parts.values())
    shared = {key: value for key, value in first.items() if key not in printed}
    document = {"written_for": guards_digest(), "all": shared, **parts}
    return json.dumps(document, indent=0, sort_keys=True, ensure_ascii=False) + "\n"


def taken_away() -> dict[str, Any]:
    """Remove the file and return what it held, so that the next deploy declares what it makes."""
    if not FILE.exists():
        return {}
    before: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    FILE.unlink()
    return before


def written(connection: psycopg.Connection[Any], before: Mapping[str, Any]) -> str:
    """Return the file as it should be, by this server and by those whose programs are here."""
    found = {connection.info.server_version // 10000: guards_of(connection)}
    if _SYSTEM.exists() and 15 not in found:
        os.environ["ZEROSUM_TEST_POSTGRES"] = "system"
        try:
            with closing(Rig()) as rig, psycopg.connect(rig.cluster.url(rig.template)) as other:
                found[15] = guards_of(other)
        finally:
            del os.environ["ZEROSUM_TEST_POSTGRES"]
    return text(found, before)
