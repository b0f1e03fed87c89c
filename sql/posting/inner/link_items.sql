-- Say what each item of a batch is made of: a hold, or a transaction that it reverses.
CREATE OR REPLACE FUNCTION ledger_private.link_items(
    p_items ledger_private.posting_item[],
    p_links ledger_private.posting_link[]
)
RETURNS ledger_private.posting_item[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_item ledger_private.posting_item;
BEGIN
    FOR v_n IN 1 .. cardinality(p_items) LOOP
        v_item := p_items[v_n];
        v_item.transaction_id := p_links[v_n].transaction_id;
        v_item.hold_id := p_links[v_n].hold_id;
        v_item.reverses_transaction_id := p_links[v_n].reverses_transaction_id;
        p_items[v_n] := v_item;
    END LOOP;
    RETURN p_items;
END
$function$;

COMMENT ON FUNCTION ledger_private.link_items(
    ledger_private.posting_item[], ledger_private.posting_link[]
) IS
'The items with the ids of their links, one link for each item.';
