# Greenroom. `make run` ends with the site on http://127.0.0.1:8080, `make test` runs every test. `make help` lists the rest.
#
#   CC=clang     the other compiler        SAN=1   address and undefined behaviour sanitizers (into build/san)
#   V=1          show the commands         PORT=   another port for `make run`     VAR=   another state folder

CC      = gcc
CXX     = $(if $(findstring clang,$(CC)),$(subst clang,clang++,$(CC)),$(subst gcc,g++,$(CC)))
SAN    ?=
FUZZ   ?=
PORT   ?= 8080
BUILD   = build$(if $(FUZZ),/fuzz,$(if $(SAN),/san))
WERROR ?= -Werror
PYTEST ?= /usr/bin/python3 -m pytest

ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc)
endif
MAKEFLAGS += --no-builtin-rules --no-print-directory
Q = $(if $(V),,@)
export PORT SAN DESTDIR

# --- Layers: a folder is an archive, and links only what stands here (cgi-bin/README.md) ---------------------------

LAYERS = base crypto store llm library nlu marker builtin coach web admin

NEEDS_base    = base
NEEDS_crypto  = crypto base
NEEDS_store   = store crypto base
NEEDS_llm     = llm base
NEEDS_library = library store crypto base
NEEDS_nlu     = nlu library store crypto base
NEEDS_marker  = marker library store crypto base
NEEDS_builtin = builtin marker nlu library llm store crypto base
NEEDS_coach   = coach builtin marker nlu library llm store crypto base
NEEDS_web     = web coach builtin marker nlu library llm store crypto base
NEEDS_admin   = admin web coach builtin marker nlu library llm store crypto base

DOOR_base    = -ljson-c -lutf8proc -linih
DOOR_crypto  = -lcrypto -largon2
DOOR_store   = -lpq
DOOR_llm     = -lcurl
DOOR_library = -lstemmer
DOOR_nlu     =
DOOR_marker  = -lcld2
DOOR_builtin =
DOOR_coach   =
DOOR_web     = -lfcgi -lctemplate_nothreads
DOOR_admin   =

INCLUDE_store := -isystem $(shell pkg-config --variable=includedir libpq 2>/dev/null || echo /usr/include/postgresql)

archives = $(foreach l,$(NEEDS_$(1)),$(BUILD)/lib$(l).a)
doors    = $(foreach l,$(NEEDS_$(1)),$(DOOR_$(l))) -lm
objects  = $(patsubst cgi-bin/%,$(BUILD)/%.o,$(wildcard cgi-bin/$(1)/*.c cgi-bin/$(1)/*.cc))

# --- Flags: what gcc 12 and clang 14 both have of OpenSSF's compiler hardening guide -------------------------------------

WARN   = -Wall -Wextra -Wpedantic -Wformat=2 -Wconversion -Wno-sign-conversion -Wshadow -Wvla -Wundef -Werror=format-security $(WERROR)
C_WARN = -Wstrict-prototypes -Wmissing-prototypes
# json-c's loop over an object's members is a statement expression.
C_WARN += $(if $(findstring clang,$(CC)),-Wno-gnu-statement-expression)
HARD   = -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -fPIC
LINK   = -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed

ifeq ($(SAN)$(FUZZ),)
HARD += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
# clang 14 has automatic zeroing only behind a switch that it announces to drop.
HARD += $(if $(findstring clang,$(CC)),,-ftrivial-auto-var-init=zero)
else
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
HARD += $(SANITIZE) $(if $(FUZZ),-fsanitize=fuzzer-no-link)
LINK += $(SANITIZE)
endif
# -fcf-protection exists on x86 only.
ifeq ($(filter x86_64 i686,$(shell uname -m)),)
HARD := $(filter-out -fcf-protection=full,$(HARD))
endif

CFLAGS   = -std=gnu11 -D_GNU_SOURCE -O2 -g $(WARN) $(C_WARN) $(HARD) -Icgi-bin
CXXFLAGS = -std=gnu++17 -O2 -g $(WARN) $(HARD) -Icgi-bin

# --- What is built ---------------------------------------------------------------------------------------------------------

PROGRAMS = $(if $(wildcard cgi-bin/greenroom.c),$(BUILD)/greenroom.fcgi) \
           $(if $(wildcard cgi-bin/greenroom-hourly.c),$(BUILD)/greenroom-hourly) \
           $(if $(wildcard cgi-bin/greenroom-admin.c),$(BUILD)/greenroom-admin)
UNITS    = $(patsubst tests/%.c,$(BUILD)/%,$(wildcard $(foreach l,$(UNITS_OF),tests/unit/$(l)/test_*.c)))
UNITS_OF = $(LAYERS)
FUZZERS  = $(patsubst tests/fuzz/%.c,build/fuzz/%,$(wildcard tests/fuzz/*.c))
BENCHES  = $(patsubst tests/%.c,$(BUILD)/%,$(wildcard tests/bench/*.c))

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: help build run stop status clean test tested unit units lint house format bench bench-marking bench-hearing bench-tokens bench-stream chaos story fuzz fuzzers packages install sbom screens axe always

help:
	@echo "make run       install what is missing, build, and end with the site on http://127.0.0.1:$(PORT)"
	@echo "make test      everything that can be tested: lints, units, the running site (SAN=1: under sanitizers; SCREENS=1: pictures of all pages)"
	@echo "make stop      stop what make run started         make status   what is up"
	@echo "make clean     stop, then forget build/ and var/ (all data and keys of this copy)"
	@echo "make build     the three programs into $(BUILD)/    make packages  install the Debian packages of deploy/packages"
	@echo "make unit      unit tests only                    make lint     source and template lints only"
	@echo "make format    lay out C and Python               make bench    the figures of speed"
	@echo "make house     how easy cgi-bin is to live in, measured, and what it should be (WHERE=1: the places)"
	@echo "make bench-marking  the built-in marker against people's marks (MARKING_FRESH=paths: other sets)"
	@echo "make bench-hearing  what the built-in coach hears in messages and makes of wishes, against what people would (HEARING_SETS=paths)"
	@echo "make story     five people, three weeks each, on a site whose clock is moved on: a report to read (NAME=Jonas: one of them)"
	@echo "make bench-stream   what Greenroom adds to a model's first word; pages while 50 people wait (SLOW=20 seconds)"
	@echo "make bench-tokens   what a day of one user costs in tokens (SHOW=1: the requests themselves)"
	@echo "make chaos     people answer while workers, database and nginx are killed; what was lost (SECONDS=600, PEOPLE=6)"
	@echo "make fuzz      each fuzz harness for a minute (SECONDS_EACH=60)"
	@echo "make install   puts an installation in place (deploy/host.md): NAME=host name, DESTDIR="
	@echo "make sbom      what the programs are made of, into $(BUILD)/sbom.json (CycloneDX)"
	@echo "make axe       fetches axe-core (npm), with which the browser tests then look at every page too"
	@echo "make screens   the README's pictures, anew, from the site that make run brought up"

build: $(PROGRAMS) $(BENCHES)

$(BUILD)/greenroom.fcgi: $(BUILD)/greenroom.c.o $(call archives,web)
$(BUILD)/greenroom-hourly: $(BUILD)/greenroom-hourly.c.o $(call archives,coach)
$(BUILD)/greenroom-admin: $(BUILD)/greenroom-admin.c.o $(call archives,admin)
$(BUILD)/greenroom.fcgi: LIBS = $(call doors,web)
$(BUILD)/greenroom-admin: LIBS = $(call doors,admin)
$(BUILD)/greenroom-hourly: LIBS = $(call doors,coach)
$(BUILD)/greenroom.fcgi $(BUILD)/greenroom-hourly $(BUILD)/greenroom-admin:
	@echo "  link  $@"
	$(Q)$(CXX) $(LINK) -o $@ $^ $(LIBS)

# The list of members and the flags are files that change only when they differ: a removed source or another compiler rebuilds.
keep = mkdir -p $(@D); printf '%s\n' '$(1)' | cmp -s - $@ || printf '%s\n' '$(1)' > $@
$(BUILD)/flags: always
	$(Q)$(call keep,$(CC) $(CFLAGS) $(CXXFLAGS) $(LINK))

define layer
$(BUILD)/$(1).members: always
	$(Q)$$(call keep,$$(call objects,$(1)))
$(BUILD)/lib$(1).a: $$(call objects,$(1)) $(BUILD)/$(1).members
	@echo "  pack  $$@"
	$(Q)rm -f $$@ && ar rcsD $$@ $$(call objects,$(1))
$(BUILD)/$(1)/%.c.o: CFLAGS += $(INCLUDE_$(1))
$(BUILD)/unit/$(1)/%: $(BUILD)/unit/$(1)/%.o $(call archives,$(1))
	@echo "  link  $$@"
	$(Q)$$(CXX) $$(LINK) -o $$@ $$^ $(call doors,$(1)) -lcmocka
endef
$(foreach l,$(LAYERS),$(eval $(call layer,$(l))))

# The templates there are: a worker refuses to start without one of them.
$(BUILD)/templates: always
	$(Q)$(call keep,$(sort $(notdir $(basename $(wildcard templates/*.tpl)))))
$(BUILD)/web/site.c.o: $(BUILD)/templates
$(BUILD)/web/site.c.o: CFLAGS += -DTEMPLATES='"$(sort $(notdir $(basename $(wildcard templates/*.tpl))))"'

$(BUILD)/%.c.o: cgi-bin/%.c $(BUILD)/flags
	@echo "  cc    $<"
	$(Q)mkdir -p $(@D) && $(CC) $(CFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/%.cc.o: cgi-bin/%.cc $(BUILD)/flags
	@echo "  c++   $<"
	$(Q)mkdir -p $(@D) && $(CXX) $(CXXFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/unit/%.o: tests/unit/%.c $(BUILD)/flags
	@echo "  cc    $<"
	$(Q)mkdir -p $(@D) && $(CC) $(CFLAGS) -Itests/unit -MMD -MP -c -o $@ $<
$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/flags $(call archives,admin)
	@echo "  bench $<"
	$(Q)mkdir -p $(@D) && $(CC) $(CFLAGS) -MMD -MP -c -o $@.o $< && $(CXX) $(LINK) -o $@ $@.o $(call archives,admin) $(call doors,admin)
build/fuzz/%: tests/fuzz/%.c $(BUILD)/flags $(call archives,web)
	@echo "  fuzz  $<"
	$(Q)mkdir -p $(@D) && $(CC) $(CFLAGS) -MMD -MP -c -o $@.o $< && \
	    $(CXX) $(LINK) -fsanitize=fuzzer -o $@ $@.o $(call archives,web) $(call doors,web)

-include $(wildcard $(BUILD)/*.d $(BUILD)/*/*.d $(BUILD)/unit/*/*.d)

# --- Running -----------------------------------------------------------------------------------------------------------------

packages:
	$(Q)deploy/install-packages run build test

# Packages first: without them there is nothing to build with.
run:
	$(Q)deploy/install-packages run build
	$(Q)$(MAKE) SAN= build
	$(Q)deploy/site up

stop:
	$(Q)deploy/site down
status:
	$(Q)deploy/site status
clean:
	$(Q)deploy/site forget
	$(Q)rm -rf build

# --- Testing: all of it is collected by pytest, so that its last line counts everything ----------------------------------------

PYTEST_FLAGS = -q -p no:cacheprovider -n $(shell nproc) --dist loadgroup

units: $(UNITS)
	@:
# Unit tests of memory, parsers and doors always run under the sanitizers; those of rules and texts, which read a lot, and the site's tests run
# what ships, or are sanitized with SAN=1.
SANITIZED = base crypto store llm web
tested:
	$(Q)$(MAKE) SAN= UNITS_OF="$(if $(SAN),,$(filter-out $(SANITIZED),$(LAYERS)))" build units
	$(Q)$(MAKE) SAN=1 UNITS_OF="$(if $(SAN),$(LAYERS),$(SANITIZED))" units $(if $(SAN),build)
test:
	$(Q)deploy/install-packages run build test
	$(Q)$(MAKE) tested
	$(Q)command -v npm >/dev/null && $(MAKE) axe || echo "  without axe-core, since npm can't fetch it"
	$(Q)$(PYTEST) $(PYTEST_FLAGS) tests
unit:
	$(Q)$(MAKE) tested
	$(Q)$(PYTEST) $(PYTEST_FLAGS) tests/unit
# `make test` has the lints that take seconds; LINT=1 adds clang-tidy, cppcheck and a build with clang, a minute or two when nothing
# is known yet. build/lint remembers what was clean, so that they look again only at what changed.
lint: build
	$(Q)LINT=1 $(PYTEST) $(PYTEST_FLAGS) tests/lint

house: build
	$(Q)/usr/bin/python3 -m tests.lint.house

# clang-format and black decide; which files are Python is what the lints know, scripts among them.
format:
	$(Q)clang-format -i $(wildcard cgi-bin/*.[ch] cgi-bin/*/*.[ch] cgi-bin/*/*.cc tests/*/*.c tests/*/*/*.c tests/*/*.h tests/*/*/*.h)
	$(Q)black -q --line-length 150 $$(/usr/bin/python3 -m tests.lint.tree)

bench: build $(BENCHES)
	$(Q)tests/bench/run

bench-tokens: build
	$(Q)tests/bench/tokens
bench-stream: build
	$(Q)tests/bench/stream

SECONDS ?= 600
chaos: build
	$(Q)SECONDS=$(SECONDS) tests/faults/chaos

install:
	$(Q)deploy/install "$(NAME)"
sbom: build
	$(Q)deploy/sbom >$(BUILD)/sbom.json
	@echo "$(BUILD)/sbom.json"
# What is not a Debian package and no part of Greenroom: looked for by tests/browser, which goes without where it is missing.
AXE = axe-core-4.14.1
axe: build/axe/axe.min.js
build/axe/axe.min.js:
	$(Q)mkdir -p $(@D) && cd $(@D) && npm pack --silent --fetch-retries=0 --fetch-timeout=20000 axe-core@4.14.1 && \
	    echo "1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5  $(AXE).tgz" | sha512sum --check --quiet && tar -xzf $(AXE).tgz --strip-components=1 package/axe.min.js && touch axe.min.js

screens:
	$(Q)/usr/bin/python3 -m tests.support.screens http://127.0.0.1:$(PORT)

# Which set is by whom: tests/bench/README. Ends with 1 where a set cannot tell a marker that is right from one that reads nothing.
MARKING_CASES ?= $(wildcard ../shared/cases/marks.jsonl)
MARKING_FRESH ?= $(sort $(wildcard tests/bench/answers/fresh-*.jsonl))
MARKING_HANDS ?= $(sort $(wildcard tests/bench/answers/hand-*.jsonl))
MARKING_OWN ?= tests/bench/answers/own.jsonl
MARKING_HELD ?= tests/bench/marking-held.jsonl
MARKING_DEV ?= $(wildcard ../shared/data/marking-dev.jsonl)
bench-marking: build
	$(Q)tests/bench/marking --cases=$(MARKING_CASES) --own=$(MARKING_OWN) --fresh $(MARKING_FRESH) --hands $(MARKING_HANDS) --references $(MARKING_HELD) $(MARKING_DEV)

HEARING_CASES ?= $(wildcard ../shared/cases)
HEARING_SETS ?= $(sort $(wildcard tests/bench/hearing/*.jsonl))
bench-hearing: build
	$(Q)tests/bench/hearing/run --cases=$(HEARING_CASES) $(HEARING_SETS)

# Some two minutes, nothing of it practised in real time.
story: build
	$(Q)tests/bench/story $(NAME)

SECONDS_EACH ?= 60
fuzzers: $(FUZZERS)
fuzz:
	$(Q)$(MAKE) CC=clang FUZZ=1 fuzzers
	$(Q)set -e; for f in $(FUZZERS); do n=$${f##*/}; echo "fuzz $$n"; mkdir -p build/fuzz/corpus/$$n tests/fuzz/corpus/$$n; \
	    $$f -max_total_time=$(SECONDS_EACH) -max_len=65536 -rss_limit_mb=1024 -verbosity=0 -artifact_prefix=build/fuzz/ \
	    build/fuzz/corpus/$$n tests/fuzz/corpus/$$n; done
