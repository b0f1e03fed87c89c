-- What has just been posted, as ledger.transactions shows it, without reading it again.
CREATE OR REPLACE FUNCTION ledger_private.show_posted(
    p_item ledger_private.posting_item,
    p_actor ledger.actor
)
RETURNS ledger.transactions
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_transaction ledger.transactions;
BEGIN
    v_transaction.transaction_id := p_item.transaction_id;
    v_transaction.from_account_id := p_item.from_account_id;
    v_transaction.to_account_id := p_item.to_account_id;
    v_transaction.amount := round(p_item.amount, p_item.minor_units);
    v_transaction.currency := p_item.currency;
    v_transaction.transaction_type := p_item.transaction_type;
    v_transaction.status := p_item.status;
    v_transaction.idempotency_key := p_item.idempotency_key;
    v_transaction.description := p_item.description;
    v_transaction.metadata := p_item.metadata;
    v_transaction.user_id := p_item.user_id;
    v_transaction.from_account_version := p_item.from_account_version;
    v_transaction.to_account_version := p_item.to_account_version;
    v_transaction.effective_at := p_item.effective_at;
    v_transaction.created_at := p_item.created_at;
    v_transaction.completed_at := p_item.created_at;
    v_transaction.reverses_transaction_id := p_item.reverses_transaction_id;
    v_transaction.leg_account_ids := p_item.leg_account_ids;
    v_transaction.leg_account_versions := p_item.leg_account_versions;
    v_transaction.hold_id := p_item.hold_id;
    v_transaction.reversed_amount := round(0::numeric, p_item.minor_units);
    v_transaction.asked_by := p_actor.user_id;
    -- A call that changes nothing for the others would take longer than the rest.
    IF p_actor.role <> 'customer' AND NOT ledger_private.is_restricted(p_actor.scopes) THEN
        RETURN v_transaction;
    END IF;
    RETURN ledger_private.seen_transaction(v_transaction, p_actor);
END
$function$;

COMMENT ON FUNCTION ledger_private.show_posted(ledger_private.posting_item, ledger.actor) IS
'The row of ledger.transactions of a completed item that p_actor asked for and of which nothing has been reversed, as far as p_actor may see it.';
