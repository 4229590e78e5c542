-- What asking models costs, how their servers are doing, and answers kept for a day. Counts and times; content only sealed.

ALTER TABLE gr.model_calls ADD COLUMN first_ms bigint NOT NULL DEFAULT 0;
CREATE INDEX model_calls_lately ON gr.model_calls (user_id, at DESC);
DROP INDEX gr.model_calls_at;

-- Sums over all users, by UTC day: for the installation's budget, greenroom-admin costs and the metrics.
CREATE TABLE gr.spent (
    day           date   NOT NULL,
    provider      text   NOT NULL,
    model         text   NOT NULL,
    mode          text   NOT NULL,
    outcome       text   NOT NULL,
    calls         bigint NOT NULL,
    tries         bigint NOT NULL,
    tokens_in     bigint NOT NULL,
    tokens_out    bigint NOT NULL,
    tokens_cached bigint NOT NULL,
    cost_micro    bigint NOT NULL,
    ms            bigint NOT NULL,
    PRIMARY KEY (day, provider, model, mode, outcome)
);

-- The circuit breakers: a server that failed three times in a row is left alone until then; after that one asks, to try.
CREATE TABLE gr.breakers (
    server   text        PRIMARY KEY,
    failures integer     NOT NULL CHECK (failures >= 1),
    until    timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON gr.spent TO gr_app, gr_hourly;
GRANT SELECT, INSERT, UPDATE, DELETE ON gr.breakers TO gr_app, gr_hourly;

-- The exact cache: what a user's very same question to a mode was answered. key: a fingerprint under the user's data key.
CREATE TABLE gr.kept_answers (
    user_id uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id      uuid        NOT NULL,
    key     bytea       NOT NULL CHECK (length(key) = 32),
    at      timestamptz NOT NULL,
    sealed  bytea       NOT NULL,
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, key)
);
ALTER TABLE gr.kept_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE gr.kept_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY self ON gr.kept_answers TO gr_app, gr_hourly USING (user_id = gr.me()) WITH CHECK (user_id = gr.me());
GRANT SELECT, INSERT, UPDATE, DELETE ON gr.kept_answers TO gr_app, gr_hourly;

-- The metrics count users and work without seeing whose they are; the batch forgets kept answers after a day.
CREATE POLICY look ON gr.kept_answers FOR SELECT TO gr_auth USING (true);
CREATE POLICY sweep ON gr.kept_answers FOR DELETE TO gr_auth USING (true);
GRANT SELECT (at), DELETE ON gr.kept_answers TO gr_auth;

GRANT CREATE ON SCHEMA gr TO gr_auth;
SET LOCAL ROLE gr_auth;

-- As before, and kept answers after a day.
CREATE OR REPLACE FUNCTION gr.sweep() RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    WITH failures AS (DELETE FROM gr.throttle WHERE last < now() - interval '2 days'),
         answers AS (DELETE FROM gr.kept_answers WHERE at < now() - interval '1 day'),
         logins AS (DELETE FROM gr.logins WHERE least(idle_until, expires) < now() - interval '8 days' RETURNING 1),
         forms AS (DELETE FROM gr.ops WHERE at < now() - interval '30 days' RETURNING 1),
         work AS (DELETE FROM gr.jobs WHERE state >= 2 AND due < now() - interval '90 days' RETURNING 1),
         kept AS (DELETE FROM gr.parked WHERE at < now() - interval '90 days' RETURNING 1),
         calls AS (DELETE FROM gr.model_calls WHERE at < now() - interval '400 days' RETURNING 1),
         codes AS (DELETE FROM gr.recovery_codes WHERE expires < now() RETURNING 1)
    SELECT (SELECT count(*) FROM logins) + (SELECT count(*) FROM forms) + (SELECT count(*) FROM work)
         + (SELECT count(*) FROM kept) + (SELECT count(*) FROM calls) + (SELECT count(*) FROM codes)
$$;

CREATE FUNCTION gr.counts() RETURNS TABLE (what text, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'users', count(*) FROM gr.users
    UNION ALL
    SELECT 'jobs_' || (ARRAY['waiting', 'taken', 'done', 'failed'])[s.state + 1], count(j.state)
      FROM generate_series(0, 3) AS s(state)
      LEFT JOIN gr.jobs j ON j.state = s.state
     GROUP BY s.state
$$;

REVOKE EXECUTE ON FUNCTION gr.counts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gr.counts() TO gr_app, gr_hourly;
RESET ROLE;
REVOKE CREATE ON SCHEMA gr FROM gr_auth;
