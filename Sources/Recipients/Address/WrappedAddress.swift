/// Addresses as mail programs and web pages write them: `mailto:a@b.de`, `<a@b.de>`, `"a@b.de"`.
public enum WrappedAddress {
    /// Pairs of marks that can surround an address without being part of it.
    private static let pairs: [(open: StaticString, close: StaticString)] = [
        ("<", ">"), ("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("„", "“"), ("„", "”"), ("”", "”"), ("‘", "’"),
        ("‚", "‘"), ("’", "’"), ("«", "»"), ("»", "«"), ("‹", "›"),
    ]
    private static let scheme: StaticString = "mailto:"

    /// The text inside the wrapping; nil if there is none. Whether it is an address is not checked.
    public static func content(of text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        let whole = text.trimmingASCIIWhitespace()
        var content = whole
        while let inner = unwrapped(content) { content = inner.trimmingASCIIWhitespace() }
        return content.count < whole.count ? content : nil
    }

    private static func unwrapped(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        if text.count > scheme.utf8CodeUnitCount,
            zip(text, 0..<scheme.utf8CodeUnitCount).allSatisfy({ byte, index in
                byte == scheme.utf8Start[index] || byte | 0x20 == scheme.utf8Start[index]
            })
        {
            return UnsafeRawBufferPointer(rebasing: text.dropFirst(scheme.utf8CodeUnitCount))
        }
        for pair in pairs {
            let (open, close) = (pair.open.utf8CodeUnitCount, pair.close.utf8CodeUnitCount)
            guard text.count > open + close,
                text.prefix(open).elementsEqual(UnsafeRawBufferPointer(start: pair.open.utf8Start, count: open)),
                text.suffix(close).elementsEqual(UnsafeRawBufferPointer(start: pair.close.utf8Start, count: close))
            else { continue }
            return UnsafeRawBufferPointer(rebasing: text.dropFirst(open).dropLast(close))
        }
        return nil
    }
}
