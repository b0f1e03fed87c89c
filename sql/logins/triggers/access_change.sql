-- Whoever changes what a user proves itself with, or its rights, tells the gateways: also a
-- DBA's own statement. Users, sessions and keys that are new are remembered by nobody yet.
CREATE OR REPLACE FUNCTION ledger_private.note_access_change()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    INSERT INTO ledger_private.access_change (user_id)
    VALUES (CASE WHEN TG_OP = 'INSERT' THEN NEW.user_id ELSE OLD.user_id END)
    -- A note of another cluster, that a dump brought here, may bear this transaction's number.
    ON CONFLICT (xact_id, user_id) DO UPDATE SET changed_at = excluded.changed_at
    WHERE access_change.changed_at < excluded.changed_at - interval '1 hour';

    -- The oldest few, once they are old enough; those that somebody else takes are left to him.
    DELETE FROM ledger_private.access_change AS c
    USING (
        SELECT o.xact_id, o.user_id
        FROM ledger_private.access_change AS o
        ORDER BY o.xact_id, o.user_id
        LIMIT 10
        FOR UPDATE SKIP LOCKED
    ) AS oldest
    WHERE c.xact_id = oldest.xact_id
        AND c.user_id = oldest.user_id
        AND c.changed_at < clock_timestamp() - interval '1 hour';
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.note_access_change() IS
'Trigger: note that this user''s proofs or rights changed, and drop notes older than an hour.';

CREATE OR REPLACE TRIGGER app_user_90_note_access_change
AFTER UPDATE OF role, status, sessions_ended_at OR DELETE ON ledger_private.app_user
FOR EACH ROW EXECUTE FUNCTION ledger_private.note_access_change();

CREATE OR REPLACE TRIGGER auth_session_90_note_access_change
AFTER UPDATE OF user_id, expires_at, ended_at OR DELETE ON ledger_private.auth_session
FOR EACH ROW EXECUTE FUNCTION ledger_private.note_access_change();

CREATE OR REPLACE TRIGGER revoked_token_90_note_access_change
AFTER INSERT ON ledger_private.revoked_token
FOR EACH ROW EXECUTE FUNCTION ledger_private.note_access_change();

CREATE OR REPLACE TRIGGER api_key_90_note_access_change
AFTER UPDATE OF user_id, expires_at, revoked_at, scopes OR DELETE ON ledger_private.api_key
FOR EACH ROW EXECUTE FUNCTION ledger_private.note_access_change();

CREATE OR REPLACE TRIGGER outside_identity_90_note_access_change
AFTER UPDATE OR DELETE ON ledger_private.outside_identity
FOR EACH ROW EXECUTE FUNCTION ledger_private.note_access_change();

ALTER TABLE ledger_private.app_user ENABLE ALWAYS TRIGGER app_user_90_note_access_change;
ALTER TABLE ledger_private.auth_session ENABLE ALWAYS TRIGGER auth_session_90_note_access_change;
ALTER TABLE ledger_private.revoked_token ENABLE ALWAYS TRIGGER revoked_token_90_note_access_change;
ALTER TABLE ledger_private.api_key ENABLE ALWAYS TRIGGER api_key_90_note_access_change;
ALTER TABLE ledger_private.outside_identity
ENABLE ALWAYS TRIGGER outside_identity_90_note_access_change;
