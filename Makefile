# Almanac: one non-recursive Makefile; `make help` lists the targets.
#
# The same sources are built into three trees, each with its own objects:
#   build/       what runs
#   build/asan/  the same programs and the unit tests under ASan and UBSan
#   build/fuzz/  the fuzzers (clang's libFuzzer)
# A room's own libraries stand in LIBS_<room> below.  -lh2o belongs to the gateway alone.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
# Debian's psql in the path is a script around that one; /usr/sbin has nats-server, which is not in everybody's path.
export PATH := /usr/lib/postgresql/15/bin:$(PATH):/usr/sbin

ifeq ($(origin CC),default)
CC := gcc
endif

JOBS ?= $(shell nproc)
# For a make within one that does not run several jobs already.
PARALLEL = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(JOBS))
PYTHON := /usr/bin/python3
FUZZ_SECONDS ?= 30
SOAK_REQUESTS ?= 1000000
SOAK_SEED ?= 2
LETTERS ?= 1000
RULES ?= 2000
SEQUENCES ?= 20000
T ?=

STD := -std=gnu11 -D_GNU_SOURCE -DH2O_USE_LIBUV=0 -I. -isystem /usr/include/postgresql
WARNINGS := -Wall -Wextra -Wshadow -Wcast-qual -Wwrite-strings -Wstrict-prototypes \
    -Wmissing-prototypes -Wmissing-declarations -Wold-style-definition -Wundef -Wpointer-arith \
    -Wvla -Wformat=2 -Wswitch-enum -Wimplicit-fallthrough -Werror
RELEASE_FLAGS := -O2 -g -fPIE -fstack-protector-strong -D_FORTIFY_SOURCE=2
RELEASE_LINK := -pie -Wl,-z,relro,-z,now
# Without _FORTIFY_SOURCE: its wrappers hide calls from ASan.  The warnings left out are those that
# follow values through the branches which UBSan adds, and are wrong there.
ASAN_FLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
    -fno-sanitize-recover=all -Wno-unknown-warning-option -Wno-format-truncation \
    -Wno-format-overflow -Wno-maybe-uninitialized -Wno-nonnull -Wno-stringop-overflow \
    -Wno-stringop-truncation -Wno-array-bounds -Wno-restrict
FUZZ_FLAGS := $(ASAN_FLAGS) -fsanitize=fuzzer-no-link
TSAN_FLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=thread

LIBS := -lnats -lpq -lcurl -lmsgpackc -ljansson -lssl -lcrypto -lunistring -licui18n -licuuc -lpthread -lm
LIBS_gateway := -lh2o-evloop -lwslay -lhiredis
LIBS_auth := -lpwquality -lcrypt

SERVICES := $(notdir $(patsubst %/,%,$(wildcard services/*/)))
LIB_C := $(filter-out %_test.c,$(wildcard shared/*/*.c gen/*/*.c))
GATEWAY_C := $(filter-out %_test.c,$(wildcard gateway/*.c gateway/*/*.c))
# A tool is a file, or a folder that has a main.c.
TOOLS := $(basename $(notdir $(filter-out %_test.c,$(wildcard tools/*.c)))) \
    $(notdir $(patsubst %/main.c,%,$(wildcard tools/*/main.c)))
# What makes gen/ is built without it.
ALONE := sqldesc
tool_c = $(or $(wildcard tools/$(1).c),$(filter-out %_test.c,$(wildcard tools/$(1)/*.c)))
service_c = $(filter-out %_test.c,$(wildcard services/$(1)/*.c))
# A service is a program as soon as it has a main.c.
PROGRAMS := $(if $(GATEWAY_C),gateway) \
    $(foreach s,$(SERVICES),$(if $(wildcard services/$(s)/main.c),$(s))) $(TOOLS)

TESTS := $(basename $(wildcard shared/*/*_test.c services/*/*_test.c gateway/*_test.c gateway/*/*_test.c))
BARE := $(basename $(notdir $(wildcard tests/bench/bare_*.c)))
# Those of them that have more than one thread.
THREADED := $(basename $(shell grep -lE 'pthread_create|pool_new|worker_new|bus_open|outbound_open|test_(feed|relay|runner|service).h' $(TESTS:%=%.c)))
FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

# Whole command lines: make V=1; nothing: make -s
Q := $(if $(V),,@)
SAY := $(if $(findstring s,$(filter-out --%,$(firstword $(MAKEFLAGS)))),:,echo)

.PHONY: all
all: build

# ---------------------------------------------------------------- objects and programs, per tree

# $(1) tree, $(2) compiler, $(3) compile flags, $(4) link flags
define tree
$(1)/flags: FORCE
	@mkdir -p $(1)
	@echo '$(2) $(STD) $(WARNINGS) $(3) $(4)' | cmp -s - $$@ || \
	    echo '$(2) $(STD) $(WARNINGS) $(3) $(4)' >$$@

$(1)/obj/%.o: %.c $(1)/flags
	@mkdir -p $$(@D)
	@$(SAY) '  cc   $$@'
	$(Q)$(2) $(STD) $(WARNINGS) $(3) -MMD -MP -c -o $$@ $$<

$(1)/libalmanac.a: $(LIB_C:%.c=$(1)/obj/%.o)
	@rm -f $$@
	@ar qcs $$@ $$^

$(call program,$(1),gateway,$(2),$(3),$(4),$(GATEWAY_C))
$(foreach s,$(SERVICES),$(call program,$(1),$(s),$(2),$(3),$(4),$(call service_c,$(s))))
$(foreach t,$(TOOLS),$(call program,$(1),$(t),$(2),$(3),$(4),$(call tool_c,$(t))))
endef

# $(1) tree, $(2) name, $(3) compiler, $(4) compile flags, $(5) link flags, $(6) sources
define program
$(1)/$(2): $(6:%.c=$(1)/obj/%.o) $(if $(filter $(ALONE),$(2)),,$(1)/libalmanac.a)
	@$(SAY) '  link $$@'
	$(Q)$(3) $(4) $(5) -o $$@ $$^ -Wl,--as-needed $(LIBS_$(2)) $(LIBS)

endef

$(eval $(call tree,build,$(CC),$(RELEASE_FLAGS),$(RELEASE_LINK)))
$(foreach b,$(BARE),$(eval $(call program,build,$(b),$(CC),$(RELEASE_FLAGS),$(RELEASE_LINK),tests/bench/$(b).c)))
$(eval $(call tree,build/asan,$(CC),$(ASAN_FLAGS),))
$(eval $(call tree,build/fuzz,clang,$(FUZZ_FLAGS),))
$(eval $(call tree,build/tsan,clang,$(TSAN_FLAGS),))

# What these objects include whole; no compiler tells of it.
$(foreach t,build build/asan build/fuzz build/tsan,$(foreach f,openapi.json asyncapi.json docs.html,\
    $(eval $(t)/obj/gen/edge/$(subst .,_,$(f)).o: gen/edge/$(f))))

$(foreach t,build build/asan build/fuzz build/tsan,\
    $(eval $(t)/obj/gateway/mail_pages.o: $(wildcard gateway/mail/*)))

# Headers of every object that has been built.
-include $(shell find build -name '*.d' 2>/dev/null)

.PHONY: FORCE
FORCE:

# ---------------------------------------------------------------- unit tests and fuzzers

# The program that a test belongs to; nothing for shared/, which is the library.
program_of = $(if $(filter gateway/%,$(1)),gateway,$(if $(filter services/%,$(1)),$(notdir $(patsubst %/,%,$(dir $(1))))))

# What a unit test may define itself, in the place of the program's: these and no other functions.  The archives are
# linked whole, because a weak reference fetches nothing.
SEAMS := 'sql_*' 'agent_bus_*' after_commit amend announce api_key_lock ask audit_note before_answer before_ask broadcast bus_ask bus_close \
    bus_is_up jwks_find monotonic_ms pause_transaction redis_ask redis_give_up sessions_are_fresh sessions_check \
    sessions_unix_ms undo_transaction workers_post
weaken := objcopy --wildcard $(SEAMS:%=--weaken-symbol=%)

# $(1) tree
define seams
$(1)/seams/libalmanac.a: $(1)/libalmanac.a
	@mkdir -p $$(@D)
	@$(weaken) $$< $$@

$(foreach p,gateway $(SERVICES),$(call seams_of,$(1),$(p),$(filter-out %/main.c,$(if $(filter gateway,$(p)),$(GATEWAY_C),$(call service_c,$(p))))))
endef

# $(1) tree, $(2) program, $(3) its sources without its main
define seams_of
$(1)/seams/$(2).a: $(3:%.c=$(1)/obj/%.o)
	@mkdir -p $$(@D)
	@rm -f $$@
	@ar qcs $$@ $$^
	@$(weaken) $$@

endef
$(foreach t,build/asan build/tsan,$(eval $(call seams,$(t))))

# gold links such a program in less than half of the time.
# $(1) tree, $(2) compiler, $(3) flags, $(4) test
define unit_test
$(1)/test/$(4): $(1)/obj/$(4).o $(patsubst %,$(1)/seams/%.a,$(call program_of,$(4)) libalmanac)
	@mkdir -p $$(@D)
	@$(SAY) '  link $$@'
	$(Q)$(2) $(3) -fuse-ld=gold -o $$@ $$< -Wl,--whole-archive $$(wordlist 2,9,$$^) -Wl,--no-whole-archive -Wl,--as-needed \
	    $(LIBS_$(call program_of,$(4))) $(LIBS) -lcmocka
endef
$(foreach t,$(TESTS),$(eval $(call unit_test,build/asan,$(CC),$(ASAN_FLAGS),$(t))))
$(foreach t,$(THREADED),$(eval $(call unit_test,build/tsan,clang,$(TSAN_FLAGS),$(t))))

build/asan/fuzz/%: build/asan/obj/tests/fuzz/fuzz_%.o build/asan/obj/tests/fuzz/replay.o \
    build/asan/libalmanac.a
	@mkdir -p $(@D)
	@$(SAY) '  link $@'
	$(Q)$(CC) $(ASAN_FLAGS) -o $@ -Wl,--start-group $^ -Wl,--end-group -Wl,--as-needed $(LIBS)

build/asan/%_dump: build/asan/obj/tests/%_dump.o build/asan/libalmanac.a
	@mkdir -p $(@D)
	@$(SAY) '  link $@'
	$(Q)$(CC) $(ASAN_FLAGS) -o $@ -Wl,--start-group $^ -Wl,--end-group -Wl,--as-needed $(LIBS)

# What they test of the gateway and the services, which are no libraries.
FUZZED_http := gateway/http/head gateway/http/chunks
FUZZED_check := $(addprefix services/event/,attendees_same check columns dates invited same size stored visible zone)
FUZZED_dates := services/event/dates
FUZZED_filter := $(addprefix services/event/,filter terms visible)
FUZZED_jwt := gateway/identity/token
FUZZED_letter := $(addprefix services/delivery/,letter letter_kinds letter_settings letter_text mail_stop mime recipient times)
FUZZED_range := $(addprefix services/event/,dates expand invited stored visible)
FUZZED_route := gateway/http/route gateway/http/percent gateway/http/query
FUZZED_search := $(addprefix services/contact/,address haystack phone search)
FUZZED_socket := gateway/stream/ws_command gateway/feed/feed_topics gateway/identity/scopes
FUZZED := $(patsubst FUZZED_%,%,$(filter FUZZED_%,$(.VARIABLES)))
$(foreach f,$(FUZZED),$(eval build/asan/fuzz/$(f): $(FUZZED_$(f):%=build/asan/obj/%.o)))
$(foreach f,$(FUZZED),$(eval build/fuzz/fuzz_$(f): $(FUZZED_$(f):%=build/fuzz/obj/%.o)))

build/asan/letter_dump: $(FUZZED_letter:%=build/asan/obj/%.o)

# The contracts of all services, for the fuzzer that knows none of them by name.
API_H := $(wildcard gen/*/api.h)
build/apis.h: FORCE
	@mkdir -p $(@D)
	@{ printf '#include "%s"\n' $(API_H); echo '#define ALL_APIS $(API_H:gen/%/api.h=&%_api,)'; } >$@.new
	@cmp -s $@.new $@ || cp $@.new $@
build/asan/obj/tests/fuzz/fuzz_wire.o build/fuzz/obj/tests/fuzz/fuzz_wire.o: build/apis.h

build/fuzz/fuzz_%: build/fuzz/obj/tests/fuzz/fuzz_%.o build/fuzz/libalmanac.a
	clang $(FUZZ_FLAGS) -fsanitize=fuzzer -o $@ -Wl,--start-group $^ -Wl,--end-group -Wl,--as-needed $(LIBS)

.SECONDARY:

# ---------------------------------------------------------------- targets

.PHONY: help
help: ## this list
	@sed -nE 's/^([a-z0-9-]+):[^#]*## (.*)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | column -t -s '|'

.PHONY: run
run: setup-run ## install what is missing, build, start everything; Ctrl-C stops it
	@$(MAKE) --no-print-directory -s $(PARALLEL) build
	@exec tools/stack/run

.PHONY: stop
stop: ## stop what `make run` started (same ALMANAC_VAR), also when its terminal is gone
	@tools/stack/stop

.PHONY: user-deactivate user-activate
user-deactivate: build/admin ## EMAIL=...: nobody signs in to the account, its sessions and keys stop
	@tools/stack/admin deactivate "$${EMAIL:-}"
user-activate: build/admin ## EMAIL=...: the opposite
	@tools/stack/admin activate "$${EMAIL:-}"

.PHONY: undelivered retry
undelivered: build/admin ## the mails and webhook messages that failed or were set aside, by kind and reason
	@tools/stack/admin undelivered
retry: build/admin ## ID=..., or STATE=failed|set_aside CHANNEL=mail|webhook KIND=...: they are sent again
	@if [ -n "$${ID:-}" ]; then tools/stack/admin retry "$${ID:-}"; \
	else tools/stack/admin retry "$${STATE:-}" "$${CHANNEL:-}" "$${KIND:-}"; fi

.PHONY: rotate-keys
rotate-keys: ## another key signs the access tokens; nobody is logged out
	@tools/stack/rotate_keys

.PHONY: build
build: $(PROGRAMS:%=build/%) ## the programs, in build/

.PHONY: build-asan
build-asan: $(PROGRAMS:%=build/asan/%) ## the programs under ASan and UBSan, in build/asan/

.PHONY: test
test: setup-test ## set up, check and test everything; ends with what is flaky and `N passed, N failed`
	+@UNITS_AT_ONCE=$(JOBS) tools/tally check-format check-shell build build-asan check-rooms check-asks check-musts check-gen \
	    --beside check-plans unit check-sql check-generator check-series unit-threads check-recur fuzz-corpus check-letters check-tz \
	    --then e2e

.PHONY: check
check: ## what proves a change in a minute: format, warnings, generated code, unit tests, SQL
	+@UNITS_AT_ONCE=$(JOBS) tools/tally check-format check-shell build check-rooms check-asks check-musts check-gen check-generator check-sql unit fuzz-corpus

C_FILES = $(shell git ls-files -co --exclude-standard '*.c' '*.h')
SHELL_FILES = $(shell git ls-files -co --exclude-standard .ci tests tools | \
    xargs grep -lE '^\#!.*\b(ba)?sh$$')

.PHONY: check-format
check-format: ## C files are as clang-format leaves them
	@clang-format --dry-run -Werror $(C_FILES)

.PHONY: check-shell
check-shell: ## shell scripts pass shellcheck
	@shellcheck -x -a $(SHELL_FILES)

.PHONY: check-rooms
check-rooms: build ## every room uses only what ARCHITECTURE.md's table says
	@$(PYTHON) tools/check_rooms.py

.PHONY: check-asks
check-asks: ## ARCHITECTURE.md's table of what handlers ask of other services is the contract's
	@$(PYTHON) tools/check_asks.py

.PHONY: check-musts
check-musts: ## tools/musts says of every must() why no input reaches it
	@$(PYTHON) tools/check_musts.py

.PHONY: gen
gen: build/sqldesc ## make gen/ anew from the contract and the named SQL
	@tools/stack/scratch_pg.sh $(PYTHON) tools/gen/gen.py gen

.PHONY: new-service
new-service: build/sqldesc ## NAME=voucher: the skeleton of another service, which builds, answers and has its tests
	@made=$$($(PYTHON) tools/new_service/new_service.py "$${NAME:-}" "$${PLURAL:-}") && \
	    clang-format -i $$(grep '\.[ch]$$' <<<"$$made") && echo "$$made"
	@$(MAKE) --no-print-directory -s gen
	@echo "next: make run, or make e2e T=$$NAME; then its contract, tables and README say what it really is"

.PHONY: check-gen
check-gen: build/sqldesc ## gen/ is what the generator makes
	@rm -rf build/gen-fresh && mkdir -p build/gen-fresh
	@tools/stack/scratch_pg.sh $(PYTHON) tools/gen/gen.py build/gen-fresh
	@diff -r gen build/gen-fresh

.PHONY: check-generator
check-generator: build/sqldesc ## what the generator must not take is refused with its file and line
	@tools/stack/scratch_pg.sh $(PYTHON) -m pytest -q -p no:cacheprovider tests/gen

.PHONY: check-sql
check-sql: ## every named query keeps its plan and its buffers, whatever the statistics
	@tools/stack/scratch_pg.sh $(PYTHON) tools/gen/check_sql.py

.PHONY: check-plans
check-plans: ## the same with a million events in one calendar, and after 50,000 changes
	@tools/stack/scratch_pg.sh $(PYTHON) tools/gen/check_sql.py large

.PHONY: unit
unit: ## unit tests under ASan and UBSan; T=word runs those whose path has it
	@$(MAKE) --no-print-directory -s $(PARALLEL) $(addprefix build/asan/test/,$(TESTS))
	@tools/run_units $(foreach t,$(TESTS),$(if $(or $(if $(T),,all),$(findstring $(T),$(t))),build/asan/test/$(t)))

# TSan needs its memory where it expects it, which a kernel with much randomness does not grant.
.PHONY: unit-threads
unit-threads: ## unit tests that have threads, built by clang, under TSan
	@$(MAKE) --no-print-directory -s $(PARALLEL) $(addprefix build/tsan/test/,$(THREADED))
	@if setarch -R true 2>/dev/null; then setarch -R tools/run_units $(THREADED:%=build/tsan/test/%); \
	elif (($$(cat /proc/sys/vm/mmap_rnd_bits) <= 28)); then tools/run_units $(THREADED:%=build/tsan/test/%); \
	else echo 'TSan cannot run here: vm.mmap_rnd_bits is above 28, and setarch -R is not allowed'; fi

.PHONY: fuzz-corpus
fuzz-corpus: $(FUZZERS:%=build/asan/fuzz/%) ## each fuzzer's kept inputs once, under ASan
	@for name in $(FUZZERS); do \
	    build/asan/fuzz/$$name $$(find tests/fuzz/corpus/$$name -type f | sort); done

.PHONY: check-tz
check-tz: build/asan/tz_dump ## every time zone at every change of its offset, against Python
	@$(PYTHON) tests/tz_check.py $<

.PHONY: check-recur
check-recur: build/asan/recur_dump ## RULES (2000) generated recurrence rules, against Python's dateutil
	@$(PYTHON) tests/recur_check.py $< $(RULES)

.PHONY: soak-recur
soak-recur: ## the same with 110,000 rules (a few are not for dateutil); some twenty minutes
	@$(MAKE) --no-print-directory -s check-recur RULES=110000

.PHONY: check-letters
check-letters: build/asan/letter_dump ## LETTERS (1000) mails of whatever people write, read by Python's email package
	@$(PYTHON) tests/letter_check.py $< $(LETTERS)

.PHONY: check-series
check-series: build/asan/series_dump ## SEQUENCES (20000) random edits of series, against a slow and obvious model
	@$(PYTHON) tests/series_model/check.py $< $(SEQUENCES)

.PHONY: soak-series
soak-series: build/asan/series_dump ## the same with a million others
	@$(PYTHON) tests/series_model/check.py $< 1000000 1000001

.PHONY: fuzz
fuzz: $(FUZZERS:%=build/fuzz/fuzz_%) ## each fuzzer for FUZZ_SECONDS (30); finds stay in build/fuzz
	@for name in $(FUZZERS); do \
	    mkdir -p build/fuzz/corpus/$$name build/fuzz/found; \
	    build/fuzz/fuzz_$$name -max_total_time=$(FUZZ_SECONDS) -verbosity=0 -print_final_stats=1 \
	        -artifact_prefix=build/fuzz/found/$$name- \
	        build/fuzz/corpus/$$name tests/fuzz/corpus/$$name; done

.PHONY: e2e
e2e: build-asan ## end to end against real servers; T=word picks tests
	@$(PYTHON) tests/harness/run.py tests/e2e $(if $(T),-k '$(T)')

ROWS ?=
BASE ?=

.PHONY: bench
bench: setup-test ## requests a second, latency and CPU beside the bare parts; ROWS=word picks, BASE=folder or ANALYZE=1 compares
	@$(MAKE) --no-print-directory -s $(PARALLEL) build $(BARE:%=build/%)
	@$(if $(ROWS),,build/bare_recur)
	@tests/bench/run $(ROWS) $(if $(BASE),--base $(BASE)) $(if $(ANALYZE),--analyze)

.PHONY: browser
browser: ## in a real browser: a page holds its WebSocket over renewals and a lost gateway; the pages of mails
	@tools/stack/setup run test browser
	@$(MAKE) --no-print-directory -s $(PARALLEL) build
	@tests/browser/run
	@tests/browser/mail_pages

.PHONY: chaos
chaos: setup-test ## kills, hostile clients, a full disk, wrong clocks; count what clients saw, and what became of every change
	@$(MAKE) --no-print-directory -s $(PARALLEL) build
	@tests/chaos/run

DELIVERIES ?= 10000

.PHONY: chaos-deliveries
chaos-deliveries: setup-test ## two replicas of delivery killed and stopped while DELIVERIES (10000) go out; count what became of each
	@$(MAKE) --no-print-directory -s $(PARALLEL) build
	@$(PYTHON) tests/chaos/deliveries.py $(DELIVERIES)

REMINDERS ?= 1000000

.PHONY: chaos-reminders
chaos-reminders: setup-test ## every process killed while a day of REMINDERS (1000000) comes due in 15 minutes; count what became of each
	@$(MAKE) --no-print-directory -s $(PARALLEL) build
	@$(PYTHON) tests/chaos/reminders.py $(REMINDERS)

.PHONY: soak
soak: build-asan ## a million generated requests under ASan; SOAK_REQUESTS and SOAK_SEED change it
	@ALMANAC_TEST_REQUESTS=$(SOAK_REQUESTS) ALMANAC_TEST_SEED=$(SOAK_SEED) \
	    $(PYTHON) -m pytest tests/e2e/all/test_generated.py -q

.PHONY: setup-run
setup-run: ## install the packages that building and running miss
	@tools/stack/setup run

.PHONY: setup-test
setup-test: ## install the packages that the tests miss
	@tools/stack/setup run test

.PHONY: clean
clean: ## remove what was built; data under var/ stays
	rm -rf build
