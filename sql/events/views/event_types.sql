-- The one list of what an event can be.
CREATE OR REPLACE VIEW ledger.event_types AS
SELECT
    t.event_type,
    t.object_type,
    t.description
FROM (
    VALUES
    ('transaction.posted', 'transaction', 'Money was moved.'),
    ('transaction.refused', 'transaction', 'A transaction was refused; nothing moved.'),
    (
        'transaction.reversed', 'transaction',
        'A transaction was taken back, in part or whole, by this one.'
    ),
    ('account.opened', 'account', 'The account was opened.'),
    ('account.status_changed', 'account', 'The account was suspended, or made active again.'),
    ('account.closed', 'account', 'The account was closed, for good.'),
    ('account.merged', 'account', 'The account was merged into another, or another into it.'),
    ('account.bounds_changed', 'account', 'The floor or the ceiling of the account was changed.'),
    ('account.code_changed', 'account', 'The account was given another code.'),
    ('account.name_changed', 'account', 'The name of the account was changed.'),
    ('account.metadata_changed', 'account', 'The metadata of the account was changed.'),
    ('account.category_changed', 'account', 'The account was put into a category, or taken out.'),
    (
        'account.accumulation_changed', 'account',
        'The account takes credits without its lock from now on, or no longer.'
    ),
    ('account.repaired', 'account', 'The account was brought back to the clock.'),
    ('account.delegated', 'delegation', 'The account was shared with a user.'),
    ('account.undelegated', 'delegation', 'The account is shared with the user no longer.'),
    ('hold.placed', 'hold', 'Money was set aside.'),
    ('hold.incremented', 'hold', 'More money was set aside.'),
    ('hold.extended', 'hold', 'The hold keeps its money until later.'),
    ('hold.captured', 'hold', 'Money was paid out of the hold.'),
    ('hold.released', 'hold', 'Money was given back by the hold.'),
    ('hold.expired', 'hold', 'The hold ran out, and was tidied away.'),
    ('fraud_case.opened', 'fraud_case', 'A rule asked for more than to note a transaction.'),
    ('fraud_case.decided', 'fraud_case', 'A case of the fraud checks was decided.'),
    ('fraud_rule.changed', 'fraud_rule', 'A rule of the fraud checks was set, or removed.'),
    ('cell.numbered', 'cell', 'The database was made the cell of a number.'),
    ('cell.added', 'cell', 'Transfers can go to another cell, and come from it.'),
    (
        'outgoing_transfer.completed', 'outgoing_transfer',
        'Money sent to another cell has reached its payee.'
    ),
    (
        'outgoing_transfer.returned', 'outgoing_transfer',
        'Money sent to another cell was refused there, and came back.'
    ),
    (
        'incoming_transfer.refused', 'incoming_transfer',
        'Money sent from another cell was refused here.'
    ),
    ('monitor.created', 'monitor', 'An amount of the account is watched.'),
    ('monitor.fired', 'monitor_alert', 'An amount that is watched crossed its threshold.'),
    ('monitor.removed', 'monitor', 'The amount is watched no longer.'),
    ('export.created', 'export', 'Entries of the account were asked for as a file.'),
    ('export.ready', 'export', 'The file is there to be read.'),
    ('export.failed', 'export', 'Who asked for the file no longer sees the account.'),
    ('export.expired', 'export', 'The time of the file is up, and it is gone.'),
    ('export.removed', 'export', 'The file was removed, or is not written any further.'),
    ('limit.set', 'limit', 'A limit was set, or changed.'),
    ('limit.removed', 'limit', 'A limit was taken away.'),
    ('period.closed', 'period', 'The books were closed up to a day.'),
    ('period.reopened', 'period', 'The books were opened again from a day.'),
    (
        'verification.passed', 'verification',
        'The books were proved further, and nothing was wrong.'
    ),
    (
        'verification.failed', 'verification',
        'A proof found something that it had not found before.'
    ),
    ('user.created', 'user', 'The user was made.'),
    ('user.role_changed', 'user', 'The user was given a role.'),
    ('user.suspended', 'user', 'The user was suspended.'),
    ('user.activated', 'user', 'The user was made active.'),
    ('user.password_changed', 'user', 'The password of the user was set.'),
    ('user.identity_linked', 'user', 'The user may log in by an outside identity.'),
    ('user.identity_unlinked', 'user', 'The user may no longer log in by an outside identity.'),
    ('person.stored', 'person', 'Personal data of the user was stored.'),
    ('person.shredded', 'person', 'Personal data of the user was destroyed.'),
    ('right.granted', 'right', 'A role was given a permission.'),
    ('right.revoked', 'right', 'A permission was taken from a role.'),
    ('api_key.created', 'api_key', 'An API key was made.'),
    ('api_key.accepted', 'api_key', 'The user accepted an API key.'),
    ('api_key.revoked', 'api_key', 'An API key was revoked.'),
    (
        'session.revoked', 'session',
        'A session of the user was ended, or all of them where session_id is left out.'
    ),
    ('login.succeeded', 'login', 'The user logged in.'),
    ('login.failed', 'login', 'An attempt to log in as the user failed.'),
    ('login.locked', 'login', 'Attempts to log in as the user are refused for a while.'),
    ('category.created', 'category', 'The category was made.'),
    ('category.moved', 'category', 'The category was moved or renamed, with all below it.'),
    ('asset.added', 'asset', 'An asset was added.'),
    ('webhook_endpoint.created', 'webhook_endpoint', 'Events are sent to an endpoint.'),
    ('webhook_endpoint.changed', 'webhook_endpoint', 'The endpoint was changed.'),
    (
        'webhook_endpoint.disabled', 'webhook_endpoint',
        'Nothing is sent to the endpoint any more; disabled_reason says why.'
    ),
    ('webhook_endpoint.secret_rotated', 'webhook_endpoint', 'The endpoint has a new secret.'),
    ('webhook_endpoint.removed', 'webhook_endpoint', 'The endpoint was removed.'),
    ('direct_change.made', 'direct_change', 'A row was changed by a plain statement.'),
    (
        'direct_change.explained', 'direct_change',
        'Rows that were changed by plain statements have a reason now.'
    ),
    (
        'notification_preferences.changed', 'notification_preferences',
        'The user chose what it is told of, or its address is written to again.'
    ),
    ('notification.bounced', 'notification', 'A message to the user came back, or was refused.')
) AS t (event_type, object_type, description);

COMMENT ON VIEW ledger.event_types IS
'Types of events, each with what its object is. New ones may be added: pass over those that you do not know.';

COMMENT ON COLUMN ledger.event_types.event_type IS 'Type of the event: what the object is, a point, what became of it.';
COMMENT ON COLUMN ledger.event_types.object_type IS 'What the event''s object is; transaction where the event is a transaction.';
COMMENT ON COLUMN ledger.event_types.description IS 'What the event means.';
