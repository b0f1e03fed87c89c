-- Pay what another cell has sent, or refuse it: decided once and for ever.
CREATE OR REPLACE FUNCTION ledger.pay_in(
    p_transfer_id uuid,
    p_cell_number integer,
    p_from_account_id uuid,
    p_to_account_id uuid,
    p_amount numeric,
    p_currency text,
    p_description text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.incoming_transfers
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_known ledger_private.incoming_transfer;
    v_item ledger_private.posting_item;
BEGIN
    PERFORM ledger_private.require_short('currency', p_currency, 'description', p_description);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.require_given(
        'transfer_id', p_transfer_id::text, 'from_account_id', p_from_account_id::text,
        'to_account_id', p_to_account_id::text, 'currency', p_currency
    );
    IF NOT ledger_private.is_asset_code(p_currency) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "currency"}');
    END IF;
    PERFORM ledger_private.require_amount(p_amount, NULL);
    PERFORM ledger_private.require_peer(p_cell_number);

    -- Whoever is deciding it is waited for.
    PERFORM pg_advisory_xact_lock(hashtextextended('incoming|' || p_transfer_id::text, 0));
    SELECT i.* INTO v_known
    FROM ledger_private.incoming_transfer AS i
    WHERE i.transfer_id = p_transfer_id;
    IF FOUND THEN
        IF (v_known.cell_number, v_known.from_account_id, v_known.to_account_id, v_known.currency)
            <> (p_cell_number, p_from_account_id, p_to_account_id, p_currency)
            OR v_known.amount <> p_amount
        THEN
            PERFORM ledger_private.raise_error('LG309', jsonb_build_object(
                'transfer_id', p_transfer_id
            ));
        END IF;
        PERFORM ledger_private.tell_replay();
    ELSE
        v_item := ledger_private.post_incoming(
            p_cell_number, p_to_account_id, p_amount, p_currency, p_description, v_actor
        );
        -- What can pass by itself decides nothing; whoever asks asks again.
        IF v_item.status = 'FAILED' AND v_item.failure_code !~ '^LG[012]' THEN
            PERFORM ledger_private.raise_error(v_item.failure_code, v_item.failure_detail);
        END IF;
        INSERT INTO ledger_private.incoming_transfer (
            transfer_id, from_account_id, to_account_id, transaction_id, user_id, created_at,
            cell_number, amount, currency, status, failure_code, failure_detail
        )
        VALUES (
            p_transfer_id, p_from_account_id, p_to_account_id,
            CASE WHEN v_item.status = 'COMPLETED' THEN v_item.transaction_id END,
            coalesce(v_item.to_user_id, 0), coalesce(v_item.created_at, clock_timestamp()),
            p_cell_number, p_amount, p_currency,
            CASE WHEN v_item.status = 'COMPLETED' THEN 'PAID' ELSE 'REFUSED' END,
            v_item.failure_code, v_item.failure_detail
        );
        IF v_item.status = 'FAILED' THEN
            PERFORM ledger_private.note_act(
                'incoming_transfer.refused', i.user_id,
                (SELECT a.account_id FROM ledger_private.account AS a
                WHERE a.account_id = i.to_account_id),
                to_jsonb(i), v_actor
            )
            FROM ledger.incoming_transfers AS i
            WHERE i.transfer_id = p_transfer_id;
        END IF;
    END IF;
    RETURN QUERY
    SELECT i.* FROM ledger.incoming_transfers AS i WHERE i.transfer_id = p_transfer_id;
END
$function$;

COMMENT ON FUNCTION ledger.pay_in(
    uuid, integer, uuid, uuid, numeric, text, text, ledger.actor
) IS
'Pay an account of this cell what cell p_cell_number (LG034) has taken from its payer by ledger.pay_out, under the id of that transfer. PAID, or REFUSED for a reason of the payee''s account (LG290 when it stands for the outside: what leaves the ledger leaves it in the payer''s cell): stored either way, so that the same answer comes for ever, and a call that comes late posts nothing after a return. LG309 when the id came with something else before; LG101 to LG106 for what is no amount of money, LG109 for what is no code of an asset. What can pass (LG340 and the like) raises and decides nothing. For what carries transfers between cells, zerosum work among them; operators only. Safe to repeat. Locks the account that is paid and the one that stands for the other cell, in id order.';
