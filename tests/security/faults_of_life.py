"""What holds codes, categories and merges together: for every attack the guard that stops it."""

from __future__ import annotations

from tests.security.faults import _TRUNCATE, Fault, _seen

_CATEGORY = "trigger ledger_private.category.{}"
_REMOVAL = _CATEGORY.format("category_10_refuse_removal")
_PATHS = _CATEGORY.format("category_50_check_paths")
_NAME = "trigger ledger_private.account_code.account_code_30_check_name"
_LOGIN = "trigger ledger_private.login.login_30_check_name"
_LINKS = "trigger ledger_private.account.account_40_check_links"
_ASSET = "trigger ledger_private.currency.currency_{}"
_DIGITS = _ASSET.format("30_keep_digits")
_SEEN = frozenset({"account_links"})

LIFE_FAULTS = (
    Fault("delete category", _REMOVAL),
    Fault("truncate category", _CATEGORY.format("category_11_refuse_truncate")),
    Fault("category astray", _PATHS, _SEEN),
    Fault("category in a circle", _PATHS, _SEEN),
    Fault("category of nobody", _LINKS, _SEEN),
    Fault("code of nobody", _LINKS, _SEEN),
    Fault("merged while open", _LINKS, _SEEN),
    Fault("code of the outside world", _NAME, _SEEN),
    Fault("code in the space of another", _NAME, _SEEN),
    Fault("code of another owner", _NAME, _SEEN),
    Fault("name of the house", _LOGIN),
    Fault("decimals of an asset in use", _DIGITS, _SEEN),
    Fault("decimals of an asset", _DIGITS),
    Fault("code of an asset", _DIGITS),
    Fault("delete asset", _ASSET.format("10_refuse_removal")),
    Fault(
        "truncate asset",
        _ASSET.format("11_refuse_truncate"),
        _seen("audit_chain entries_have_owners transactions_balance"),
        also=tuple(
            _TRUNCATE.format("ledger_private", name)
            for name in (
                *("account", "account_code", "usage_limit", "usage_counter"),
                *("clearing_account", "outgoing_transfer"),
            )
        ),
    ),
    Fault(
        "asset of too many decimals",
        "check ledger_private.currency.currency_minor_units_fit_money",
    ),
    Fault("asset without a code", "domain ledger_private.asset_code.asset_code_is_a_code"),
)
