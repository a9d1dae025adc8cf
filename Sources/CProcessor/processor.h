#pragma once

// What the processor can do and Swift has no words for.

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define CBS_INLINE static inline __attribute__((always_inline))

/// Asks the processor to bring the memory at an address nearer. It need not be readable.
CBS_INLINE void cbs_prefetch(const void *address) {
    __builtin_prefetch(address);
}

/// The same word, of which the compiler knows nothing any more: what is computed from it stays arithmetic where it would make a
/// branch of it.
CBS_INLINE uint64_t cbs_opaque(uint64_t word) {
    __asm__("" : "+r"(word));
    return word;
}

/// 1 if a number of three words, the highest first, is less than another, else 0. Without a branch: a subtraction with borrow.
CBS_INLINE uint64_t cbs_is_less(
    uint64_t left, uint64_t left_middle, uint64_t left_low, uint64_t right, uint64_t right_middle, uint64_t right_low
) {
    typedef unsigned _BitInt(192) number;
    number left_number = (number)left << 128 | (number)left_middle << 64 | left_low;
    number right_number = (number)right << 128 | (number)right_middle << 64 | right_low;
    return left_number < right_number;
}

typedef uint8_t cbs_bytes __attribute__((vector_size(16)));

/// A bit for each of 16 bytes, the first one lowest, which are all ones or all zeros.
CBS_INLINE uint64_t cbs_bits_of(cbs_bytes bytes) {
#if defined(__SSE2__)
    return (uint16_t)_mm_movemask_epi8((__m128i)bytes);
#else
    // Keep a different bit of each; the product's top byte has all of them.
    uint64_t words[2];
    memcpy(words, &bytes, sizeof words);
    uint64_t low = (words[0] & 0x8040201008040201) * 0x0101010101010101 >> 56;
    uint64_t high = (words[1] & 0x8040201008040201) * 0x0101010101010101 >> 56;
    return low | high << 8;
#endif
}

CBS_INLINE cbs_bytes cbs_load(const void *address) {
    cbs_bytes bytes;
    memcpy(&bytes, address, sizeof bytes);
    return bytes;
}

/// For each of the 64 bytes at an address, the first one lowest, whether it is a certain byte.
CBS_INLINE uint64_t cbs_bits_equal(const void *block, uint8_t byte) {
    uint64_t bits = 0;
    for (int part = 0; part < 4; part += 1) {
        cbs_bytes bytes = cbs_load((const char *)block + 16 * part);
        bits |= cbs_bits_of((cbs_bytes)(bytes == byte)) << 16 * part;
    }
    return bits;
}

/// For each of the 64 bytes at an address, the first one lowest, whether it is one of three.
CBS_INLINE uint64_t cbs_bits_any(const void *block, uint8_t first, uint8_t second, uint8_t third) {
    uint64_t bits = 0;
    for (int part = 0; part < 4; part += 1) {
        cbs_bytes bytes = cbs_load((const char *)block + 16 * part);
        bits |= cbs_bits_of((cbs_bytes)((bytes == first) | (bytes == second) | (bytes == third))) << 16 * part;
    }
    return bits;
}

/// For each of the 64 bytes at an address, the first one lowest, whether it is a certain byte with another one at a distance after it, or
/// not below a third one. It reads as many bytes as the distance beyond the 64.
CBS_INLINE uint64_t cbs_bits_pair(const void *block, uint8_t first, uint8_t second, long distance, uint8_t lowest) {
    uint64_t bits = 0;
    for (int part = 0; part < 4; part += 1) {
        cbs_bytes bytes = cbs_load((const char *)block + 16 * part);
        cbs_bytes behind = cbs_load((const char *)block + 16 * part + distance);
        bits |= cbs_bits_of((cbs_bytes)(((bytes == first) & (behind == second)) | (bytes >= lowest))) << 16 * part;
    }
    return bits;
}

/// For each of the 64 bytes at an address, the first one lowest, whether it may be part of white space: up to 0x20, or beyond ASCII.
CBS_INLINE uint64_t cbs_bits_white_space(const void *block) {
    typedef int8_t cbs_signed_bytes __attribute__((vector_size(16)));
    uint64_t bits = 0;
    for (int part = 0; part < 4; part += 1) {
        cbs_signed_bytes bytes = (cbs_signed_bytes)cbs_load((const char *)block + 16 * part);
        bits |= cbs_bits_of((cbs_bytes)(bytes <= 0x20)) << 16 * part;
    }
    return bits;
}

/// Copies 16 bytes and tells for each, the first one lowest, whether JSON must escape it: a control character, a quote, a backslash.
CBS_INLINE uint64_t cbs_copy_for_json(void *target, const void *source) {
    cbs_bytes bytes = cbs_load(source);
    memcpy(target, &bytes, sizeof bytes);
    return cbs_bits_of((cbs_bytes)((bytes < 0x20) | (bytes == '"') | (bytes == '\\')));
}

/// Copies 16 bytes of a JSON text and tells about them, the first one lowest: in the lowest 16 bits which are quotes, in the next 16 which
/// are backslashes, in the next which are a certain byte.
CBS_INLINE uint64_t cbs_copy_from_json(void *target, const void *source, uint8_t byte) {
    cbs_bytes bytes = cbs_load(source);
    memcpy(target, &bytes, sizeof bytes);
    return cbs_bits_of((cbs_bytes)(bytes == '"')) | cbs_bits_of((cbs_bytes)(bytes == '\\')) << 16
        | cbs_bits_of((cbs_bytes)(bytes == byte)) << 32;
}

/// Copies 16 bytes of an e-mail address, capital letters made small, and tells about them, the first one lowest: in the lowest 16 bits
/// which are `@`, in the next 16 which are dots, in the next which are `-`, `_` or `+`, in the highest which are none of these and no
/// letters or digits of ASCII either.
CBS_INLINE uint64_t cbs_copy_address(void *target, const void *source) {
    cbs_bytes bytes = cbs_load(source);
    cbs_bytes letters = (cbs_bytes)((cbs_bytes)((bytes | 0x20) - 'a') < 26);
    cbs_bytes digits = (cbs_bytes)((cbs_bytes)(bytes - '0') < 10);
    cbs_bytes ats = (cbs_bytes)(bytes == '@');
    cbs_bytes dots = (cbs_bytes)(bytes == '.');
    cbs_bytes signs = (cbs_bytes)((bytes == '-') | (bytes == '_') | (bytes == '+'));
    cbs_bytes folded = bytes | (letters & 0x20);
    memcpy(target, &folded, sizeof folded);
    return cbs_bits_of(ats) | cbs_bits_of(dots) << 16 | cbs_bits_of(signs) << 32
        | cbs_bits_of(~(letters | digits | ats | dots | signs)) << 48;
}

/// For each of the 64 bytes at an address, the first one lowest, whether it is a bracket of JSON or a line end.
CBS_INLINE uint64_t cbs_bits_brackets(const void *block) {
    uint64_t bits = 0;
    for (int part = 0; part < 4; part += 1) {
        cbs_bytes bytes = cbs_load((const char *)block + 16 * part);
        // The square and the curly ones differ in one bit.
        cbs_bytes curly = bytes | 0x20;
        bits |= cbs_bits_of((cbs_bytes)((curly == '{') | (curly == '}') | (bytes == '\n'))) << 16 * part;
    }
    return bits;
}

/// For each of the 16 bytes at an address, the first one lowest, whether a text of JSON may end or be wrong there: a control character, a
/// quote, a backslash.
CBS_INLINE uint64_t cbs_bits_text_end(const void *bytes_at) {
    cbs_bytes bytes = cbs_load(bytes_at);
    return cbs_bits_of((cbs_bytes)((bytes < 0x20) | (bytes == '"') | (bytes == '\\')));
}

/// For each of the 16 bytes at an address, the first one lowest: in the lowest 16 bits whether it needs the XML parser, as a control
/// character, an ampersand and the first byte of what may not be a character do; in the next 16 whether it is beyond ASCII.
CBS_INLINE uint64_t cbs_bits_of_xml(const void *bytes_at) {
    cbs_bytes bytes = cbs_load(bytes_at);
    cbs_bytes control = (cbs_bytes)((bytes < 0x20) & (bytes != '\n') & (bytes != '\t'));
    return cbs_bits_of(control | (cbs_bytes)((bytes == '&') | (bytes == 0xEF))) | cbs_bits_of((cbs_bytes)(bytes >= 0x80)) << 16;
}

/// For each of 64 bytes, the first one lowest, what it means for the lines of a segment.
typedef struct {
    uint64_t quotes;
    uint64_t backslashes;
    uint64_t line_ends;
} cbs_line_marks;

CBS_INLINE cbs_line_marks cbs_marks_of_lines(const void *block) {
    cbs_line_marks marks = {0, 0, 0};
    for (int part = 0; part < 4; part += 1) {
        cbs_bytes bytes = cbs_load((const char *)block + 16 * part);
        marks.quotes |= cbs_bits_of((cbs_bytes)(bytes == '"')) << 16 * part;
        marks.backslashes |= cbs_bits_of((cbs_bytes)(bytes == '\\')) << 16 * part;
        marks.line_ends |= cbs_bits_of((cbs_bytes)(bytes == '\n')) << 16 * part;
    }
    return marks;
}

/// Writes where the bits of a word are, from the lowest, each added to an offset, and returns how many there are. So many places are
/// written without a look at how many bits there are, since that cannot be foreseen: 64 places must be free.
CBS_INLINE uint32_t cbs_write_places(uint32_t *target, uint64_t bits, uint32_t offset) {
    uint32_t count = (uint32_t)__builtin_popcountll(bits);
    for (uint32_t place = 0; place < 12; place += 1) {
        // The highest bit keeps the count of an empty word defined; nobody reads what it yields.
        target[place] = offset + (uint32_t)__builtin_ctzll(bits | 1ull << 63);
        bits &= bits - 1;
    }
    for (uint32_t place = 12; bits != 0; place += 1) {
        target[place] = offset + (uint32_t)__builtin_ctzll(bits);
        bits &= bits - 1;
    }
    return count;
}

/// Whether two pieces of memory hold the same bytes.
CBS_INLINE int cbs_equal(const void *left, const void *right, long count) {
    return memcmp(left, right, (unsigned long)count) == 0;
}
