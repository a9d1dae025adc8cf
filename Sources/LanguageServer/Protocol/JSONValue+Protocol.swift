import CommandLanguage
import JSONRecords

extension JSONValue {
    /// An object without the members that are nil.
    static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(members.compactMap { name, value in value.map { Member(name, $0) } })
    }

    /// The value framed as a message of the base protocol.
    var framed: [UInt8] {
        let body = bytes
        return Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }
}

/// Parameters of requests; a missing one is an error.
extension JSONValue {
    func required(_ name: String) throws(ResponseError) -> JSONValue {
        guard let value = self[name] else { throw ResponseError(.invalidParams, "\"\(name)\" is missing") }
        return value
    }

    func text(_ name: String) throws(ResponseError) -> String {
        guard let text = try required(name).string else {
            throw ResponseError(.invalidParams, "\"\(name)\" is not a string")
        }
        return text
    }

    /// A number of lines or characters: the protocol's `uinteger`.
    func count(_ name: String) throws(ResponseError) -> Int {
        guard let number = try required(name).integer, (0...Self.largestCount).contains(number) else {
            throw ResponseError(
                .invalidParams, "\"\(name)\" is not a whole number from 0 to \(Self.largestCount)")
        }
        return number
    }

    private static let largestCount = Int(Int32.max)

    func position(_ name: String) throws(ResponseError) -> TextPosition {
        let value = try required(name)
        return TextPosition(line: try value.count("line"), character: try value.count("character"))
    }

    func range(_ name: String) throws(ResponseError) -> Range<TextPosition> {
        let value = try required(name)
        let (start, end) = (try value.position("start"), try value.position("end"))
        guard start <= end else { throw ResponseError(.invalidParams, "\"\(name)\" ends before it begins") }
        return start..<end
    }
}
