-- What every page asks first, in fewer steps: a login's user comes with the login, and of proposals only those that are open are looked at.

GRANT SELECT (created) ON gr.users TO gr_auth;
GRANT CREATE ON SCHEMA gr TO gr_auth;
SET LOCAL ROLE gr_auth;

-- Enters the user of a live login: the statements after it in this transaction see that user's rows. The user's own row, once for each
-- version of the user's data key, oldest first. `stale`: a quarter of the idle time, or five minutes, has passed since the login's last use was
-- noted.
DROP FUNCTION gr.enter(bytea);
CREATE FUNCTION gr.enter(hash bytea)
RETURNS TABLE (user_id uuid, created bigint, sealed bytea, version integer, wrapped bytea, stale boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    SELECT u.user_id, extract(epoch FROM u.created), u.sealed, l.last_used < now() - least(interval '5 minutes', (l.idle_until - l.last_used) / 4)
      INTO enter.user_id, enter.created, enter.sealed, enter.stale
      FROM gr.logins l
      JOIN gr.users u ON u.user_id = l.user_id
     WHERE l.token_hash = hash AND l.idle_until > now() AND l.expires > now();
    PERFORM set_config('gr.uid', coalesce(enter.user_id::text, ''), true);
    FOR enter.version, enter.wrapped IN
        SELECT k.version, k.wrapped
          FROM gr.user_keys k
         WHERE k.user_id = enter.user_id
         ORDER BY k.version
    LOOP
        RETURN NEXT;
    END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION gr.enter(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gr.enter(bytea) TO gr_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gr FROM gr_auth;

CREATE INDEX proposals_open ON gr.proposals (user_id, created, id) WHERE state IN (0, 1);
