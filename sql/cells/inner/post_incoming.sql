-- Post what another cell has sent to an account of this one, or say why not.
CREATE OR REPLACE FUNCTION ledger_private.post_incoming(
    p_cell_number integer,
    p_to_account_id uuid,
    p_amount numeric,
    p_currency text,
    p_description text,
    p_actor ledger.actor
)
RETURNS ledger_private.posting_item
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_request ledger.transfer_request;
    v_link ledger_private.posting_link;
    v_to_account_id uuid := ledger_private.successor_of(p_to_account_id);
    v_is_outside boolean;
BEGIN
    IF NOT EXISTS (
        SELECT FROM ledger_private.currency AS c WHERE c.currency = p_currency
    ) THEN
        RETURN ledger_private.make_item(
            p_status => 'FAILED', p_failure_code => 'LG003',
            p_failure_detail => jsonb_build_object('currency', p_currency)
        );
    END IF;
    SELECT ledger_private.is_outside(a.user_id, a.account_class) INTO v_is_outside
    FROM ledger_private.account AS a
    WHERE a.account_id = v_to_account_id;
    -- Who asked is known where the payer is: what leaves the ledger leaves it there.
    IF v_is_outside IS NOT FALSE THEN
        RETURN ledger_private.make_item(
            p_status => 'FAILED',
            p_failure_code => CASE WHEN v_is_outside THEN 'LG290' ELSE 'LG001' END,
            p_failure_detail => jsonb_build_object('account_id', p_to_account_id)
                || CASE WHEN v_is_outside
                    THEN ledger_private.reserved_type_detail('withdrawal') ELSE '{}'::jsonb
                END
        );
    END IF;
    v_link.clearing_account_id := ledger_private.clearing_account(
        p_cell_number, p_currency, v_to_account_id
    );
    v_link.transaction_id := ledger_private.transfer_id(
        v_link.clearing_account_id, v_to_account_id
    );
    v_request.from_account_id := v_link.clearing_account_id;
    v_request.to_account_id := v_to_account_id;
    v_request.amount := p_amount;
    v_request.currency := p_currency;
    v_request.description := p_description;
    v_request.transaction_type := 'transfer';
    RETURN ledger_private.post_one(v_request, p_actor, v_link);
END
$function$;

COMMENT ON FUNCTION ledger_private.post_incoming(
    integer, uuid, numeric, text, text, ledger.actor
) IS
'The posted item, or a FAILED one with the code of its refusal. A merged account''s successor is paid.';
