-- Divide an amount in proportion to weights so that the parts add up to it, to the cent.
CREATE OR REPLACE FUNCTION ledger_private.split_amount(
    p_amount numeric,
    p_weights numeric[],
    p_minor_units smallint
)
RETURNS numeric[]
LANGUAGE sql
IMMUTABLE
AS $function$
    -- In whole minor units: numeric div and mod are exact, a quotient with decimals is not.
    SELECT array_agg(
        (s.whole + CASE WHEN s.place <= s.spare THEN 1 ELSE 0 END) * s.unit ORDER BY s.n
    )
    FROM (
        SELECT
            w.n, d.whole, u.unit,
            row_number() OVER (ORDER BY d.remainder DESC, w.n) AS place,
            u.units - sum(d.whole) OVER () AS spare
        FROM unnest(p_weights) WITH ORDINALITY AS w (weight, n)
        CROSS JOIN (SELECT sum(t.weight) AS total FROM unnest(p_weights) AS t (weight)) AS t
        CROSS JOIN LATERAL (
            VALUES (
                p_amount * ('1e' || p_minor_units)::numeric, ('1e-' || p_minor_units)::numeric
            )
        ) AS u (units, unit)
        CROSS JOIN LATERAL (
            VALUES (div(u.units * w.weight, t.total), mod(u.units * w.weight, t.total))
        ) AS d (whole, remainder)
    ) AS s
$function$;

COMMENT ON FUNCTION ledger_private.split_amount(numeric, numeric[], smallint) IS
'The largest remainder method: every part is rounded down to the minor unit, and the units left over go one each to the parts that lost most, ties to the earlier part. p_amount and each weight are not negative, their sum is positive, and p_amount fits p_minor_units.';
