-- Write down, for the feed, what a proof has found or proved. An idle proof is no event, else
-- there would always be one to prove.
CREATE OR REPLACE FUNCTION ledger_private.note_verification(
    p_shown ledger.verifications,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_was ledger_private.verification;
    v_guards_were jsonb;
    v_is_sound boolean := p_shown.is_ok AND coalesce(p_shown.broken_guards, '{}') = '{}';
BEGIN
    SELECT v.* INTO v_was
    FROM ledger_private.verification AS v
    WHERE v.verification_number = p_shown.verification_number - 1;
    SELECT v.broken_guards INTO v_guards_were
    FROM ledger_private.verification AS v
    WHERE v.verification_number < p_shown.verification_number
        AND v.broken_guards IS NOT NULL
    ORDER BY v.verification_number DESC
    LIMIT 1;

    IF (v_is_sound AND p_shown.transactions > 0)
        OR p_shown.broken IS DISTINCT FROM coalesce(v_was.broken, '{}')
        OR coalesce(p_shown.broken_guards <> coalesce(v_guards_were, '{}'), false)
    THEN
        PERFORM ledger_private.note_act(
            CASE WHEN v_is_sound THEN 'verification.passed' ELSE 'verification.failed' END,
            0, NULL, to_jsonb(p_shown), p_actor, p_shown.finished_at
        );
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.note_verification(ledger.verifications, ledger.actor) IS
'Notes the proof when it proved a transaction, or found other than the last one did.';
