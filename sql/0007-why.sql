-- Why nobody answered the last time it was asked for: a class ("timeout"), never content. NULL while it is being asked for.

ALTER TABLE gr.chat_messages ADD COLUMN why text;
ALTER TABLE gr.proposals ADD COLUMN why text;
ALTER TABLE gr.stories ADD COLUMN why text;
ALTER TABLE gr.reviews ADD COLUMN why text;
