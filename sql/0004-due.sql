-- What is due is asked for on every page that shows a day: an index answers it without touching what is sealed.
CREATE INDEX questions_due ON gr.questions (user_id, due_day, topic) WHERE reviews > 0;
