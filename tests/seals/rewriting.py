"""Rewriting history so well that its own chains hold again, as a superuser could."""

from __future__ import annotations

from typing import NamedTuple

# Every link of the audit chains made anew, in the order in which they were made.
RECHAIN = """
DO $do$
DECLARE
    v_link record;
    v_hash bytea;
BEGIN
    FOR v_link IN
        SELECT t.created_at AS at, t.transaction_id, NULL::uuid AS account_id, 0 AS place
        FROM ledger_audit.transaction AS t WHERE t.status <> 'FAILED'
        UNION ALL
        SELECT l.created_at, NULL, l.account_id, l.account_position FROM ledger_audit.audit_log AS l
        ORDER BY at, place
    LOOP
        IF v_link.transaction_id IS NULL THEN
            UPDATE ledger_audit.audit_log AS l SET
                previous_hash = ledger_private.hash_at(l.account_id, l.account_position - 1),
                row_hash = ledger_private.audit_row_hash(
                    ledger_private.hash_at(l.account_id, l.account_position - 1), l.account_id,
                    l.account_position, l.account_version, l.action, l.balance, l.created_at,
                    l.detail, ledger_private.audit_actor_line(
                        l.user_id, l.user_role, l.ip_address, l.user_agent, l.request_id,
                        l.database_user, l.api_key_id
                    )
                )
            WHERE l.account_id = v_link.account_id AND l.account_position = v_link.place;
            CONTINUE;
        END IF;
        v_hash := (
            SELECT sha256(
                string_agg(
                    ledger_private.hash_at(e.account_id, e.account_position - 1), ''
                    ORDER BY e.entry_type DESC, e.account_id, e.account_version
                )
                || string_agg(
                    ledger_private.entry_bytes(
                        e.account_id, e.account_version, e.account_position, e.transaction_id,
                        CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END,
                        e.balance_after
                    ), '' ORDER BY e.entry_type DESC, e.account_id, e.account_version
                )
                || (
                    SELECT ledger_private.said_bytes(t) FROM ledger_audit.transaction AS t
                    WHERE t.transaction_id = v_link.transaction_id
                )
            )
            FROM ledger_audit.transaction_entry AS e
            WHERE e.transaction_id = v_link.transaction_id
        );
        UPDATE ledger_audit.transaction_entry AS e SET row_hash = v_hash
        WHERE e.transaction_id = v_link.transaction_id;
    END LOOP;
    UPDATE ledger_private.account AS a
    SET audit_hash = ledger_private.hash_at(a.account_id, a.audit_position);
END
$do$
"""

# What a running balance makes of every entry, and what an account holds then.
_ADD_UP = """
UPDATE ledger_audit.transaction_entry AS e SET balance_after = s.total FROM (
    SELECT x.account_id, x.account_version, sum(
        CASE x.entry_type WHEN 'CREDIT' THEN x.amount ELSE -x.amount END
    ) OVER (PARTITION BY x.account_id ORDER BY x.account_version) AS total
    FROM ledger_audit.transaction_entry AS x
) AS s WHERE s.account_id = e.account_id AND s.account_version = e.account_version;
UPDATE ledger_private.account AS a SET balance = coalesce((
    SELECT e.balance_after FROM ledger_audit.transaction_entry AS e
    WHERE e.account_id = a.account_id AND e.account_version = a.version
), 0);
"""

# The tree of seals made anew over the rows as they are then.
RESEAL = """
CREATE TEMPORARY TABLE sizes ON COMMIT DROP AS SELECT s.* FROM ledger_audit.seal AS s;
DELETE FROM ledger_audit.seal_head; DELETE FROM ledger_audit.seal;
DELETE FROM ledger_audit.seal_node;
DELETE FROM ledger_audit.sealed_state;
SELECT ledger.seal_events(100000);
"""


class Tampering(NamedTuple):
    """What is done, the check that names it, and what its detail must hold."""

    statement: str
    check: str
    named: str


def _said(change: str, where: str = "t.idempotency_key = 'rent'") -> str:
    return f"UPDATE ledger_audit.transaction AS t SET {change} WHERE {where}"


def _of_payment(statement: str) -> Tampering:
    return Tampering(statement, "events_equal_seals", "rent")


_RENT = "(SELECT t.transaction_id FROM ledger_audit.transaction AS t WHERE t.description = 'rent')"
_ANN = "(SELECT c.account_id FROM ledger_private.account_code AS c WHERE c.code = 'ann')"
_BEN = "(SELECT c.account_id FROM ledger_private.account_code AS c WHERE c.code = 'ben')"
_ANN_USER = "(SELECT n.user_id FROM ledger_private.login AS n WHERE n.username = 'ann')"
_ENTRY = f"ledger_audit.transaction_entry AS e SET {{}} WHERE e.transaction_id = {_RENT}"
_ACCOUNT = f"UPDATE ledger_private.account SET {{}} WHERE account_id = {_ANN}"
_USER = f"UPDATE ledger_private.app_user SET {{}} WHERE user_id = {_ANN_USER}"
_LAST = "(SELECT max(f.event_position) FROM ledger_audit.feed_event AS f)"

_TURNED = (
    "entry_type = CASE e.entry_type WHEN 'DEBIT' THEN 'CREDIT' ELSE 'DEBIT' END"
    "::ledger_private.entry_type"
)
_LATER = "created_at = e.created_at + interval '1 us'"

OF_PAYMENTS = {
    "another amount, with balances and chains": _of_payment(
        f"UPDATE {_ENTRY.format('amount = 30')};{_said('amount = 30')};{_ADD_UP}"
    ),
    "another payer, with balances and chains": _of_payment(
        _said(
            "from_account_id = to_account_id, to_account_id = from_account_id,"
            "from_account_version = to_account_version, to_account_version = from_account_version"
        )
        + f";UPDATE {_ENTRY.format(_TURNED)};{_ADD_UP}"
    ),
    "another description": _of_payment(_said("description = 'gift'")),
    "other metadata": _of_payment(_said('metadata = \'{"note": "y"}\'')),
    "no metadata": _of_payment(_said("metadata = NULL")),
    "another type": _of_payment(_said("transaction_type = 'salary'")),
    "another actor": _of_payment(_said("actor_user_id = 4096")),
    "another role": _of_payment(_said("user_role = 'operator'")),
    "another login": _of_payment(_said("database_user = 'mallory'")),
    "another address": _of_payment(_said("ip_address = '192.0.2.1'")),
    "another agent": _of_payment(_said("user_agent = 'curl'")),
    "another request": _of_payment(_said("request_id = 'other'")),
    "an API key": _of_payment(_said("api_key_id = gen_random_uuid()")),
    "another owner of a payment": _of_payment(_said("user_id = 0")),
    "a hold": _of_payment(_said("hold_id = gen_random_uuid()")),
    "no refund of anything": Tampering(
        _said("reverses_transaction_id = NULL", "t.reverses_transaction_id IS NOT NULL"),
        "events_equal_seals",
        "refund",
    ),
    "another cause of a refusal": Tampering(
        _said("failure_code = 'LG204'", "t.status = 'FAILED'"), "events_equal_seals", "refused"
    ),
    "a later date": _of_payment(_said("effective_at = t.effective_at + interval '1 second'")),
    "another time": _of_payment(
        _said(
            "created_at = t.created_at + interval '1 us',"
            " effective_at = t.effective_at + interval '1 us'"
        )
        + f";UPDATE {_ENTRY.format(_LATER)}"
    ),
    "a key freed": _of_payment(
        "DELETE FROM ledger_private.idempotency_key WHERE idempotency_key = 'rent';"
        + _said("idempotency_key = NULL")
    ),
    "a key renamed": _of_payment(
        "UPDATE ledger_private.idempotency_key SET idempotency_key = 'tner'"
        " WHERE idempotency_key = 'rent';" + _said("idempotency_key = 'tner'")
    ),
    "a key for another request": _of_payment(
        "UPDATE ledger_private.idempotency_key SET request_digest = sha256('x')"
        " WHERE idempotency_key = 'rent'"
    ),
    "another owner of an entry": _of_payment(f"UPDATE {_ENTRY.format('user_id = 0')}"),
    "a balance along the way": _of_payment(
        f"UPDATE {_ENTRY.format('balance_after = e.balance_after + 1')}"
    ),
    "two events in each other's place": Tampering(
        "UPDATE ledger_audit.feed_event SET event_position = event_position + 1000"
        f" WHERE event_position >= {_LAST} - 1;"
        "UPDATE ledger_audit.feed_event SET event_position ="
        " (SELECT sum(f.event_position) - 2000 FROM ledger_audit.feed_event AS f"
        " WHERE f.event_position > 1000) - (event_position - 1000) WHERE event_position > 1000",
        "events_equal_seals",
        "event_position",
    ),
    "an act of somebody else": Tampering(
        "UPDATE ledger_audit.act SET actor_user_id = 4096 WHERE event_type = 'account.opened'",
        "events_equal_seals",
        "act_id",
    ),
    "an act of another time": Tampering(
        "UPDATE ledger_audit.act SET created_at = created_at - interval '1 day'"
        " WHERE event_type = 'user.created'",
        "events_equal_seals",
        "act_id",
    ),
    "another act": Tampering(
        'UPDATE ledger_audit.act SET object = object || \'{"role": "operator"}\''
        " WHERE event_type = 'user.created'",
        "events_equal_seals",
        "act_id",
    ),
    "a payment in the middle deleted": _of_payment(
        f"DELETE FROM ledger_audit.transaction WHERE transaction_id = {_RENT}"
    ),
}
