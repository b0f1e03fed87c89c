-- One link of the chain of acts: SHA-256 over the link before and this act's facts.
CREATE OR REPLACE FUNCTION ledger_private.period_act_hash(p_act ledger_private.period_act)
RETURNS bytea
LANGUAGE sql
STABLE
AS $function$
    SELECT sha256(p_act.previous_hash || convert_to(
        concat_ws(
            '|',
            p_act.act_number,
            p_act.event_position,
            extract(epoch FROM p_act.created_at),
            p_act.action,
            coalesce((p_act.closed_through_on - '1970-01-01'::date)::text, '-'),
            quote_nullable(p_act.reason),
            ledger_private.audit_actor_line(
                p_act.user_id, p_act.user_role, p_act.ip_address, p_act.user_agent,
                p_act.request_id, p_act.database_user, p_act.api_key_id
            )
        ),
        'UTF8'
    ))
$function$;

COMMENT ON FUNCTION ledger_private.period_act_hash(ledger_private.period_act) IS
'The row_hash of an act. Its text never depends on a session setting.';
