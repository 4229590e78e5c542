#include "marker/marker_language.h"
#include "marker/reader.h"

/* English however it is said is English; another language is told. */

static const char *language_of(const char *answer)
{
    return mark_of("general/working-style/rules-disagree", answer).language;
}

static const char *const english[] = {
    /* as people say it */
    "I follow the rule for now, and I ask the person who wrote it what it is there for.",
    "Well, you know, I'd just do it and then have a quiet word with the boss afterwards, wouldn't you?",
    "Rules are rules. I keep to them until somebody changes them, but I do say what I think.",
    "My last place had a daft one about lids on cups. I asked Health and Safety; turns out someone got "
    "burnt.",
    /* dictated */
    "so there was this rule that we had to print every mail and file it and i asked why and nobody knew so i "
    "kept doing "
    "it for a month and wrote down what it cost and then i showed it to my boss and she dropped it",
    "um i think i would first follow it and then uh ask around who made it and maybe there is a reason that "
    "i do not see",
    /* misspelt */
    "I wuold folow the rule becuase their migth be a reson, adn then I wud ask my manger abuot it.",
    "beleive me i tryed too tell them teh rule is wrogn but thay didnt lissen so i rote it down",
    "Definately ask furst. Sombody thuoght of it, probly after an acident.",
    /* by people who learnt it late */
    "I am agree with the rule if exist a reason. If no, I speak with responsible person and make "
    "proposition.",
    "In my old company was such rule, every paper must to be signed by three. I have asked why, nobody has "
    "known.",
    "The rule, it is for me not logical, but I make it like this until the chief decides other.",
    "First I am following, then I am asking to my senior what is the need for doing like that only.",
    "Me, I respect always the regulation, after I discuss it in the reunion with the direction.",
    /* words of the trade */
    "kubectl get pods, grep the ENV, git blame the yaml, then open a PR with the lint rule disabled and ping "
    "#infra.",
    "SELECT * FROM rules WHERE reason IS NULL; DROP those, keep the NOT NULL ones.",
    "IFRS 16, EBITDA, DCF, WACC: finance rules look senseless until the audit.",
    "if (rule == NULL) { return ask(owner); } else { follow(rule); }",
    "eslint no-console, prettier semi true, husky pre-commit, CI red: ask the tech lead.",
    "CPR, ABCDE, SBAR, MRSA, PPE, NEWS2: in nursing every rule has a case behind it.",
    /* names */
    "At Müller und Söhne in Düsseldorf I asked Herr Schröder, who told me the rule was from 1998.",
    "Señor García and Mme Lefèvre both signed, then Łukasz Wójcik filed it. I asked Łukasz why.",
    /* single words */
    "Ask.",
    "Why?",
    "No",
    "Obey",
    "Yes, always.",
    "Kindergarten",
    "Schadenfreude",
    "Restaurant",
    "Administration",
    "Documentation, communication, organisation",
    "ok",
    "lol",
    "hmm idk",
};

static void test_english_is_never_another_language(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(english); i++)
        if (*language_of(english[i]))
            fail_msg("%s: %s", language_of(english[i]), english[i]);
}

static const struct other {
    const char *name, *said;
} others[] = {
    {"German", "Ich halte mich erst einmal an die Regel und frage dann nach, wozu sie gut ist."},
    {"German",
     "Bei uns mussten alle Rechnungen zweimal unterschrieben werden. Ich habe gefragt, warum, und es wusste "
     "niemand. Also habe ich einen Vorschlag gemacht."},
    {"German",
     "also ich würde das erstmal so machen wie es da steht und dann mit meinem chef reden weil der das ja "
     "entscheiden muss"},
    {"French", "Je respecte la règle pour le moment, puis je demande à mon responsable à quoi elle sert."},
    {"French", "Dans mon ancien travail, il fallait imprimer tous les messages. J'ai noté ce que cela "
               "coûtait et je l'ai "
               "montré à ma cheffe."},
    {"Spanish", "Primero cumplo la norma y después pregunto a la persona que la escribió para qué sirve."},
    {"Spanish", "En mi trabajo anterior teníamos que firmar todo tres veces, y nadie sabía por qué. Lo hablé "
                "con mi jefa."},
    {"Polish", "Najpierw przestrzegam tej zasady, a potem pytam przełożonego, dlaczego ona istnieje."},
    {"Polish", "W mojej poprzedniej pracy musieliśmy drukować każdą wiadomość. Zapytałem, dlaczego, i nikt "
               "nie wiedział."},
    {"Chinese", "我会先遵守这条规定，然后去问写这条规定的人为什么要这样做。如果没有理由，我会提出建议。"},
    {"Italian",
     "Prima seguo la regola, poi chiedo a chi l'ha scritta a che cosa serve e propongo un'alternativa."},
    {"Turkish", "Önce kurala uyarım, sonra kuralı yazan kişiye neden gerekli olduğunu sorarım."},
    {"Russian", "Сначала я соблюдаю правило, а потом спрашиваю у начальника, зачем оно нужно."},
};

static void test_another_language_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(others); i++)
        if (!strstr(language_of(others[i].said), others[i].name))
            fail_msg("“%s”, not %s: %s", language_of(others[i].said), others[i].name, others[i].said);
}

/* Who begins in English and falls back into German has not answered in English. */
static void test_half_german_is_told(void **state)
{
    (void)state;
    static const char *const half[] = {
        "I follow the rule. Danach frage ich meinen Chef, warum es diese Regel überhaupt gibt, und mache "
        "einen Vorschlag, "
        "wie man es besser machen könnte.",
        "First I would ask my boss. Wenn niemand den Grund kennt, schreibe ich auf, was uns die Regel jede "
        "Woche kostet, "
        "und zeige es ihm.",
    };
    for (size_t i = 0; i < COUNT(half); i++)
        if (strcmp(language_of(half[i]), "German") != 0)
            fail_msg("“%s”: %s", language_of(half[i]), half[i]);
}

static void test_an_answer_in_another_language_is_not_marked(void **state)
{
    (void)state;
    const struct marker_mark mark = mark_of("general/working-style/rules-disagree", others[0].said);
    assert_int_equal(mark.score, 0);
    for (size_t i = 0; i < mark.found_n; i++) {
        assert_int_equal(mark.found[i].landing, LANDING_NOT);
        assert_string_equal(mark.found[i].quote, "");
    }
}

static void test_the_door_says_what_it_can_tell(void **state)
{
    (void)state;
    const char *german = others[1].said;
    const struct marker_language of = marker_language_of(german, strlen(german)),
                                 none = marker_language_of("", 0);
    assert_string_equal(of.name, "GERMAN");
    assert_false(of.english);
    assert_true(of.sure && of.other > 90);
    assert_string_equal(none.name, "");
    assert_false(none.english);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_english_is_never_another_language),
        TEST(test_another_language_is_told),
        TEST(test_half_german_is_told),
        TEST(test_an_answer_in_another_language_is_not_marked),
        TEST(test_the_door_says_what_it_can_tell),
    };
    return cmocka_run_group_tests(tests, with_marker, without_marker);
}
