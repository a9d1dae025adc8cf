#pragma once

/// Asks the processor to bring the memory at an address nearer. It need not be readable.
static inline __attribute__((always_inline)) void cbs_prefetch(const void *address) {
    __builtin_prefetch(address);
}
