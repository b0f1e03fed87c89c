-- As what a posting may not be posted by this actor.
CREATE OR REPLACE FUNCTION ledger_private.reserved_type(
    p_actor ledger.actor,
    p_transaction_type text,
    p_pays_out boolean
)
RETURNS text
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_open text[] := ledger_private.open_types();
    v_needed text[] := ARRAY[]::text[];
    v_scopes text[] := ledger_private.narrowing_scopes(p_actor);
BEGIN
    IF p_actor.role = 'database' THEN
        RETURN NULL;
    END IF;
    IF p_transaction_type <> ALL (v_open) THEN
        v_needed := v_needed || p_transaction_type;
    END IF;
    -- Whatever it is called: money that a customer sends out is withdrawn.
    IF p_pays_out AND p_actor.role = 'customer' THEN
        v_needed := v_needed || 'withdrawal'::text;
    END IF;
    RETURN (
        SELECT n.kind
        FROM unnest(v_needed) AS n (kind)
        WHERE NOT EXISTS (
            SELECT FROM ledger_private.role_permission AS p
            WHERE p.role = p_actor.role
                AND p.permission IN ('choose_type', 'post_' || n.kind)
                AND (v_scopes IS NULL OR p.permission = ANY (v_scopes))
        )
        LIMIT 1
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.reserved_type(ledger.actor, text, boolean) IS
'The first type that the posting needs a right for (choose_type, or post_ and the type) which the actor does not hold; NULL when it may be posted. p_pays_out: whether an account of ledger_private.is_outside is paid, which by a customer is a withdrawal.';
