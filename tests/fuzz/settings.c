#include "base/conf.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Whatever stands in a settings file: it is read, or refused with a reason; what is in force can be shown. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    static FILE *nowhere;
    if (!nowhere)
        nowhere = fopen("/dev/null", "w");
    struct arena *a = arena_new(64 << 20, false);
    const int fd = memfd_create("settings", 0);
    struct conf *c;
    const char *why = NULL;
    if (fd < 0 || !nowhere || write(fd, data, n) != (ssize_t)n)
        abort();
    if (conf_read(a, arena_printf(a, "/proc/self/fd/%d", fd), &c, &why) == OK)
        conf_show(c, nowhere);
    else if (!why || !*why)
        abort();
    close(fd);
    arena_free(a);
    return 0;
}
