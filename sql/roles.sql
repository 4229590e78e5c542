-- The roles of Greenroom's database. Run by the cluster's superuser, before the database exists and as often as one likes:
--
--   psql -X -v ON_ERROR_STOP=1 -d postgres -f sql/roles.sql
--   createdb -O gr_owner greenroom
--
-- gr_owner   owns schema gr; logs in for migrations only; row-level security is forced on it too
-- gr_auth    nobody logs in as it; owns the few functions that look before a user is known
-- gr_app     the workers
-- gr_hourly  the batch: sees ids and the schedule, and what a user it acts for sees
-- gr_backup  pg_dump: sees every row, but only sealed

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['gr_owner', 'gr_auth', 'gr_app', 'gr_hourly', 'gr_backup']
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I', name);
        END IF;
    END LOOP;
END
$$;

ALTER ROLE gr_owner  NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT LOGIN;
ALTER ROLE gr_auth   NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT NOLOGIN;
ALTER ROLE gr_app    NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT LOGIN;
ALTER ROLE gr_hourly NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT LOGIN;
ALTER ROLE gr_backup NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS INHERIT LOGIN;

-- The owner may hand its functions to gr_auth; NOINHERIT keeps gr_auth's policies from applying to the owner itself.
GRANT gr_auth TO gr_owner;
GRANT pg_read_all_data TO gr_backup;

-- Pages read one state of the database (repeatable read); what is written says SERIALIZABLE itself. A statement is planned once for a
-- connection's life, by the index of its user that has its order, however few rows the table or the user has that day: planning it anew costs
-- more than running it, and a plan made while a new user asks must do for one with a history. No value that a person typed may
-- reach PostgreSQL's log, whatever its configuration file says.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['gr_app', 'gr_hourly']
    LOOP
        EXECUTE format('ALTER ROLE %I SET search_path = gr, pg_temp', name);
        EXECUTE format('ALTER ROLE %I SET default_transaction_isolation = ''repeatable read''', name);
        EXECUTE format('ALTER ROLE %I SET statement_timeout = ''10s''', name);
        EXECUTE format('ALTER ROLE %I SET lock_timeout = ''3s''', name);
        EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''15s''', name);
        EXECUTE format('ALTER ROLE %I SET jit = off', name);
        EXECUTE format('ALTER ROLE %I SET plan_cache_mode = force_generic_plan', name);
        EXECUTE format('ALTER ROLE %I SET enable_seqscan = off', name);
        EXECUTE format('ALTER ROLE %I SET enable_sort = off', name);
        EXECUTE format('ALTER ROLE %I SET log_parameter_max_length = 0', name);
        EXECUTE format('ALTER ROLE %I SET log_parameter_max_length_on_error = 0', name);
    END LOOP;
END
$$;
ALTER ROLE gr_owner SET search_path = gr, pg_temp;
ALTER ROLE gr_owner SET log_parameter_max_length = 0;
