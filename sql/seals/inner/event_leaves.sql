-- The leaf of each numbered event, from the rows as they are now.
CREATE OR REPLACE VIEW ledger_private.event_leaves AS
SELECT
    l.event_position,
    l.leaf_text,
    sha256(decode('00', 'hex') || convert_to(l.leaf_text, 'UTF8')) AS leaf_hash
FROM (
    SELECT
        p.event_position,
        concat_ws(
            chr(10),
            'zerosum event 1',
            p.event_position,
            string_agg(
                p.part_name || ' ' || encode(sha256(
                    ledger_private.part_salt(s.salt, p.event_position, p.part_number)
                    || convert_to(p.said::text, 'UTF8')
                ), 'hex'),
                chr(10) ORDER BY p.part_number
            ),
            'states ' || encode(sha256(coalesce((
                SELECT string_agg(
                    sha256(convert_to(
                        concat_ws(chr(10), o.object_type, o.object_key, o.parts::text), 'UTF8'
                    )),
                    '' ORDER BY o.object_type, o.object_key
                )
                FROM ledger_audit.sealed_state AS o
                WHERE o.event_position = p.event_position
            ), '')), 'hex'),
            ''
        ) AS leaf_text
    FROM ledger_private.event_parts AS p
    CROSS JOIN (SELECT ledger_private.seal_salt() AS salt) AS s
    GROUP BY p.event_position, s.salt
) AS l;

COMMENT ON VIEW ledger_private.event_leaves IS
'The text of each leaf, and its hash as RFC 6962 makes it. The text names each part with its salted hash, and the states of objects that were sealed with the event with one hash.';
COMMENT ON COLUMN ledger_private.event_leaves.event_position IS 'Place of the event in the feed; its leaf is the one before this number, as leaves count from 0.';
COMMENT ON COLUMN ledger_private.event_leaves.leaf_text IS 'Lines: zerosum event 1, the position, name and hash of each part, states and their hash.';
COMMENT ON COLUMN ledger_private.event_leaves.leaf_hash IS 'SHA-256 over a zero byte and the text.';
