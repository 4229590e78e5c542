-- What the batch forgets: old work, old counts of calls, forms that nobody came back for, codes that ran out.

CREATE POLICY look ON gr.jobs FOR SELECT TO gr_auth USING (true);
CREATE POLICY look ON gr.model_calls FOR SELECT TO gr_auth USING (true);
CREATE POLICY look ON gr.parked FOR SELECT TO gr_auth USING (true);
CREATE POLICY look ON gr.recovery_codes FOR SELECT TO gr_auth USING (true);
CREATE POLICY sweep ON gr.jobs FOR DELETE TO gr_auth USING (state >= 2);
CREATE POLICY sweep ON gr.model_calls FOR DELETE TO gr_auth USING (true);
CREATE POLICY sweep ON gr.parked FOR DELETE TO gr_auth USING (true);
CREATE POLICY sweep ON gr.recovery_codes FOR DELETE TO gr_auth USING (expires IS NOT NULL);
GRANT SELECT (state, due), DELETE ON gr.jobs TO gr_auth;
GRANT SELECT (at), DELETE ON gr.model_calls TO gr_auth;
GRANT SELECT (at), DELETE ON gr.parked TO gr_auth;
GRANT SELECT (expires), DELETE ON gr.recovery_codes TO gr_auth;

GRANT CREATE ON SCHEMA gr TO gr_auth;
SET LOCAL ROLE gr_auth;

-- Forgets logins that ran out more than eight days ago, forms already seen after 30 days, failures after two; work that is settled and forms that
-- nobody came back for after 90 days, counts of calls after 400, codes that ran out. Counts all but the failures.
CREATE OR REPLACE FUNCTION gr.sweep() RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    WITH failures AS (DELETE FROM gr.throttle WHERE last < now() - interval '2 days'),
         logins AS (DELETE FROM gr.logins WHERE least(idle_until, expires) < now() - interval '8 days' RETURNING 1),
         forms AS (DELETE FROM gr.ops WHERE at < now() - interval '30 days' RETURNING 1),
         work AS (DELETE FROM gr.jobs WHERE state >= 2 AND due < now() - interval '90 days' RETURNING 1),
         kept AS (DELETE FROM gr.parked WHERE at < now() - interval '90 days' RETURNING 1),
         calls AS (DELETE FROM gr.model_calls WHERE at < now() - interval '400 days' RETURNING 1),
         codes AS (DELETE FROM gr.recovery_codes WHERE expires < now() RETURNING 1)
    SELECT (SELECT count(*) FROM logins) + (SELECT count(*) FROM forms) + (SELECT count(*) FROM work)
         + (SELECT count(*) FROM kept) + (SELECT count(*) FROM calls) + (SELECT count(*) FROM codes)
$$;

RESET ROLE;
REVOKE CREATE ON SCHEMA gr FROM gr_auth;
