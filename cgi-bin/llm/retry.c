#include "llm/retry.h"
#include "base/num.h"
#include "base/text.h"
#include <locale.h>
#include <time.h>

enum { FIRST_MS = 500, LONGEST_MS = 8000, WORTHWHILE_MS = 1000 };

static bool read_date(const char *text, clock_time *out)
{
    static locale_t c_locale;
    struct tm t = {0};
    if (!c_locale)
        c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c_locale)
        return false;
    const char *end = strptime_l(text, "%a, %d %b %Y %H:%M:%S GMT", &t, c_locale);
    if (!end || *end)
        return false;
    *out = timegm(&t);
    return true;
}

int64_t retry_asked_ms(const char *retry_after, const char *retry_after_ms, clock_time now)
{
    const double most = 1e9;
    double amount;
    clock_time then;
    if (num_real(retry_after_ms, 0, most, &amount) == OK)
        return (int64_t)amount;
    if (num_real(retry_after, 0, most, &amount) == OK)
        return (int64_t)(amount * 1000);
    if (!read_date(retry_after, &then))
        return -1;
    return then > now ? (then - now) * 1000 : 0;
}

/* 0.5, 1, 2, 4, 8, 8 ... seconds, of which chance takes up to a quarter: workers that failed together do not
 * come back together. */
static int64_t backoff_ms(int done, uint32_t chance)
{
    const int64_t whole = done >= 4 ? LONGEST_MS : (int64_t)FIRST_MS << done;
    return whole - (int64_t)((double)whole / 4 * chance / UINT32_MAX);
}

static bool may_pass(const struct retry *retry, int64_t asked)
{
    switch (retry->outcome) {
    case OUTCOME_CONNECT:
    case OUTCOME_CUT:
    case OUTCOME_SERVER:
    case OUTCOME_OVERLOADED:
        return true;
    case OUTCOME_RATE_LIMITED:
        /* without a time to wait, a limit on spending looks the same */
        return asked >= 0 || text_equal(retry->should_retry, "true");
    default:
        return false;
    }
}

bool retry_worth(const struct retry *retry, clock_time now, int64_t *wait_ms)
{
    const int64_t asked = retry_asked_ms(retry->retry_after, retry->retry_after_ms, now);
    if (retry->shown || retry->done >= RETRY_MOST || text_equal(retry->should_retry, "false") ||
        !may_pass(retry, asked))
        return false;
    *wait_ms = asked > 0 ? asked : backoff_ms(retry->done, retry->chance);
    return *wait_ms + WORTHWHILE_MS <= retry->left_ms;
}
