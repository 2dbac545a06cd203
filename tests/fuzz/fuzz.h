/*
 * fuzz - a target per parser of foreign bytes.  libFuzzer calls it with what it invents, replay.c
 * with files.  A broken expectation is must(), which ends the process; so does a sanitizer.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
