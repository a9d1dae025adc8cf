internal import SystemCalls

/// Lines of a catalog or of the index of addresses: each an array of a key and the number of a group. Those that are
/// searched are sorted by key and then by number.
struct CatalogLines {
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// A name as the key of a group's line. Names contain no control characters.
    static func key(_ name: String) -> [UInt8] {
        var key = [UInt8(ascii: "\"")]
        for byte in name.utf8 {
            if byte.needsJSONEscape { key.append(UInt8(ascii: "\\")) }
            key.append(byte)
        }
        key.append(UInt8(ascii: "\""))
        return key
    }

    /// Adds a line.
    static func append(_ key: [UInt8], _ number: Int, to lines: inout [UInt8]) {
        lines.append(UInt8(ascii: "["))
        lines += key
        lines.append(UInt8(ascii: ","))
        lines += String(number).utf8
        lines += "]\n".utf8
    }

    /// The value of digits without a sign.
    static func number(_ digits: UnsafeRawBufferPointer) -> Int {
        digits.reduce(0) { $0 &* 10 &+ Int($1 &- UInt8(ascii: "0")) }
    }

    /// The group numbers of all lines with a key.
    func values(of key: UnsafeRawBufferPointer) -> [Int] {
        var found: [Int] = []
        var start = firstLine { !$0.lexicographicallyPrecedes(key) }
        while start < bytes.count {
            let line = line(at: start)
            guard line.key.elementsEqual(key) else { break }
            found.append(line.number)
            start = line.end
        }
        return found
    }

    /// The group number of the line whose key is a given number; nil if there is none.
    func value(of id: Int) -> Int? {
        let start = firstLine { Self.number($0) >= id }
        guard start < bytes.count else { return nil }
        let line = line(at: start)
        return Self.number(line.key) == id ? line.number : nil
    }

    func forEach(_ body: (_ key: UnsafeRawBufferPointer, _ number: Int) -> Void) {
        _ = contains { key, number in
            body(key, number)
            return false
        }
    }

    /// Whether a line meets a condition; those after the first are not looked at.
    func contains(where condition: (_ key: UnsafeRawBufferPointer, _ number: Int) -> Bool) -> Bool {
        var start = 0
        while start < bytes.count {
            let line = line(at: start)
            if condition(line.key, line.number) { return true }
            start = line.end
        }
        return false
    }

    /// The offset of the first line whose key is far enough, found by binary search; the end if there is none.
    private func firstLine(where isFarEnough: (UnsafeRawBufferPointer) -> Bool) -> Int {
        bytes.firstLine(in: 0..<bytes.count) { isFarEnough(Self.parts(of: $0).key) }
    }

    /// The line that begins at an offset, and the offset of the next line.
    private func line(at start: Int) -> (key: UnsafeRawBufferPointer, number: Int, end: Int) {
        let end = bytes.lineEnd(from: start)
        let parts = Self.parts(of: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        return (parts.key, Self.number(parts.number), min(end + 1, bytes.count))
    }

    /// The key and the digits of a line, `[key,number]`.
    private static func parts(
        of line: UnsafeRawBufferPointer
    ) -> (key: UnsafeRawBufferPointer, number: UnsafeRawBufferPointer) {
        let comma = line.lastIndex(of: UInt8(ascii: ",")) ?? line.count
        let digits = min(comma + 1, line.count)
        return (
            UnsafeRawBufferPointer(rebasing: line[min(1, comma)..<comma]),
            UnsafeRawBufferPointer(rebasing: line[digits..<max(digits, line.count - 1)])
        )
    }
}
