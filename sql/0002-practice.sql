-- What a user practises with: plans and their proposals, topics, sessions, questions, attempts, stories, notes, reviews.
--
-- Readable here: ids, times, days, states, versions and counters, so that the database can find, sort and schedule.
-- Everything a person wrote, or a coach wrote about them, scores and ratings included, is in `sealed` (column 1 of its place),
-- or in a value that stands alone (`summary`, `mark`: column 2). The numbers of the states are those of the enums in
-- cgi-bin/store/; days are days since 1970-01-01.

-- Topic progress: a row for each plan topic that ever was in the plan.
CREATE TABLE gr.topics (
    user_id        uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id             uuid        NOT NULL,
    in_plan        boolean     NOT NULL,
    total_seconds  bigint      NOT NULL DEFAULT 0 CHECK (total_seconds >= 0),
    sessions       integer     NOT NULL DEFAULT 0 CHECK (sessions >= 0),
    last_practised timestamptz,
    sealed         bytea       NOT NULL,
    PRIMARY KEY (user_id, id)
);

-- A plan, or a change to it, suggested: 0 asking, 1 open, 2 approved, 3 declined, 4 replaced.
CREATE TABLE gr.proposals (
    user_id      uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id           uuid        NOT NULL,
    state        smallint    NOT NULL CHECK (state BETWEEN 0 AND 4),
    base_version integer     NOT NULL CHECK (base_version >= 0),
    from_review  boolean     NOT NULL,
    after        uuid,
    created      timestamptz NOT NULL,
    try_no       integer     NOT NULL DEFAULT 0,
    lease        timestamptz,
    sealed       bytea       NOT NULL,
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, after) REFERENCES gr.proposals (user_id, id) ON DELETE CASCADE
);
CREATE INDEX proposals_created ON gr.proposals (user_id, created);

-- Approved versions of the plan; at most one is current.
CREATE TABLE gr.plans (
    user_id   uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id        uuid        NOT NULL,
    version   integer     NOT NULL CHECK (version >= 1),
    current   boolean     NOT NULL,
    made_from integer     NOT NULL CHECK (made_from >= 0 AND made_from < version),
    proposal  uuid,
    approved  timestamptz NOT NULL,
    sealed    bytea       NOT NULL,
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, version),
    FOREIGN KEY (user_id, proposal) REFERENCES gr.proposals (user_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX plans_current ON gr.plans (user_id) WHERE current;

-- Timed sittings: how 0 running, 1 ended by hand, 2 by the clock, 3 abandoned.
CREATE TABLE gr.sessions (
    user_id         uuid        NOT NULL,
    id              uuid        NOT NULL,
    topic           uuid        NOT NULL,
    planned_seconds integer     NOT NULL CHECK (planned_seconds >= 0),
    started         timestamptz NOT NULL,
    last            timestamptz NOT NULL,
    ended           timestamptz,
    how             smallint    NOT NULL CHECK (how BETWEEN 0 AND 3),
    reconciled      boolean     NOT NULL DEFAULT false,
    sealed          bytea       NOT NULL,
    summary         bytea,
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, topic) REFERENCES gr.topics (user_id, id) ON DELETE CASCADE,
    CHECK ((how = 0) = (ended IS NULL))
);
CREATE INDEX sessions_started ON gr.sessions (user_id, started);
CREATE INDEX sessions_topic ON gr.sessions (user_id, topic);
CREATE INDEX sessions_running ON gr.sessions (last) WHERE how = 0;

-- Questions with what the scheduler keeps of them: memory 0 new, 1 learning, 2 review, 3 relearning.
CREATE TABLE gr.questions (
    user_id  uuid        NOT NULL,
    id       uuid        NOT NULL,
    topic    uuid        NOT NULL,
    memory   smallint    NOT NULL CHECK (memory BETWEEN 0 AND 3),
    last_day integer     NOT NULL,
    due_day  integer     NOT NULL,
    reviews  integer     NOT NULL CHECK (reviews >= 0),
    asked    integer     NOT NULL CHECK (asked >= 0),
    created  timestamptz NOT NULL,
    sealed   bytea       NOT NULL,
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, topic) REFERENCES gr.topics (user_id, id) ON DELETE CASCADE
);
CREATE INDEX questions_topic ON gr.questions (user_id, topic);

-- Questions offered in a session: 0 offered, 1 open, 2 answered, 3 skipped. Sealed under the session's id and its place.
CREATE TABLE gr.picks (
    user_id  uuid        NOT NULL,
    session  uuid        NOT NULL,
    question uuid        NOT NULL,
    place    integer     NOT NULL CHECK (place >= 1),
    state    smallint    NOT NULL CHECK (state BETWEEN 0 AND 3),
    opened   timestamptz,
    ends     timestamptz,
    form     uuid,
    sealed   bytea       NOT NULL,
    PRIMARY KEY (user_id, session, question),
    UNIQUE (user_id, session, place),
    FOREIGN KEY (user_id, session) REFERENCES gr.sessions (user_id, id) ON DELETE CASCADE,
    FOREIGN KEY (user_id, question) REFERENCES gr.questions (user_id, id) ON DELETE CASCADE
);
CREATE INDEX picks_question ON gr.picks (user_id, question);

-- Answers: mark 0 pending, 1 being asked for, 2 done.
CREATE TABLE gr.attempts (
    user_id  uuid        NOT NULL,
    id       uuid        NOT NULL,
    session  uuid        NOT NULL,
    question uuid        NOT NULL,
    try_no   integer     NOT NULL CHECK (try_no >= 1),
    opened   timestamptz,
    answered timestamptz NOT NULL,
    seconds  integer     NOT NULL CHECK (seconds >= 0),
    late     boolean     NOT NULL,
    state    smallint    NOT NULL CHECK (state BETWEEN 0 AND 2),
    mark_try integer     NOT NULL DEFAULT 0,
    lease    timestamptz,
    marked   timestamptz,
    sealed   bytea       NOT NULL,
    mark     bytea,
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, session, question, try_no),
    FOREIGN KEY (user_id, session) REFERENCES gr.sessions (user_id, id) ON DELETE CASCADE,
    FOREIGN KEY (user_id, question) REFERENCES gr.questions (user_id, id) ON DELETE CASCADE,
    CHECK ((state = 2) = (mark IS NOT NULL)),
    CHECK ((state = 2) = (marked IS NOT NULL))
);
CREATE INDEX attempts_question ON gr.attempts (user_id, question);
CREATE INDEX attempts_answered ON gr.attempts (user_id, answered);

-- The review log of the scheduler: one line for each marked attempt, sealed under the attempt's id.
CREATE TABLE gr.recalls (
    user_id  uuid    NOT NULL,
    attempt  uuid    NOT NULL,
    question uuid    NOT NULL,
    day      integer NOT NULL,
    sealed   bytea   NOT NULL,
    PRIMARY KEY (user_id, attempt),
    FOREIGN KEY (user_id, attempt) REFERENCES gr.attempts (user_id, id) ON DELETE CASCADE,
    FOREIGN KEY (user_id, question) REFERENCES gr.questions (user_id, id) ON DELETE CASCADE
);
CREATE INDEX recalls_question ON gr.recalls (user_id, question);

-- Story structures: 0 asking, 1 ready. The newest version here, the earlier ones beside; sealed under story and version.
CREATE TABLE gr.stories (
    user_id  uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id       uuid        NOT NULL,
    question uuid,
    version  integer     NOT NULL CHECK (version >= 1),
    state    smallint    NOT NULL CHECK (state BETWEEN 0 AND 1),
    try_no   integer     NOT NULL DEFAULT 0,
    lease    timestamptz,
    created  timestamptz NOT NULL,
    changed  timestamptz NOT NULL,
    sealed   bytea       NOT NULL,
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, question) REFERENCES gr.questions (user_id, id) ON DELETE CASCADE
);
CREATE INDEX stories_question ON gr.stories (user_id, question);

CREATE TABLE gr.story_versions (
    user_id  uuid        NOT NULL,
    story    uuid        NOT NULL,
    version  integer     NOT NULL CHECK (version >= 1),
    state    smallint    NOT NULL CHECK (state BETWEEN 0 AND 1),
    changed  timestamptz NOT NULL,
    sealed   bytea       NOT NULL,
    PRIMARY KEY (user_id, story, version),
    FOREIGN KEY (user_id, story) REFERENCES gr.stories (user_id, id) ON DELETE CASCADE
);

-- Progress notes, one a topic and a general one (its id is the nil id); only the newest version is kept, sealed under it.
CREATE TABLE gr.notes (
    user_id uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id      uuid        NOT NULL,
    topic   uuid,
    version integer     NOT NULL CHECK (version >= 1),
    changed timestamptz NOT NULL,
    sealed  bytea       NOT NULL,
    PRIMARY KEY (user_id, id),
    FOREIGN KEY (user_id, topic) REFERENCES gr.topics (user_id, id) ON DELETE CASCADE,
    CHECK (id = coalesce(topic, '00000000-0000-0000-0000-000000000000'))
);
CREATE INDEX notes_topic ON gr.notes (user_id, topic);

-- Daily reviews, at most one a user and local day: 0 queued, 1 asking, 2 done.
CREATE TABLE gr.reviews (
    user_id  uuid        NOT NULL REFERENCES gr.users (user_id) ON DELETE CASCADE,
    id       uuid        NOT NULL,
    day      integer     NOT NULL,
    state    smallint    NOT NULL CHECK (state BETWEEN 0 AND 2),
    proposal uuid,
    at       timestamptz NOT NULL,
    try_no   integer     NOT NULL DEFAULT 0,
    lease    timestamptz,
    sealed   bytea       NOT NULL,
    PRIMARY KEY (user_id, id),
    UNIQUE (user_id, day),
    FOREIGN KEY (user_id, proposal) REFERENCES gr.proposals (user_id, id) ON DELETE CASCADE
);

-- Every table is its user's alone, for whoever asks.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['topics', 'proposals', 'plans', 'sessions', 'questions', 'picks', 'attempts', 'recalls',
                                'stories', 'story_versions', 'notes', 'reviews']
    LOOP
        EXECUTE format('ALTER TABLE gr.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE gr.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY self ON gr.%I TO gr_app, gr_hourly'
                       ' USING (user_id = gr.me()) WITH CHECK (user_id = gr.me())', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON gr.%I TO gr_app, gr_hourly', name);
    END LOOP;
END
$$;

-- Sessions that nobody came back to, for the batch: ids only, whoever's they are. Runs as gr_auth, which sees running sessions' times.
CREATE POLICY look ON gr.sessions FOR SELECT TO gr_auth USING (how = 0);
GRANT SELECT (user_id, id, last, how) ON gr.sessions TO gr_auth;

CREATE FUNCTION gr.abandoned_sessions(before timestamptz)
RETURNS TABLE (user_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.user_id, s.id
      FROM gr.sessions s
     WHERE s.how = 0 AND s.last < before
     ORDER BY s.last, s.id
$$;

GRANT EXECUTE ON FUNCTION gr.abandoned_sessions(timestamptz) TO gr_hourly;
GRANT CREATE ON SCHEMA gr TO gr_auth;
ALTER FUNCTION gr.abandoned_sessions(timestamptz) OWNER TO gr_auth;
REVOKE CREATE ON SCHEMA gr FROM gr_auth;
