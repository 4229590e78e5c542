#ifndef ADMIN_CHANGE_LINES_H
#define ADMIN_CHANGE_LINES_H

#include "builtin/builtin.h"
#include <stdio.h>

/* `greenroom-admin change`: reads one JSON object a line, {id, today, plan: {role, daily_minutes, interview?,
 * weeks?, topics: [{name, minutes, priority}]}, wish}, and writes one a line, by the code of the pages: {id,
 * changes: [{topic, change: more|less|drop|add|minutes|priority|harder|easier, to?}], daily_minutes?,
 * minutes_by_day?: {"sat": 60}, days_off?: ["sun"], interview?: "YYYY-MM-DD" (null: it is off), role?,
 * weeks?, break?: {from, to}, asks, reply, differences: [{name, what, from, to, reason}]}. changes are what
 * the wish asked for, differences what the plan would be shown with, from and to numbers (null: the topic
 * isn't there). ERR_INPUT at the first line that is no such object, with its number in *line; the rest as
 * json_lines has it. */
MUST_USE enum err change_lines(const struct builtin *coach, FILE *in, FILE *out, size_t *line);

#endif
