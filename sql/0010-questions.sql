-- The questions of a session are suggested by one asker at a time: a try number and a lease, as of all that a model is asked for; why nobody could
-- suggest any the last time, as a class ("timeout"), never content. NULL while it is being asked for.

ALTER TABLE gr.sessions ADD COLUMN try_no integer NOT NULL DEFAULT 0;
ALTER TABLE gr.sessions ADD COLUMN lease timestamptz;
ALTER TABLE gr.sessions ADD COLUMN why text;
