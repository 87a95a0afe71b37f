# make                 the program (build/barq) and the libraries
# make demo            set up, build, and translate a sample story
# make test [SAN=1]    every test; SAN=1: under AddressSanitizer and UBSan
# make test-mt         engines against real servers on the loopback
# make lint            format, static analysis, layering, function length
# make bench | eval    speed | quality: prints what was measured, on what
# make fuzz [SECS=60]  each fuzz target for that long (clang)
# make cover           line coverage of the tests
# make accept          take the present command-line output as golden
# make install | uninstall   PREFIX=/usr/local DESTDIR=
CC      ?= cc
PREFIX  ?= /usr/local
SECS    ?= 60
SAN     ?=
COVER   ?=
comma   := ,
say      = $(if $V,,@printf '  %-4s %s\n' $1 '$(@:$B/%=%)';)# make V=1 shows whole commands
B       ?= build$(if $(SAN),/san)$(if $(COVER),/cover)

PKGS    := icu-i18n icu-uc sqlite3 libcurl libcjson libxml-2.0 zlib
WARN    := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wno-sign-conversion \
           -Wstrict-prototypes -Wmissing-prototypes -Wcast-qual -Wwrite-strings \
           -Wformat=2 -Wundef -Wvla
CFLAGS  ?= -O3 -g
DEFS    := -std=c17 -D_DEFAULT_SOURCE -Iinclude -Isrc $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
ALL_CFLAGS := $(DEFS) -fPIC -fvisibility=hidden -fno-common $(WARN) $(CFLAGS) \
           $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer) \
           $(if $(COVER),--coverage -O0)
# libcurl is loaded when it is wanted (src/mt/curl.h).
LIBS    := $(filter-out -lcurl,$(shell pkg-config --libs $(PKGS) 2>/dev/null)) -lm -ldl

ROOMS   ?= base text memory match align mt check formats translate
LIB_C   := $(wildcard src/*.c $(ROOMS:%=src/%/*.c))
CLI_C   := $(wildcard src/cli/*.c)
UNIT_C  ?= $(wildcard tests/unit/test_*.c)
FUZZ_C  ?= $(wildcard tests/fuzz/fuzz_*.c)
BENCH_C ?= $(wildcard tests/bench/bench_*.c)
DATA    := $(sort $(shell find tm -type f))
obj      = $(patsubst %.c,$B/obj/%.o,$1)
LIB_O   := $(call obj,$(LIB_C)) $B/obj/data.o $B/obj/ready.o
READY_O := $(filter $B/obj/src/base/% $B/obj/src/text/%,$(LIB_O)) $B/obj/data.o $B/obj/scripts/ready.o
UNIT    := $(patsubst tests/unit/%.c,$B/unit/%,$(UNIT_C))
FUZZ    := $(patsubst tests/fuzz/%.c,$B/fuzz/%,$(FUZZ_C))
EVAL    := $(patsubst tests/eval/%.c,$B/eval/%,$(wildcard tests/eval/*.c))
BENCH   := $(patsubst tests/bench/%.c,$B/bench/%,$(BENCH_C))

all: $B/libbarq.so $(if $(CLI_C),$B/barq $B/barq.1)
$B/libbarq.a: $(LIB_O)
	@rm -f $@
	$(call say,AR)$(AR) rcs $@ $^
$B/libbarq.so: $(LIB_O)
	$(call say,LD)$(CC) $(ALL_CFLAGS) -shared -Wl,-soname,libbarq.so.0 -o $@ $^ $(LIBS)
$B/barq: $(call obj,$(CLI_C)) $B/libbarq.a
	$(call say,LD)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)
$B/barq.1: $B/barq
	$(call say,MAN)$B/barq help --man >$@
$B/unit/%: $B/obj/tests/unit/%.o $B/libbarq.a
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS) -lcmocka
$B/fuzz/%: $B/obj/tests/fuzz/%.o $B/obj/tests/fuzz/replay.o $B/libbarq.a
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)
$B/bench/%: $B/obj/tests/bench/%.o $B/libbarq.a
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)
$B/eval/%: $B/obj/tests/eval/%.o $B/libbarq.a
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)
$B/data.c: scripts/embed $(DATA)
	@mkdir -p $(@D)
	$(call say,DATA)scripts/embed tm $(DATA) >$@
$B/ready: $(READY_O)
	$(call say,LD)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)
$B/ready.c: $B/ready
	$(call say,DATA)$B/ready >$@
$B/obj/data.o $B/obj/ready.o: $B/obj/%.o: $B/%.c
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(ALL_CFLAGS) -Wno-overlength-strings -c -o $@ $<
$B/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

demo:
	@scripts/setup build
	@$(MAKE) --no-print-directory -s all
	@scripts/demo $B
test:
	@scripts/setup test
	@$(MAKE) --no-print-directory check
check: all $(UNIT) $(FUZZ)
	B=$B CC="$(CC)" tests/run
test-mt: all
	@scripts/setup mt
	B=$B tests/mt/run
accept: all
	B=$B tests/run --accept
lint:
	@scripts/setup lint
	@$(MAKE) --no-print-directory $B/data.c $B/ready.c
	DEFS="$(DEFS)" scripts/lint
bench: all $(BENCH)
	@scripts/setup bench
	B=$B tests/bench/run
eval: all $(EVAL)
	B=$B tests/eval/run
fuzz:
	@scripts/setup fuzz
	@$(MAKE) --no-print-directory $B/data.c $B/ready.c
	B=$B DEFS="$(DEFS)" LIBS="$(LIBS)" SECS=$(SECS) tests/fuzz/run $(FUZZ_C)
cover:
	@scripts/setup test
	@$(MAKE) --no-print-directory COVER=1 check
	gcovr -r . --object-directory build/cover -f 'src/' --exclude-unreachable-branches -s
install: all
	B=$B DESTDIR="$(DESTDIR)" PREFIX="$(DESTDIR)$(PREFIX)" scripts/install
uninstall:
	DESTDIR="$(DESTDIR)" PREFIX="$(DESTDIR)$(PREFIX)" scripts/install --remove
clean:
	rm -rf build
.PHONY: all demo test check test-mt accept lint bench eval fuzz cover install uninstall clean
.SECONDARY:
.DELETE_ON_ERROR:
-include $(patsubst %.o,%.d,$(call obj,$(LIB_C) $(CLI_C) $(UNIT_C) $(FUZZ_C) $(BENCH_C) $(wildcard tests/eval/*.c) scripts/ready.c))
