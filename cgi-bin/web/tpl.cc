extern "C" {
#include "base/json.h"
}
#include "web/tpl.h"
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary_interface.h>
#include <ctemplate/template_emitter.h>
#include <dirent.h>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <map>
#include <new>
#include <sstream>
#include <string>
#include <vector>

using ctemplate::Template;
using ctemplate::TemplateDictionaryInterface;
using ctemplate::TemplateString;

namespace
{

const char kPragma[] = "{{%AUTOESCAPE context=\"HTML\"}}";

struct Loaded {
    Template *whole;
    std::string path;
    std::vector<std::string> parts; /* the templates that it includes */
};

std::map<std::string, Loaded> &templates()
{
    static std::map<std::string, Loaded> all;
    return all;
}

bool refuse(std::initializer_list<const char *> words, const char **why)
{
    static std::string reason;
    reason.clear();
    for (const char *word : words)
        reason.append(word);
    *why = reason.c_str();
    return false;
}

std::string text_of(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/* The names of {{>name}}. */
std::vector<std::string> parts_of(const std::string &text)
{
    std::vector<std::string> found;
    for (size_t at = 0; (at = text.find("{{>", at)) != std::string::npos; at += 3)
        found.push_back(text.substr(at + 3, text.find("}}", at) - at - 3));
    return found;
}

/* The pragma is asked of every template, those that others include as well: an included one escapes by its
 * own, never by that of the template around it. */
bool load_one(const std::string &folder, const std::string &file, const char **why)
{
    const std::string path = folder + "/" + file, text = text_of(path);
    if (text.compare(0, sizeof kPragma - 1, kPragma) != 0)
        return refuse({"template ", file.c_str(), " does not begin with the AUTOESCAPE pragma"}, why);
    Template *t = Template::GetTemplate(path, ctemplate::STRIP_BLANK_LINES);
    if (!t)
        return refuse({"template ", file.c_str(), " can't be read"}, why);
    templates()[file.substr(0, file.size() - 4)] = {t, path, parts_of(text)};
    return true;
}

/* Does a template include itself, by whatever way, or one that is not there? `depth` is how many are around
 * it. */
bool parts_hold(const std::string &name, size_t depth, const char **why)
{
    if (depth > templates().size())
        return refuse({"template ", name.c_str(), ".tpl includes itself"}, why);
    for (const std::string &part : templates()[name].parts) {
        if (templates().count(part) == 0)
            return refuse(
                {"template ", name.c_str(), ".tpl includes ", part.c_str(), ".tpl, which is not there"}, why);
        if (!parts_hold(part, depth + 1, why))
            return false;
    }
    return true;
}

bool all_parts_hold(const char **why)
{
    return std::all_of(templates().begin(), templates().end(),
                       [why](const auto &one) { return parts_hold(one.first, 0, why); });
}

bool is_empty(const json *value)
{
    switch (json_kind_of(value)) {
    case JSON_TEXT:
        return json_text(value, "")[0] == '\0';
    case JSON_INT:
        return json_int(value, 0) == 0;
    case JSON_BOOL:
        return !json_is_true(value);
    case JSON_REAL:
        return false;
    case JSON_ARRAY:
        return json_len(value) == 0;
    case JSON_OBJECT:
        return json_members(value) == 0;
    default:
        return true;
    }
}

/* A name of a template as a C string. */
class Name
{
  public:
    explicit Name(const TemplateString &s)
    {
        const size_t n = std::min(s.size(), sizeof text_ - 1);
        std::memcpy(text_, s.data(), n);
        text_[n] = '\0';
    }

    const char *text() const
    {
        return text_;
    }

  private:
    char text_[80];
};

/* A view document as ctemplate wants to see it: nothing is copied, what a template does not use costs
 * nothing. A name that an object does not have is looked for in the one around it. */
class View : public TemplateDictionaryInterface
{
  public:
    View(const json *value, const View *around) : value_(value), around_(around)
    {
    }

    TemplateString GetValue(const TemplateString &variable) const override
    {
        const Name name(variable);
        const json *v;
        if (find(name.text(), &v))
            return shown(v);
        if (std::strcmp(name.text(), "value") == 0)
            return shown(list_item());
        return TemplateString("", 0);
    }

    bool IsHiddenSection(const TemplateString &section) const override
    {
        const Name name(section);
        const json *v;
        if (find(name.text(), &v))
            return is_empty(v);
        return std::strncmp(name.text(), "no_", 3) != 0 || !find(name.text() + 3, &v) || !is_empty(v);
    }

    bool IsUnhiddenSection(const TemplateString &section) const override
    {
        return !IsHiddenSection(section);
    }

    Iterator *CreateSectionIterator(const TemplateString &section) const override;

    /* {{>part}}: part.tpl, once, with the same view. */
    bool IsHiddenTemplate(const TemplateString &) const override
    {
        return false;
    }
    const char *GetIncludeTemplateName(const TemplateString &part, int) const override
    {
        const auto found = templates().find(Name(part).text());
        if (found == templates().end())
            return "";
        return found->second.path.c_str();
    }
    Iterator *CreateTemplateIterator(const TemplateString &) const override;
    void DumpToString(std::string *, int) const override
    {
    }

  private:
    friend class Items;
    friend class Once;

    /* *v is nullptr where it is not found. */
    bool find(const char *name, const json **v) const
    {
        for (const View *at = this; at; at = at->around_)
            if (json_find(at->value_, name, v))
                return true;
        return false;
    }

    /* The text or number that a list is made of, which {{value}} names. */
    const json *list_item() const
    {
        if (json_kind_of(value_) == JSON_OBJECT && around_)
            return around_->list_item();
        return value_;
    }

    TemplateString shown(const json *v) const
    {
        int n = 0;
        switch (json_kind_of(v)) {
        case JSON_TEXT: {
            const char *text = json_text(v, "");
            return TemplateString(text, std::strlen(text));
        }
        case JSON_INT:
            n = std::snprintf(number_, sizeof number_, "%lld", static_cast<long long>(json_int(v, 0)));
            break;
        case JSON_REAL:
            n = std::snprintf(number_, sizeof number_, "%.1f", json_real(v, 0));
            break;
        default:
            break;
        }
        return TemplateString(number_, static_cast<size_t>(n));
    }

    const json *value_;
    const View *around_;
    /* Of the value shown last: ctemplate writes it out before it asks for the next. */
    mutable char number_[48] = {};
};

/* What a section repeats: an array's items, an object once; anything else has none, and ctemplate then shows
 * the section once, as it is. */
class Items : public View::Iterator
{
  public:
    Items(const json *v, const View *around)
        : list_(v), array_(json_kind_of(v) == JSON_ARRAY), n_(count(v)), item_(nullptr, around)
    {
    }
    bool HasNext() const override
    {
        return at_ < n_;
    }
    const TemplateDictionaryInterface &Next() override
    {
        item_.value_ = array_ ? json_at(list_, at_) : list_;
        at_++;
        return item_;
    }

  private:
    static size_t count(const json *v)
    {
        if (json_kind_of(v) == JSON_OBJECT)
            return 1;
        return json_len(v);
    }

    const json *list_;
    const bool array_;
    const size_t n_;
    size_t at_ = 0;
    View item_;
};

/* An included template sees what stands around it. */
class Once : public View::Iterator
{
  public:
    explicit Once(const View *view) : view_(view)
    {
    }
    bool HasNext() const override
    {
        return !done_;
    }
    const TemplateDictionaryInterface &Next() override
    {
        done_ = true;
        return *view_;
    }

  private:
    const View *const view_;
    bool done_ = false;
};

TemplateDictionaryInterface::Iterator *View::CreateSectionIterator(const TemplateString &section) const
{
    const Name name(section);
    const json *v;
    find(name.text(), &v);
    return new Items(v, this);
}

TemplateDictionaryInterface::Iterator *View::CreateTemplateIterator(const TemplateString &) const
{
    return new Once(this);
}

/* What is rendered goes straight out. */
class Out : public ctemplate::ExpandEmitter
{
  public:
    Out(void (*out)(void *ctx, const char *bytes, size_t n), void *ctx) : out_(out), ctx_(ctx)
    {
    }
    void Emit(char c) override
    {
        out_(ctx_, &c, 1);
    }
    void Emit(const std::string &s) override
    {
        out_(ctx_, s.data(), s.size());
    }
    void Emit(const char *s) override
    {
        out_(ctx_, s, std::strlen(s));
    }
    void Emit(const char *s, size_t n) override
    {
        out_(ctx_, s, n);
    }

  private:
    void (*const out_)(void *ctx, const char *bytes, size_t n);
    void *const ctx_;
};

bool all_there(const std::string &folder, const char *needed, const char **why)
{
    std::istringstream names(needed);
    for (std::string name; names >> name;)
        if (templates().count(name) == 0)
            return refuse({"template ", name.c_str(), ".tpl is not in ", folder.c_str()}, why);
    return true;
}

} // namespace

bool tpl_load(const char *folder, const char *needed, const char **why)
{
    DIR *d = opendir(folder);
    if (!d)
        return refuse({"the folder of templates, ", folder, ", can't be read (paths.templates)"}, why);
    bool fine = true;
    templates().clear();
    for (const dirent *e; fine && (e = readdir(d)) != nullptr;) {
        const std::string file = e->d_name;
        if (file.size() > 4 && file.compare(file.size() - 4, 4, ".tpl") == 0)
            fine = load_one(folder, file, why);
    }
    closedir(d);
    return fine && all_there(folder, needed, why) && all_parts_hold(why);
}

/* No exception goes on into C: ctemplate allocates, and that may fail. */
bool tpl_render(const char *name, const json *view, void (*out)(void *ctx, const char *bytes, size_t n),
                void *ctx)
{
    try {
        const auto t = templates().find(name);
        if (t == templates().end())
            return false;
        const View d(view, nullptr);
        Out emitter(out, ctx);
        return t->second.whole->ExpandWithData(&emitter, &d, nullptr);
    } catch (const std::bad_alloc &) {
        return false;
    }
}
