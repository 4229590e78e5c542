#include "marker/marker_language.h"
#include <cstdio> /* which the library's header takes for granted */

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

namespace
{

bool is_other(CLD2::Language language)
{
    return language != CLD2::ENGLISH && language != CLD2::UNKNOWN_LANGUAGE &&
           language != CLD2::TG_UNKNOWN_LANGUAGE;
}

} // namespace

struct marker_language marker_language_of(const char *text, size_t n)
{
    CLD2::Language three[3];
    int percent[3], bytes = 0;
    double scores[3];
    bool reliable = false;
    const CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    struct marker_language out = {"", false, false, 0};
    CLD2::ExtDetectLanguageSummary(text, static_cast<int>(n), true, &hints, 0, three, percent, scores,
                                   nullptr, &bytes, &reliable);
    for (int i = 0; i < 3; i++) {
        if (!is_other(three[i]))
            continue;
        out.other += percent[i];
        if (!*out.name)
            out.name = CLD2::LanguageName(three[i]);
    }
    out.english = three[0] == CLD2::ENGLISH;
    out.sure = reliable;
    return out;
}
