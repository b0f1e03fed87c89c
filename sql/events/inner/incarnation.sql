-- Where transaction numbers can be compared: this cluster, this database, this timeline.
CREATE OR REPLACE FUNCTION ledger_private.incarnation()
RETURNS text
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    -- A standby does not know its timeline, and numbers nothing.
    IF pg_is_in_recovery() THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT concat_ws(
            '/', c.system_identifier, d.oid,
            left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)
        )
        FROM pg_control_system() AS c
        JOIN pg_database AS d ON d.datname = current_database()
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.incarnation() IS
'The system identifier of the cluster, the oid of the database and the timeline: another text after a restore of a dump, pg_upgrade, CREATE DATABASE TEMPLATE, recovery to a point in time, and the promotion of a standby. NULL on a standby.';
