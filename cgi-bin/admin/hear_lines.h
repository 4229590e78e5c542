#ifndef ADMIN_HEAR_LINES_H
#define ADMIN_HEAR_LINES_H

#include "builtin/builtin.h"
#include <stdio.h>

/* `greenroom-admin hear`: what the plan chat hears. Reads one JSON object a line, {id, today, say:
 * [messages], material?}, the messages of somebody of whom nothing is known yet, in order, and writes one a
 * line: {id, facts, sources, asks, left_over, reply}. facts has every fact's name: role, daily_minutes,
 * minutes_by_day
 * ({"sat": 60}), days_off (["sun"]), interview ("YYYY-MM-DD"), weeks, weak, fine, energy ("low", "some",
 * "plenty"), null or empty where it isn't known; sources the words that each was heard in; asks the facts
 * that the last reply asks about; left_over what no fact was heard in. ERR_INPUT at the first line that is no
 * such object, with its number in *line; the rest as json_lines has it. */
MUST_USE enum err hear_lines(const struct builtin *coach, FILE *in, FILE *out, size_t *line);

#endif
