@_spi(_Unicode) import Swift

extension StringProtocol {
    /// The text in Unicode normalisation form C: the same characters, always as the same bytes.
    public var normalizedNFC: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return String(self) }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: String(self)._nfc)
        return String(scalars)
    }

    /// The text in Unicode normalisation form D: letters and their accents apart.
    var normalizedNFD: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return String(self) }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: String(self)._nfd)
        return String(scalars)
    }

    /// The text without the white space around it.
    public var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
