#ifndef LLM_SPHINX_H
#define LLM_SPHINX_H

#include "llm/speech.h"

/* Sound to text on this machine, by PocketSphinx (libpocketsphinx3, looked for only where a model's folder is
 * set). WAV only. One recording at a time on the whole machine, so that pages keep a processor: the others
 * wait their turn until their deadline. The model is in memory only while it hears.
 *
 * `folder`: of a model, such as /usr/share/pocketsphinx/model/en-us, which holds en-us/, en-us.lm.bin and
 * cmudict-en-us.dict. ERR_CONFIG with *why. */
MUST_USE enum err sphinx_new(struct arena *life, const char *folder, struct speech **out, const char **why);

#endif
