-- The root of the tree of seals with some more leaves, which are not kept yet.
CREATE OR REPLACE FUNCTION ledger_private.root_after(p_size bigint, p_hashes bytea)
RETURNS bytea
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_from bigint := 0;
    v_level integer := 62;
    v_peaks bytea[] := ARRAY[]::bytea[];
    v_root bytea;
    v_hash bytea;
    v_number bigint;
    v_size bigint := p_size;
BEGIN
    -- Roots of the whole trees that p_size is made of, the largest first.
    WHILE v_level >= 0 LOOP
        IF p_size >> v_level & 1 = 1 THEN
            v_peaks := v_peaks || ledger_private.subtree_root(v_from, 1::bigint << v_level);
            v_from := v_from + (1::bigint << v_level);
        END IF;
        v_level := v_level - 1;
    END LOOP;
    -- A leaf joins the peaks at the end as adding one carries in a binary number.
    FOR i IN 1 .. octet_length(p_hashes) / 32 LOOP
        v_hash := substring(p_hashes FROM i * 32 - 31 FOR 32);
        v_number := v_size;
        WHILE v_number & 1 = 1 LOOP
            v_hash := sha256(
                decode('01', 'hex') || v_peaks[cardinality(v_peaks)] || v_hash
            );
            v_peaks := trim_array(v_peaks, 1);
            v_number := v_number >> 1;
        END LOOP;
        v_peaks := v_peaks || v_hash;
        v_size := v_size + 1;
    END LOOP;
    v_root := v_peaks[cardinality(v_peaks)];
    FOR i IN REVERSE cardinality(v_peaks) - 1 .. 1 LOOP
        v_root := sha256(decode('01', 'hex') || v_peaks[i] || v_root);
    END LOOP;
    RETURN v_root;
END
$function$;

COMMENT ON FUNCTION ledger_private.root_after(bigint, bytea) IS
'The root over the first p_size leaves, which are kept, and those whose hashes p_hashes has. Reads the roots of the whole trees that p_size is made of, and nothing else.';
