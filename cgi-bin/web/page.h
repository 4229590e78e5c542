#ifndef WEB_PAGE_H
#define WEB_PAGE_H

/* The page functions of the route table: x_want queues reads, x_show makes the reply. One header, since only
 * routes.c reads it. */
#include "web/request.h"
#define PAGE(name)                                                                                           \
    void name##_want(struct request *r);                                                                     \
    enum err name##_show(struct request *r)
#define ACT(name) enum err name##_show(struct request *r)

#endif
