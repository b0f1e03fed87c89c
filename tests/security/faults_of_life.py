"""What holds codes, categories and merges together: for every attack the guard that stops it."""

from __future__ import annotations

from tests.security.faults import Fault

_CATEGORY = "trigger ledger_private.category.{}"
_REMOVAL = _CATEGORY.format("category_10_refuse_removal")
_PATHS = _CATEGORY.format("category_50_check_paths")
_LINKS = "trigger ledger_private.account.account_40_check_links"
_SEEN = frozenset({"account_links"})

LIFE_FAULTS = (
    Fault("delete category", _REMOVAL),
    Fault("truncate category", _CATEGORY.format("category_11_refuse_truncate")),
    Fault("category astray", _PATHS, _SEEN),
    Fault("category in a circle", _PATHS, _SEEN),
    Fault("category of nobody", _LINKS, _SEEN),
    Fault("code of nobody", _LINKS, _SEEN),
    Fault("merged while open", _LINKS, _SEEN),
)
