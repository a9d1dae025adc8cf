extension UnsafeRawBufferPointer {
    /// The index of the first occurrence of an ASCII text; nil if it does not occur.
    package func firstIndex(of text: StaticString) -> Int? {
        let length = text.utf8CodeUnitCount
        guard let start = baseAddress else { return nil }
        var place = 0
        while place + length <= count,
            let found = memchr(start + place, Int32(text.utf8Start[0]), count - length + 1 - place)
        {
            if memcmp(found, text.utf8Start, length) == 0 { return UnsafeRawPointer(found) - start }
            place = UnsafeRawPointer(found) - start + 1
        }
        return nil
    }
}
