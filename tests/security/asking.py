"""How each function that shows a transaction is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.security.showing import Shown, Stage


def functions() -> dict[str, Callable[[Stage, str], Shown]]:
    """Return how each function that shows a transaction is asked by one of the people."""
    return {
        "get_transaction": lambda s, who: s.each(who, "get_transaction"),
        "list_transaction_entries": lambda s, who: s.each(who, "list_transaction_entries"),
        "show_entries": _shown_entries,
        "list_transactions": lambda s, who: [
            *s.ask(who, "list_transactions", "p_limit => 1000"),
            *s.ask(who, "list_transactions", 'p_metadata => \'{"note": "mine"}\''),
        ],
        "list_reversals": lambda s, who: s.ask(who, "list_reversals", f"'{s.paid}'"),
        "list_entries": lambda s, who: [
            row
            for account in s.accounts.values()
            for row in s.ask(who, "list_entries", f"'{account}'")
        ],
        "post_transfer": lambda s, who: s.twice(
            who, "post_transfer", f"{s.pair()}, 1, {s.words(s.key())}"
        ),
        # There and back: the payee pays too.
        "post_transfers": lambda s, who: [
            *s.twice(who, "post_transfers", f"ARRAY[{s.item()}, {s.item(5000)}]"),
            *s.twice(who, "post_transfers", f"ARRAY[{s.item(pair=s.pair(-1))}]"),
        ],
        "post_transfers_json": lambda s, who: s.twice(
            who, "post_transfers_json", f"jsonb_build_array(to_jsonb({s.item()}))"
        ),
        "post_gathered": lambda s, who: s.twice(
            who, "post_gathered", f"ARRAY[{s.item()}], ARRAY[]::ledger.actor[]", "ledger_gateway"
        ),
        "post_queued": _queued,
        "post_transfer_gathered": _gathered,
        "post_transaction": lambda s, who: s.twice(who, "post_transaction", s.legs()),
        "post_transaction_json": lambda s, who: s.twice(
            who, "post_transaction_json", s.legs("to_jsonb")
        ),
        "post_transactions": lambda s, who: s.twice(
            who, "post_transactions", f"ARRAY[{s.many_legs()}]"
        ),
        "post_transactions_json": lambda s, who: s.twice(
            who, "post_transactions_json", f"jsonb_build_array(to_jsonb({s.many_legs()}))"
        ),
        "preview_transaction": lambda s, who: s.twice(who, "preview_transaction", s.legs()),
        "capture_hold": lambda s, who: s.twice(
            who, "capture_hold", f"'{s.hold(who)[0]}', {s.words(s.key())}"
        ),
        "capture_group": lambda s, who: s.twice(
            who, "capture_group", f"'{s.hold(who)[1]}', {s.words(s.key())}"
        ),
        "reverse_transaction": lambda s, who: s.twice(
            who,
            "reverse_transaction",
            f"'{s.paid}', 0.01, p_metadata => '{{}}', p_idempotency_key => {s.key()}",
        ),
        "deposit": lambda s, who: s.twice(
            who, "deposit", f"'{s.accounts['payer']}', 1, {s.words(s.key())}"
        ),
        "withdraw": lambda s, who: s.twice(
            who, "withdraw", f"'{s.accounts['payer']}', 1, {s.words(s.key())}"
        ),
    }


def _shown_entries(stage: Stage, who: str) -> Shown:
    rows = stage.each(who, "show_entries", "ledger_gateway")
    return [entry for row in rows for entry in row["r"] or ()]


def _gathered(stage: Stage, who: str) -> Shown:
    arguments = f"{stage.pair()}, 1, {stage.words(stage.key())}, p_actor => {stage.actor(who)}"
    query = f"CALL ledger.post_transfer_gathered({arguments})"
    sides = {
        f"{side}_account_id": account
        for side, account in zip(("from", "to"), stage.accounts.values(), strict=True)
    }
    return [{**row, **sides} for row in stage.web.execute(query.encode()).fetchall()]


def _queued(stage: Stage, who: str) -> Shown:
    transfer = stage.item()
    (row,) = stage.ask(who, "queue_transfer", transfer, "ledger_gateway")
    return stage.ask(who, "post_queued", f"'{row['r']}', {transfer}, NULL", "ledger_gateway")
