-- Who may ask, and what belongs to a person before they practise: users and their keys, logins, recovery codes, forms already seen, raw
-- context, facts, the plan chat, jobs, model calls, parked answers.
--
-- Readable here: ids, times, states and counters. Everything a person wrote is in `sealed`.

DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO gr_app, gr_hourly, gr_backup', current_database());
END
$$;
SET LOCAL ROLE pg_database_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
RESET ROLE;
REVOKE ALL ON SCHEMA gr FROM PUBLIC;
GRANT USAGE ON SCHEMA gr TO gr_app, gr_hourly, gr_auth;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- The user that this transaction acts for; NULL for nobody. After a transaction the setting is empty, not NULL.
CREATE FUNCTION gr.me() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('gr.uid', true), '')::uuid $$;
GRANT EXECUTE ON FUNCTION gr.me() TO gr_app, gr_hourly, gr_auth;

-- Users. bidx is the keyed hash of the login name; the name itself is sealed.
CREATE TABLE gr.users (
    user_id uuid        PRIMARY KEY,
    bidx    bytea       NOT NULL UNIQUE CHECK (length(bidx) = 32),
    created timestamptz NOT NULL,
    sealed  bytea       NOT NULL
);

-- Their data keys, wrapped under a master key that is not in the database.
CREATE TABLE gr.user_keys (
    user_id uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    version integer     NOT NULL CHECK (version >= 1),
    wrapped bytea       NOT NULL CHECK (length(wrapped) = 66),
    created timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, version)
);

-- Where a user is logged in. Both ends are by the database's clock; the token itself is nowhere.
CREATE TABLE gr.logins (
    user_id    uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id         uuid        NOT NULL,
    token_hash bytea       NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    created    timestamptz NOT NULL,
    last_used  timestamptz NOT NULL,
    idle_until timestamptz NOT NULL,
    expires    timestamptz NOT NULL,
    sealed     bytea       NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX logins_idle ON gr.logins (idle_until);

CREATE TABLE gr.recovery_codes (
    user_id uuid  NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    hash    bytea NOT NULL CHECK (length(hash) = 32),
    expires timestamptz, -- of a code that the host handed out; the user's own ten do not run out
    PRIMARY KEY (user_id, hash)
);

-- Forms already seen, by their own id, and where what they asked for ended: a path of ids.
CREATE TABLE gr.ops (
    user_id uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id      uuid        NOT NULL,
    kind    text        NOT NULL,
    result  text,
    times   integer     NOT NULL DEFAULT 1,
    at      timestamptz NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX ops_at ON gr.ops (at);

CREATE TABLE gr.contexts (
    user_id uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id      uuid        NOT NULL,
    added   timestamptz NOT NULL,
    place   bigint      GENERATED ALWAYS AS IDENTITY,
    sealed  bytea       NOT NULL,
    PRIMARY KEY (user_id, id)
);

-- What was understood of a user: one row, sealed under the user's own id.
CREATE TABLE gr.facts (
    user_id uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    changed timestamptz NOT NULL,
    sealed  bytea       NOT NULL,
    PRIMARY KEY (user_id)
);

-- The plan chat: 0 saved, 1 being asked for, 2 answered. Sealed under the id and the turn.
CREATE TABLE gr.chat_messages (
    user_id   uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id        uuid        NOT NULL,
    turn      integer     NOT NULL CHECK (turn >= 0),
    from_user boolean     NOT NULL,
    at        timestamptz NOT NULL,
    state     smallint    NOT NULL CHECK (state BETWEEN 0 AND 2),
    try_no    integer     NOT NULL DEFAULT 0,
    lease     timestamptz,
    sealed    bytea       NOT NULL,
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, turn)
);

-- Work nobody is waiting for: kind 0 reconcile, 1 mark, 2 review, 3 close session; state 0 ready, 1 running, 2 done, 3 failed.
-- The period is an id or a day.
CREATE TABLE gr.jobs (
    user_id     uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id          uuid        NOT NULL,
    kind        smallint    NOT NULL CHECK (kind BETWEEN 0 AND 3),
    period      text        NOT NULL,
    state       smallint    NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
    due         timestamptz NOT NULL,
    lease       timestamptz,
    tries       integer     NOT NULL DEFAULT 0,
    error_class text,
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, kind, period)
);
CREATE INDEX jobs_due ON gr.jobs (due) WHERE state < 2;

-- Model calls: never any content.
CREATE TABLE gr.model_calls (
    user_id        uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id             uuid        NOT NULL,
    mode           text        NOT NULL,
    provider       text        NOT NULL,
    model          text        NOT NULL,
    prompt_version text        NOT NULL,
    outcome        text        NOT NULL,
    tokens_in      bigint      NOT NULL,
    tokens_out     bigint      NOT NULL,
    tokens_cached  bigint      NOT NULL,
    cost_micro     bigint      NOT NULL,
    ms             bigint      NOT NULL,
    tries          integer     NOT NULL,
    at             timestamptz NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX model_calls_at ON gr.model_calls (user_id, at);

-- What was sent after a login had run out, kept until its user is back.
CREATE TABLE gr.parked (
    user_id uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id      uuid        NOT NULL,
    path    text        NOT NULL,
    at      timestamptz NOT NULL,
    sealed  bytea       NOT NULL,
    PRIMARY KEY (user_id, id)
);

-- Every table is its user's alone, for whoever asks.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['users', 'user_keys', 'logins', 'recovery_codes', 'ops', 'contexts', 'facts', 'chat_messages',
                                'jobs', 'model_calls', 'parked']
    LOOP
        EXECUTE format('ALTER TABLE gr.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE gr.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY self ON gr.%I TO gr_app, gr_hourly'
                       ' USING (user_id = gr.me()) WITH CHECK (user_id = gr.me())', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON gr.%I TO gr_app, gr_hourly', name);
    END LOOP;
END
$$;

-- The batch finds and leases due jobs before it acts for anybody. (USING (true), because a leased row must stay visible to its own
-- UPDATE ... RETURNING.)
CREATE POLICY scan ON gr.jobs FOR SELECT TO gr_hourly USING (true);
CREATE POLICY lease ON gr.jobs FOR UPDATE TO gr_hourly USING (true) WITH CHECK (true);
REVOKE UPDATE ON gr.jobs FROM gr_hourly;
GRANT UPDATE (state, due, lease, tries, error_class) ON gr.jobs TO gr_hourly;

-- Not of any user: failures counted under a keyed hash of a login name or an address ...
CREATE TABLE gr.throttle (
    bucket     bytea       PRIMARY KEY CHECK (length(bucket) = 32),
    failures   integer     NOT NULL,
    last       timestamptz NOT NULL,
    wait_until timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON gr.throttle TO gr_app;

-- How long the next try must wait: nothing for the free failures, then 1 s, doubling up to 15 minutes.
CREATE FUNCTION gr.cool_off(failures integer, free bigint) RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN failures <= free THEN interval '0'
                ELSE least(interval '15 minutes', interval '1 second' * (1 << least(failures - free - 1, 10)::integer))
           END
$$;
GRANT EXECUTE ON FUNCTION gr.cool_off(integer, bigint) TO gr_app;

-- ... and what a master key must be, so that a wrong key file is noticed before anything is written.
CREATE TABLE gr.keyring (
    kid     integer PRIMARY KEY CHECK (kid >= 1),
    "check" bytea   NOT NULL CHECK (length("check") = 32)
);
GRANT SELECT ON gr.keyring, gr.migrations TO gr_app, gr_hourly;

-- What is looked up before a user is known. These functions run as gr_auth, which sees the rows they need and nothing else.
CREATE POLICY look ON gr.users FOR SELECT TO gr_auth USING (true);
CREATE POLICY look ON gr.user_keys FOR SELECT TO gr_auth USING (true);
CREATE POLICY look ON gr.logins FOR SELECT TO gr_auth USING (true);
CREATE POLICY look ON gr.ops FOR SELECT TO gr_auth USING (true);
CREATE POLICY sweep ON gr.logins FOR DELETE TO gr_auth USING (true);
CREATE POLICY sweep ON gr.ops FOR DELETE TO gr_auth USING (true);
GRANT SELECT (user_id, bidx, sealed) ON gr.users TO gr_auth;
GRANT SELECT ON gr.user_keys TO gr_auth;
GRANT SELECT (user_id, token_hash, last_used, idle_until, expires), DELETE ON gr.logins TO gr_auth;
GRANT SELECT (at), DELETE ON gr.ops TO gr_auth;
GRANT SELECT (last), DELETE ON gr.throttle TO gr_auth;

-- Enters the user of a live login: the statements after it in this transaction see that user's rows. One row for each version of the
-- user's data key. `stale`: a quarter of the idle time, or five minutes, has passed since the login's last use was noted.
CREATE FUNCTION gr.enter(hash bytea)
RETURNS TABLE (user_id uuid, version bigint, wrapped bytea, stale boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found_user uuid;
    found_stale boolean;
BEGIN
    SELECT l.user_id, l.last_used < now() - least(interval '5 minutes', (l.idle_until - l.last_used) / 4)
      INTO found_user, found_stale
      FROM gr.logins l
     WHERE l.token_hash = hash AND l.idle_until > now() AND l.expires > now();
    IF found_user IS NULL THEN
        PERFORM set_config('gr.uid', '', true);
        RETURN;
    END IF;
    PERFORM set_config('gr.uid', found_user::text, true);
    RETURN QUERY
        SELECT found_user, k.version::bigint, k.wrapped, found_stale
          FROM gr.user_keys k
         WHERE k.user_id = found_user;
END
$$;

-- What is needed to check a password: the user behind one login name's keyed hash, with their keys.
CREATE FUNCTION gr.login_lookup(blind bytea)
RETURNS TABLE (user_id uuid, sealed bytea, version bigint, wrapped bytea)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT u.user_id, u.sealed, k.version::bigint, k.wrapped
      FROM gr.users u
      JOIN gr.user_keys k ON k.user_id = u.user_id
     WHERE u.bidx = blind
     ORDER BY k.version
$$;

-- Whose login it was, live or run out in the last seven days.
CREATE FUNCTION gr.login_owner(hash bytea) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT l.user_id
      FROM gr.logins l
     WHERE l.token_hash = hash AND least(l.idle_until, l.expires) > now() - interval '7 days'
$$;

-- Forgets logins that ran out more than eight days ago, forms older than thirty days and failures older than two; counts the logins.
CREATE FUNCTION gr.sweep() RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    swept bigint;
BEGIN
    DELETE FROM gr.logins WHERE least(idle_until, expires) < now() - interval '8 days';
    GET DIAGNOSTICS swept = ROW_COUNT;
    DELETE FROM gr.ops WHERE at < now() - interval '30 days';
    DELETE FROM gr.throttle WHERE last < now() - interval '2 days';
    RETURN swept;
END
$$;

-- Every user's id, for the host's owner and the batch.
CREATE FUNCTION gr.user_ids() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$ SELECT u.user_id FROM gr.users u ORDER BY u.user_id $$;

GRANT EXECUTE ON FUNCTION gr.enter(bytea), gr.login_lookup(bytea), gr.login_owner(bytea) TO gr_app;
GRANT EXECUTE ON FUNCTION gr.sweep() TO gr_hourly;
GRANT EXECUTE ON FUNCTION gr.user_ids() TO gr_hourly;

-- An owner of functions must be able to create them, for as long as they are handed over.
GRANT CREATE ON SCHEMA gr TO gr_auth;
ALTER FUNCTION gr.enter(bytea) OWNER TO gr_auth;
ALTER FUNCTION gr.login_lookup(bytea) OWNER TO gr_auth;
ALTER FUNCTION gr.login_owner(bytea) OWNER TO gr_auth;
ALTER FUNCTION gr.sweep() OWNER TO gr_auth;
ALTER FUNCTION gr.user_ids() OWNER TO gr_auth;
REVOKE CREATE ON SCHEMA gr FROM gr_auth;
SET LOCAL ROLE gr_auth;
GRANT EXECUTE ON FUNCTION gr.user_ids() TO gr_owner;
RESET ROLE;
