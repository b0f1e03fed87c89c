-- A transfer between cells as a transaction of one cell is shown.
CREATE FUNCTION ledger_router.sent_transaction(
    p_sent ledger.outgoing_transfers,
    p_transfer ledger.transfer_request,
    p_actor ledger.actor
)
RETURNS ledger.transactions
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_shown ledger.transactions;
BEGIN
    v_shown.transaction_id := p_sent.transfer_id;
    v_shown.from_account_id := p_sent.from_account_id;
    v_shown.to_account_id := p_sent.to_account_id;
    v_shown.amount := p_sent.amount;
    v_shown.currency := p_sent.currency;
    v_shown.transaction_type := 'transfer';
    v_shown.status := p_sent.status;
    v_shown.idempotency_key := p_transfer.idempotency_key;
    v_shown.description := p_sent.description;
    v_shown.metadata := p_transfer.metadata;
    v_shown.user_id := p_sent.user_id;
    v_shown.effective_at := p_sent.created_at;
    v_shown.created_at := p_sent.created_at;
    v_shown.completed_at := p_sent.decided_at;
    v_shown.asked_by := (p_actor).user_id;
    RETURN v_shown;
END
$function$;
