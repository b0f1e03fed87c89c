-- The head and foot of a statement: opening, totals, closing; also where it has no line.
CREATE OR REPLACE FUNCTION ledger.get_statement_summary(
    p_account_id uuid,
    p_axis text DEFAULT 'effective',
    p_effective_at timestamptz DEFAULT NULL,
    p_as_of timestamptz DEFAULT NULL,
    p_from_at timestamptz DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.statement_summary
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger.accounts;
    v_version bigint;
BEGIN
    PERFORM ledger_private.require_short('axis', p_axis);
    PERFORM ledger_private.require_permission(v_actor, 'read');
    v_account := ledger_private.require_account(p_account_id, v_actor, 'viewer');
    PERFORM ledger_private.require_axis(p_axis, p_effective_at);
    v_version := ledger_private.version_at(p_account_id, v_account.version, p_as_of);
    RETURN ledger_private.summarize_statement(
        p_account_id, v_version, p_axis, p_from_at,
        coalesce(p_effective_at + interval '1 microsecond', 'infinity'), p_as_of
    );
END
$function$;

COMMENT ON FUNCTION ledger.get_statement_summary(
    uuid, text, timestamptz, timestamptz, timestamptz, ledger.actor
) IS
'Opening balance, money in, money out, number of lines and closing balance of the statement that ledger.get_statement gives for the same arguments, all its pages together. LG001 when there is no such account, LG109 for p_effective_at on the booked axis. Takes no lock; reads the entries of the time.';
