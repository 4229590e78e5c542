#include "llm/provider.h"

void provider_usage_add(struct provider_usage *sum, const struct provider_usage *used)
{
    sum->tokens_in += used->tokens_in;
    sum->tokens_out += used->tokens_out;
    sum->tokens_cached += used->tokens_cached;
    sum->tokens_written += used->tokens_written;
    sum->cost_micro += used->cost_micro;
    sum->estimated |= used->estimated;
}
