-- What people had to say about marks: that they put a tick right, or called a mark wrong. Counts by UTC day and by who had marked; no user, no content.
CREATE TABLE gr.says (
    day      date   NOT NULL,
    provider text   NOT NULL,
    model    text   NOT NULL,
    kind     text   NOT NULL CHECK (kind IN ('correction', 'objection')),
    n        bigint NOT NULL,
    PRIMARY KEY (day, provider, model, kind)
);
GRANT SELECT, INSERT, UPDATE ON gr.says TO gr_app, gr_hourly;
