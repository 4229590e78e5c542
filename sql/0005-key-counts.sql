-- How many data keys are wrapped under which master key: what the host's owner must know before an old master key may go. The number stands in
-- the wrapped key's bytes 2 to 5 (crypto/keyring.h).
GRANT CREATE ON SCHEMA gr TO gr_auth;
SET LOCAL ROLE gr_auth;

CREATE FUNCTION gr.key_counts()
RETURNS TABLE (kid bigint, keys bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ('x' || encode(substring(k.wrapped FROM 3 FOR 4), 'hex'))::bit(32)::bigint & 4294967295, count(*)
      FROM gr.user_keys k
     GROUP BY 1
     ORDER BY 1
$$;
REVOKE ALL ON FUNCTION gr.key_counts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gr.key_counts() TO gr_owner;

RESET ROLE;
REVOKE CREATE ON SCHEMA gr FROM gr_auth;
