#ifndef WEB_SHOW_COACH_H
#define WEB_SHOW_COACH_H

#include "store/exchange.h"
#include "web/request.h"

/* Whom the coach asks, as parts of a view. */

/* {servers, coaches, hears}: outside servers that this user has not decided about yet, and of them those that
 * coach and the one that hears; NULL if there is nothing to decide. */
json *show_coach_choice(struct request *r);
/* {servers, outside, builtin}: what was decided, for the settings; NULL where the installation has no outside
 * servers. */
json *show_coach_chosen(struct request *r);
/* Puts what a form with a box says about dictation: speech_ready, speech_host (who hears, if outside),
 * speech_wav (nothing but WAV is taken), speech_agree (who could, if allowed), and the field "audio". */
void show_coach_speech(struct request *r, json *view);
/* Why a recording did not become text, in a sentence (coach/dictation.h). */
const char *show_coach_unheard(struct arena *a, const char *why);
/* Why not somebody else, in a sentence; "" if there is nothing to say. */
const char *show_coach_instead(struct arena *a, const struct exchange *exchange);
/* The same, of a stored exchange; NULL for none. */
const char *show_coach_instead_of(struct arena *a, const json *call);
/* Was it sent to a server that gave no answer that holds? */
bool show_coach_in_vain(const struct exchange *exchange);
/* What kept the coach from answering (struct trouble's why), in a sentence; "" for NULL or "". */
const char *show_coach_trouble(const char *why);

#endif
