import SystemCalls

/// Decoding by the C library, which knows about a hundred encodings.
final class IconvDecoding {
    let encoding: TextEncoding
    private let handle: iconv_t

    /// Nil if the C library does not know the encoding.
    init?(_ encoding: TextEncoding, iconvName: String) {
        guard let handle = iconv_open("UTF-8", iconvName), handle != iconv_t(bitPattern: -1) else { return nil }
        self.encoding = encoding
        self.handle = handle
    }

    deinit {
        iconv_close(handle)
    }

    func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodingStep {
        var step = DecodingStep()
        var source = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
        guard source != nil else { return step }
        var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = input.count
        var room = output.count
        let isBroken = iconv(handle, &source, &left, &target, &room) == -1 && errno == EILSEQ
        step.consumed = input.count - left
        step.produced = output.count - room
        if isBroken { step.problem = .notInEncoding(encoding) }
        return step
    }

    /// Writes what the library holds back at the end of a text, such as a letter that an accent might have followed.
    func finish(into output: UnsafeMutableRawBufferPointer) -> Int {
        var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var room = output.count
        _ = iconv(handle, nil, nil, &target, &room)
        return output.count - room
    }
}

/// A name under which the C library knows an encoding.
struct IconvName {
    let name: String
    /// The name as results show it.
    let shown: String

    /// What people write, without case and punctuation, and the C library's names for it; the first name that it knows
    /// is used.
    private static let others: [String: [String]] = [
        "macroman": ["MACINTOSH", "MACROMAN"], "xmacroman": ["MACINTOSH", "MACROMAN"],
        "shiftjis": ["CP932", "SHIFT_JIS"], "sjis": ["CP932", "SHIFT_JIS"], "windows31j": ["CP932"],
    ]
    private static let maximumLength = 40

    /// Nil if the C library does not know the encoding.
    init?(_ written: some StringProtocol, plain: String) {
        let dashed = written.uppercased().split(separator: " ").joined(separator: "-")
        // Anything but letters, digits and these signs would tell the C library how to decode, or name a file of its
        // own.
        guard !plain.isEmpty, plain.utf8.count <= Self.maximumLength,
            dashed.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || "-_.:+".utf8.contains(byte)
            })
        else { return nil }
        var candidates = Self.others[plain] ?? []
        for prefix in ["windows", "win", "cp", ""] where plain.hasPrefix(prefix) {
            let number = plain.dropFirst(prefix.count)
            if number.count == 4, number.allSatisfy({ $0.isASCII && $0.isNumber }) { candidates.append("CP\(number)") }
        }
        if plain.hasPrefix("iso8859") { candidates.append("ISO-8859-\(plain.dropFirst(7))") }
        candidates.append(dashed)
        guard let name = candidates.first(where: { IconvDecoding(.utf8, iconvName: $0) != nil }) else { return nil }
        self.name = name
        shown = Self.others[plain] == nil ? name.lowercased() : plain == "xmacroman" ? "macroman" : dashed.lowercased()
    }

    /// How many bytes an ASCII character takes in an encoding of the C library: as many as it writes for a second one.
    /// A byte order mark may come before the first.
    static func unitWidth(of name: String) -> Int {
        guard let handle = iconv_open(name, "UTF-8"), handle != iconv_t(bitPattern: -1) else { return 1 }
        defer { iconv_close(handle) }
        var width = 1
        for _ in 0..<2 {
            var (letter, encoded) = ([CChar(0x61)], [CChar](repeating: 0, count: 16))
            letter.withUnsafeMutableBufferPointer { letter in
                encoded.withUnsafeMutableBufferPointer { encoded in
                    var (source, target) = (letter.baseAddress, encoded.baseAddress)
                    var (left, room) = (letter.count, encoded.count)
                    if iconv(handle, &source, &left, &target, &room) != -1 { width = encoded.count - room }
                }
            }
        }
        return max(width, 1)
    }
}
