#ifndef MARKER_MARKER_ORDER_H
#define MARKER_MARKER_ORDER_H

#include "base/arena.h"
#include "base/err.h"
#include "marker/marker_text.h"

/* Whether words stand in an order that English has them in: a text is compared with shuffles of its own
 * words. What is compared are pairs of neighbours, each the commonest words themselves, others only by how
 * they end (prompts/library/words/order.json, made by make-order from the library's own texts). */
struct marker_order;

/* ERR_CONFIG with *why. */
MUST_USE enum err marker_order_read(struct arena *a, const char *path, struct marker_order **out,
                                    const char **why);

/* How much likelier the order of a text's words is than that of their shuffles, in nats a word; always the
 * same for the same text. Real answers of 20 words and more have 0.8 and more (most of them 1.5), sorted ones
 * 0.5 and less, and of shuffled ones 96 in a hundred less than 0.8. MARKER_ORDER_UNKNOWN for a text of fewer
 * words. */
double marker_order_natural(const struct marker_order *order, struct arena *a,
                            const struct marker_text *text);

#define MARKER_ORDER_UNKNOWN 1.0

#endif
