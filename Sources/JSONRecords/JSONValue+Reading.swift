extension JSONValue {
    /// Reads a text that is one value. Linear in its length.
    ///
    /// - Throws: What makes the text invalid as JSON, or that it nests too deeply. Bytes of a string that are not
    ///   UTF-8, and halves of surrogate pairs, which editors send from a document that contains them, become U+FFFD.
    public init(reading text: [UInt8]) throws(JSONProblem) {
        let result: Result<JSONValue, JSONDefect> = text.withUnsafeBytes { bytes in
            var reader = Reader(cursor: JSONCursor(bytes))
            do throws(JSONDefect) {
                return .success(try reader.document())
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let value): self = value
        case .failure(let defect):
            let line = text.prefix(defect.offset).count { $0 == UInt8(ascii: "\n") } + 1
            throw JSONProblem(reason: defect.reason, line: line)
        }
    }

    private struct Reader {
        var cursor: JSONCursor
        var scratch: [UInt8] = []

        mutating func document() throws(JSONDefect) -> JSONValue {
            cursor.skipWhiteSpace()
            let value = try value(depth: 0)
            cursor.skipWhiteSpace()
            if cursor.position < cursor.text.count { throw cursor.defect(.afterValue) }
            return value
        }

        private mutating func value(depth: Int) throws(JSONDefect) -> JSONValue {
            switch cursor.byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard depth < JSONCursor.maximumDepth else {
                    throw cursor.defect(.tooDeep(levels: JSONCursor.maximumDepth))
                }
                return cursor.byte == UInt8(ascii: "{") ? try object(depth) : try array(depth)
            case UInt8(ascii: "\""): return .string(try string())
            default: return try word(depth)
            }
        }

        private mutating func object(_ depth: Int) throws(JSONDefect) -> JSONValue {
            var members: [Member] = []
            members.reserveCapacity(8)
            try elements(until: "}") { reader throws(JSONDefect) in
                let name = try reader.string()
                try reader.cursor.expectColon()
                members.append(Member(name, try reader.value(depth: depth + 1)))
            }
            return .object(members)
        }

        private mutating func array(_ depth: Int) throws(JSONDefect) -> JSONValue {
            var values: [JSONValue] = []
            try elements(until: "]") { reader throws(JSONDefect) in
                values.append(try reader.value(depth: depth + 1))
            }
            return .array(values)
        }

        /// Reads what is between brackets, separated by commas.
        private mutating func elements(
            until close: Unicode.Scalar,
            _ read: (inout Reader) throws(JSONDefect) -> Void
        ) throws(JSONDefect) {
            cursor.skip()
            cursor.skipWhiteSpace()
            if cursor.accept(close) { return }
            while true {
                try read(&self)
                cursor.skipWhiteSpace()
                if cursor.accept(close) { return }
                guard cursor.accept(",") else { throw cursor.defect(.missingComma(or: close)) }
                cursor.skipWhiteSpace()
            }
        }

        private mutating func string() throws(JSONDefect) -> String {
            let (range, hasEscapes) = try cursor.expectString()
            let content = UnsafeRawBufferPointer(rebasing: cursor.text[range])
            guard hasEscapes else { return String(decoding: content, as: UTF8.self) }
            do {
                try JSONTextDecoding.unescape(content, into: &scratch, halves: .replaced)
            } catch {
                throw JSONDefect(reason: error.reason, offset: range.lowerBound + error.offset)
            }
            return String(decoding: scratch, as: UTF8.self)
        }

        /// Reads a number, `true`, `false` or `null`.
        private mutating func word(_ depth: Int) throws(JSONDefect) -> JSONValue {
            let (kind, range) = try cursor.expectValue(depth: depth)
            let text = String(decoding: UnsafeRawBufferPointer(rebasing: cursor.text[range]), as: UTF8.self)
            switch text {
            case _ where kind == .null: return .null
            case "true": return .bool(true)
            case "false": return .bool(false)
            default: return .number(text)
            }
        }
    }
}
