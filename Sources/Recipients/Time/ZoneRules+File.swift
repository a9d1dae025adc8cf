extension ZoneRules {
    /// Reads a compiled time zone: the format TZif of RFC 9636, from version 2 on, which has times of 64 bits.
    ///
    /// - Parameters:
    ///   - name: The zone's name, which the file does not hold.
    ///   - bytes: The whole file.
    /// - Returns: Nil if the bytes are anything else.
    public init?(name: String, compiled bytes: [UInt8]) {
        guard let old = Header(bytes[...]), old.version >= UInt8(ascii: "2") else { return nil }
        let newBytes = bytes.dropFirst(Header.size + old.bodySize(timeSize: 4))
        guard let header = Header(newBytes), header.types > 0 else { return nil }
        let body = Array(newBytes.dropFirst(Header.size))
        let size = header.bodySize(timeSize: 8)
        guard body.count > size else { return nil }

        let typesOfChanges = header.times * 8
        let types = typesOfChanges + header.times
        func offset(ofType index: Int) -> Int64? {
            guard index < header.types else { return nil }
            return Int64(Int32(truncatingIfNeeded: body.bigEndian(at: types + 6 * index, count: 4)))
        }
        guard let first = offset(ofType: 0) else { return nil }
        var changes: [Change] = []
        for index in 0..<header.times {
            guard let offset = offset(ofType: Int(body[typesOfChanges + index])) else { return nil }
            let change = Change(at: body.bigEndian(at: 8 * index, count: 8), offset: offset)
            if let last = changes.last, change.at <= last.at { return nil }
            // Other changes are only of the abbreviation or of the daylight-saving flag.
            if offset != changes.last?.offset ?? first { changes.append(change) }
        }
        let footer = body[size...]
        guard footer.first == UInt8(ascii: "\n"), footer.last == UInt8(ascii: "\n"), footer.count >= 2 else {
            return nil
        }
        let text = String(decoding: footer.dropFirst().dropLast(), as: UTF8.self)
        let rule = YearlyRule(text)
        guard rule != nil || text.isEmpty else { return nil }
        self.init(name: name, firstOffset: first, changes: changes, rule: rule)
    }

    /// The header before each of the two bodies: how many entries of each kind they hold.
    private struct Header {
        let version: UInt8
        let universalFlags, standardFlags, leapSeconds, times, types, letters: Int

        static let size = 44
        /// More than any zone has; the table of a file that says otherwise is not read.
        private static let limit = 100_000

        init?(_ bytes: ArraySlice<UInt8>) {
            guard bytes.count >= Self.size, bytes.starts(with: "TZif".utf8) else { return nil }
            let bytes = Array(bytes.prefix(Self.size))
            version = bytes[4]
            let counts = (0..<6).map { Int(bytes.bigEndian(at: 20 + 4 * $0, count: 4)) }
            guard counts.allSatisfy({ $0 <= Self.limit }) else { return nil }
            (universalFlags, standardFlags, leapSeconds) = (counts[0], counts[1], counts[2])
            (times, types, letters) = (counts[3], counts[4], counts[5])
        }

        /// - Parameter timeSize: The size of a time, in bytes.
        func bodySize(timeSize: Int) -> Int {
            times * (timeSize + 1) + types * 6 + letters + leapSeconds * (timeSize + 4) + standardFlags
                + universalFlags
        }
    }
}

extension [UInt8] {
    /// A big-endian number of up to eight bytes.
    ///
    /// - Precondition: The bytes are there.
    fileprivate func bigEndian(at start: Int, count: Int) -> Int64 {
        self[start..<start + count].reduce(0) { $0 << 8 | Int64($1) }
    }
}
