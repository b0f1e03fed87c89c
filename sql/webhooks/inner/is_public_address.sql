-- Whether an address is one of the public Internet.
CREATE OR REPLACE FUNCTION ledger_private.is_public_address(p_address inet)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        -- Only what is given out for hosts: not what embeds an IPv4 address, nor local ones.
        WHEN family(p_address) = 6 THEN p_address << '2000::/3' AND NOT EXISTS (
            SELECT FROM unnest(ARRAY[
                '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'
            ]::inet[]) AS n (network)
            WHERE p_address << n.network
        )
        ELSE NOT EXISTS (
            SELECT FROM unnest(ARRAY[
                '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16',
                '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24',
                '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24',
                '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'
            ]::inet[]) AS n (network)
            WHERE p_address << n.network
        )
    END
$function$;

COMMENT ON FUNCTION ledger_private.is_public_address(inet) IS
'False for private, loopback, link-local, multicast, documentation and reserved addresses, and for IPv6 that leads to IPv4 (mapped, 6to4, NAT64, Teredo); as webapp.webhooks.addresses says it.';
