import SystemCalls

/// The URIs of files (RFC 8089), as clients write them.
enum DocumentURI {
    /// The path of a `file:` URI; nil for any other.
    static func path(of uri: String) -> String? {
        let scheme = "file://"
        guard uri.lowercased().hasPrefix(scheme) else { return nil }
        var rest = Array(uri.utf8.dropFirst(scheme.utf8.count))[...]
        rest = rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        // The path comes after a host, which is mostly empty.
        guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        var path: [UInt8] = []
        var index = slash
        while index < rest.endIndex {
            if rest[index] == UInt8(ascii: "%"), index + 2 < rest.endIndex,
                let byte = rest[index + 1...index + 2].hexadecimalValue
            {
                path.append(UInt8(truncatingIfNeeded: byte))
                index += 3
            } else {
                path.append(rest[index])
                index += 1
            }
        }
        return String(validating: path, as: UTF8.self)
    }

    /// The URI of a path that begins with `/`.
    static func of(_ path: String) -> String {
        path.utf8.reduce(into: "file://") { uri, byte in
            if isPlain(byte) {
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                uri += byte < 0x10 ? "%0\(digits)" : "%\(digits)"
            }
        }
    }

    /// A path without `.` and `..`, so that one file always has the same path.
    static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !path.hasPrefix("/") {
                parts.append(part)
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
