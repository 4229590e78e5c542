extern "C" {
#include "base/json.h"
}
#include "web/tpl.h"
#include <cstdio>
#include <ctemplate/template.h>
#include <dirent.h>
#include <map>
#include <string>

using ctemplate::Template;
using ctemplate::TemplateDictionary;

namespace
{

const char kPragma[] = "{{%AUTOESCAPE context=\"HTML\"}}";

std::map<std::string, Template *> &templates()
{
    static std::map<std::string, Template *> all;
    return all;
}

bool begins_with_pragma(const std::string &path)
{
    std::string head(sizeof kPragma - 1, '\0');
    FILE *f = std::fopen(path.c_str(), "rbe");
    if (!f)
        return false;
    const bool read = std::fread(&head[0], 1, head.size(), f) == head.size();
    std::fclose(f);
    return read && head == kPragma;
}

bool load_one(const std::string &folder, const std::string &file, const char **why)
{
    static std::string reason;
    const std::string path = folder + "/" + file;
    if (!begins_with_pragma(path)) {
        reason = "template " + file + " does not begin with the AUTOESCAPE pragma";
        *why = reason.c_str();
        return false;
    }
    Template *t = Template::GetTemplate(path, ctemplate::STRIP_BLANK_LINES);
    if (!t) {
        reason = "template " + file + " can't be read";
        *why = reason.c_str();
        return false;
    }
    templates()[file.substr(0, file.size() - 4)] = t;
    return true;
}

void fill(TemplateDictionary *d, const json *object);

bool is_empty(const json *v)
{
    switch (json_kind_of(v)) {
    case JSON_TEXT:
        return json_text(v, "")[0] == '\0';
    case JSON_INT:
        return json_int(v, 0) == 0;
    case JSON_REAL:
        return false;
    case JSON_ARRAY:
        return json_len(v) == 0;
    case JSON_OBJECT:
        return json_members(v) == 0;
    default:
        return true;
    }
}

void fill_array(TemplateDictionary *d, const char *name, const json *array)
{
    for (size_t i = 0; i < json_len(array); i++) {
        const json *one = json_at(array, i);
        TemplateDictionary *section = d->AddSectionDictionary(name);
        if (json_kind_of(one) == JSON_OBJECT)
            fill(section, one);
        else if (json_kind_of(one) == JSON_TEXT)
            section->SetValue("value", json_text(one, ""));
        else if (json_kind_of(one) == JSON_INT)
            section->SetIntValue("value", static_cast<long>(json_int(one, 0)));
    }
}

void fill_one(TemplateDictionary *d, const char *name, const json *v, bool yes)
{
    const json_kind kind = json_kind_of(v);
    if (kind == JSON_TEXT)
        d->SetValue(name, json_text(v, ""));
    else if (kind == JSON_INT)
        d->SetValue(name, std::to_string(json_int(v, 0)));
    else if (kind == JSON_REAL)
        d->SetFormattedValue(name, "%.1f", json_real(v, 0));
    const bool empty = kind == JSON_BOOL ? !yes : is_empty(v);
    if (empty)
        d->ShowSection(std::string("no_") + name);
    else if (kind == JSON_ARRAY)
        fill_array(d, name, v);
    else if (kind == JSON_OBJECT)
        fill(d->AddSectionDictionary(name), v);
    else
        d->ShowSection(name);
}

void fill(TemplateDictionary *d, const json *object)
{
    for (size_t i = 0; i < json_members(object); i++) {
        const char *name;
        const json *v = json_member(object, i, &name);
        fill_one(d, name, v, json_get_bool(object, name, false));
    }
}

} // namespace

bool tpl_load(const char *folder, const char **why)
{
    DIR *d = opendir(folder);
    if (!d) {
        *why = "the folder of templates can't be read";
        return false;
    }
    bool fine = true;
    for (const dirent *e; fine && (e = readdir(d)) != nullptr;) {
        const std::string file = e->d_name;
        if (file.size() > 4 && file.compare(file.size() - 4, 4, ".tpl") == 0)
            fine = load_one(folder, file, why);
    }
    closedir(d);
    return fine;
}

bool tpl_render(const char *name, const json *view, void (*out)(void *ctx, const char *bytes, size_t n),
                void *ctx)
{
    const auto t = templates().find(name);
    if (t == templates().end())
        return false;
    TemplateDictionary d("view");
    fill(&d, view);
    std::string text;
    if (!t->second->Expand(&text, &d))
        return false;
    out(ctx, text.data(), text.size());
    return true;
}
