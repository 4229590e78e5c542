#ifndef WEB_REPLY_H
#define WEB_REPLY_H

#include "base/err.h"
#include "coach/turn.h"
#include "web/request.h"

/* Answers. HTML is templates/<page>.tpl inside templates/frame.tpl; a program gets the view as JSON. The
 * frame has: title, site name, style, the user's name and navigation, log-out form, form token and form id
 * ({{token}}, {{form}} in every view), notice texts. */

/* 200 with a page, or the view as JSON. `title` is the page's <title> and h1 text. */
MUST_USE enum err reply_page(struct request *r, const char *page, const char *title, json *view);
/* The same with another status (400 with the form given back, 409 with a choice ...). */
MUST_USE enum err reply_page_status(struct request *r, int status, const char *page, const char *title,
                                    json *view);
/* After a form that did something: 303 to `location` (a path of ours); a program gets 200 (or `status`) and
 * the view. */
MUST_USE enum err reply_done(struct request *r, const char *location, int status, json *view);
/* A file to keep: content type, file name, bytes. */
/* A text as it is. */
MUST_USE enum err reply_text(struct request *r, const char *type, const char *text);
MUST_USE enum err reply_file(struct request *r, const char *type, const char *filename, const char *text);
/* The error page / RFC 9457 problem with a message of one's own. Returns OK (the reply is made). */
MUST_USE enum err reply_fault(struct request *r, const struct fault *fault);
/* The same with a status other than the fault's own. */
MUST_USE enum err reply_fault_as(struct request *r, int status, const struct fault *fault);
/* Cookies. */
void reply_set_login(struct request *r, const char *token, int64_t max_age);
void reply_clear_login(struct request *r);
void reply_set_pre_login(struct request *r, const char *token);
void reply_clear_pre_login(struct request *r);
void reply_set_known(struct request *r, const char *text);
void reply_clear_known(struct request *r);
void reply_header(struct request *r, const char *name, const char *value);

/* A page that arrives in pieces: the frame and templates/<page>.tpl now; then the coach's words as they come
 * (escaped, in a paragraph of their own, coming.tpl); then, with a word about it if those do not stand
 * (coming_end.tpl), templates/<end_page>.tpl and the frame's end. For a
 * program begin and text do nothing and end sends the view as JSON. Use: reply_stream_begin(r, "marking",
 * "Your answer is being marked", view); e = reply_turn(r, TURN_MARK, attempt);
 *   ... read what is stored now (work of its own) ...
 *   return reply_stream_end(r, "marking_end", view);
 * A closed tab loses nothing: writing to it fails silently and the work goes on. */
MUST_USE enum err reply_stream_begin(struct request *r, const char *page, const char *title, json *view);
/* Asks the coach for the user (turn_run), whose words go on to the page as they come; what kept anybody from
 * answering is told at its end. */
MUST_USE enum err reply_turn(struct request *r, enum turn_mode mode, struct id id);
MUST_USE enum err reply_stream_end(struct request *r, const char *end_page, json *view);
/* The end of a page that began and can't be finished: says so, and where to look. */
void reply_stream_broken(struct request *r);

/* What of the coach's words went out so far: the end of the page replaces it visibly when something else
 * holds. */
const char *reply_streamed(const struct request *r);

/* Was anything answered yet? (dispatcher) */
bool reply_made(const struct request *r);
int reply_status(const struct request *r);
/* A fresh reply; makes room for headers. (dispatcher) */
void reply_begin(struct request *r);

#endif
