-- What a form brought, as a hash that only its user's key gives: the same form with something else in it is told so. NULL: it came to an earlier
-- release, or only its id counts.

ALTER TABLE gr.ops ADD COLUMN fingerprint bytea CHECK (length(fingerprint) = 32);
