-- TPC-B, as one function on pgbench's own tables (pgbench -i, scale 10).
CREATE FUNCTION bench.tpcb(p_account integer, p_teller integer, p_branch integer, p_delta integer)
RETURNS integer
LANGUAGE plpgsql
AS $function$
DECLARE
    v_balance integer;
BEGIN
    UPDATE public.pgbench_accounts SET abalance = abalance + p_delta WHERE aid = p_account
    RETURNING abalance INTO v_balance;
    UPDATE public.pgbench_tellers SET tbalance = tbalance + p_delta WHERE tid = p_teller;
    UPDATE public.pgbench_branches SET bbalance = bbalance + p_delta WHERE bid = p_branch;
    INSERT INTO public.pgbench_history (tid, bid, aid, delta, mtime)
    VALUES (p_teller, p_branch, p_account, p_delta, CURRENT_TIMESTAMP);
    RETURN v_balance;
END
$function$;
