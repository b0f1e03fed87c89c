"""Changing what can change, or the seals themselves, behind the ledger's back."""

from __future__ import annotations

from tests.seals.rewriting import _ACCOUNT, _ANN, _ANN_USER, _BEN, _USER, RESEAL, Tampering, _said


def _of_object(statement: str, *, of: str, part: str) -> Tampering:
    return Tampering(statement, "objects_equal_seals", f"{of} {part}")


OF_OBJECTS = {
    "another owner of an account": _of_object(
        _ACCOUNT.format("user_id = 0"), of="account", part="owner"
    ),
    "another class": _of_object(
        _ACCOUNT.format("account_class = 'asset'"), of="account", part="owner"
    ),
    "another name of an account": _of_object(
        _ACCOUNT.format("name = 'Bob''s'"), of="account", part="name"
    ),
    "other metadata of an account": _of_object(
        _ACCOUNT.format("metadata = '{}'"), of="account", part="metadata"
    ),
    "another floor, also on file": _of_object(
        _ACCOUNT.format("min_balance = -1000")
        + f";UPDATE ledger_audit.audit_log SET detail = detail || '{{\"min_balance\": -1000}}'"
        f" WHERE account_id = {_ANN} AND action = 'OPEN'",
        of="account",
        part="bounds",
    ),
    "another status, also on file": _of_object(
        _ACCOUNT.format("status = 'SUSPENDED'")
        + ';UPDATE ledger_audit.audit_log SET detail = detail || \'{"status": "SUSPENDED"}\''
        f" WHERE account_id = {_ANN} AND action = 'OPEN'",
        of="account",
        part="status",
    ),
    "another code": _of_object(
        f"UPDATE ledger_private.account_code SET code = 'nan' WHERE account_id = {_ANN}",
        of="account",
        part="codes",
    ),
    "another opener, with the chain": _of_object(
        "UPDATE ledger_audit.audit_log SET ip_address = '192.0.2.1'"
        f" WHERE account_id = {_ANN} AND action = 'OPEN'",
        of="account",
        part="audit",
    ),
    "another user name": _of_object(
        f"UPDATE ledger_private.login SET username = 'nan' WHERE user_id = {_ANN_USER}",
        of="user",
        part="username",
    ),
    "another role of a user": _of_object(_USER.format("role = 'operator'"), of="user", part="role"),
    "another status of a user": _of_object(
        _USER.format("status = 'SUSPENDED'"), of="user", part="status"
    ),
    "another name of a user": _of_object(
        _USER.format("display_name = 'Nan'"), of="user", part="name"
    ),
    "another password": _of_object(
        "INSERT INTO ledger_private.credential (user_id, changed_at, password_hash)"
        f" VALUES ({_ANN_USER}, now(), '$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g')",
        of="user",
        part="password",
    ),
    "a higher limit": _of_object(
        "UPDATE ledger_private.usage_limit SET maximum = 5000", of="limit", part="rule"
    ),
    "an account shared": _of_object(
        "INSERT INTO ledger_private.delegation (account_id, user_id, account_user_id,"
        " granted_position, granted_at, kind)"
        f" VALUES ({_BEN}, {_ANN_USER}, 0, 1, now(), 'owner')",
        of="delegation",
        part="rule",
    ),
    "a key that may do more": _of_object(
        "UPDATE ledger_private.api_key SET scopes = NULL", of="api_key", part="rule"
    ),
    "a right added": _of_object(
        "INSERT INTO ledger_private.role_permission VALUES ('customer', 'read_audit')",
        of="right",
        part="rule",
    ),
    "a right taken away": _of_object(
        "DELETE FROM ledger_private.role_permission"
        " WHERE role = 'auditor' AND permission = 'read_audit'",
        of="right",
        part="rule",
    ),
    "another payee of a hold": _of_object(
        "UPDATE ledger_private.hold SET to_account_id = NULL", of="hold", part="rule"
    ),
    "another address of a webhook": _of_object(
        "UPDATE ledger_private.webhook_endpoint SET url = 'https://evil.example/'",
        of="webhook_endpoint",
        part="rule",
    ),
    "a category elsewhere": _of_object(
        "UPDATE ledger_private.category SET parent_category_id = NULL, path = name",
        of="category",
        part="rule",
    ),
    "an asset of other decimals": _of_object(
        "UPDATE ledger_private.currency SET minor_units = 3 WHERE currency = 'JPY'",
        of="asset",
        part="rule",
    ),
}

OF_SEALS = {
    "the newest rows deleted, with their heads": Tampering(
        "DELETE FROM ledger_audit.seal_head AS h WHERE h.tree_size > %(kept)s;"
        "DELETE FROM ledger_audit.seal AS s WHERE s.tree_size > %(kept)s;"
        "DELETE FROM ledger_audit.sealed_state AS s WHERE s.event_position > %(kept)s;"
        "DELETE FROM ledger_audit.transaction_entry AS e USING ledger_audit.feed_event AS f"
        " WHERE f.transaction_id = e.transaction_id AND f.event_position > %(kept)s;"
        "DELETE FROM ledger_audit.transaction AS t USING ledger_audit.feed_event AS f"
        " WHERE f.transaction_id = t.transaction_id AND f.event_position > %(kept)s;"
        "DELETE FROM ledger_audit.feed_account AS f WHERE f.event_position > %(kept)s;"
        "DELETE FROM ledger_audit.feed_event AS f WHERE f.event_position > %(kept)s;"
        "UPDATE ledger_audit.feed_pass SET last_position = %(kept)s"
        " WHERE last_position > %(kept)s",
        "head_is_of_this_tree",
        "event_position",
    ),
    "a payment rewritten, and sealed anew": Tampering(
        _said("description = 'gift'") + ";" + RESEAL, "head_is_of_this_tree", "tree_size"
    ),
    "an owner changed, and sealed anew": Tampering(
        _ACCOUNT.format("user_id = 0") + ";" + RESEAL, "head_is_of_this_tree", "tree_size"
    ),
    "a state rewritten with its object": Tampering(
        _ACCOUNT.format("user_id = 0")
        + ";UPDATE ledger_audit.sealed_state AS s SET parts = ledger_private.state_hashes("
        "s.object_type, s.object_key, o.parts, ledger_private.seal_salt())"
        " FROM ledger_private.sealed_objects AS o WHERE o.object_type = s.object_type"
        " AND o.object_key = s.object_key",
        "events_equal_seals",
        "event_position",
    ),
    "another salt": Tampering(
        "UPDATE ledger_audit.seal_salt SET salt = sha256('x')",
        "events_equal_seals",
        "event_position",
    ),
    "another root": Tampering(
        "UPDATE ledger_audit.seal SET root_hash = sha256('x')", "tree_is_whole", "tree_size"
    ),
    "a seal lost": Tampering(
        "DELETE FROM ledger_audit.seal_head; DELETE FROM ledger_audit.seal WHERE after_size = 0",
        "events_equal_seals",
        "event_position",
    ),
}
