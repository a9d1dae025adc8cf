import JSONRecords

/// Parameters of requests, each of which must be there.
extension JSONValue {
    func required(_ name: String) throws(ResponseError) -> JSONValue {
        guard let value = self[name] else { throw ResponseError(.invalidParams, "\"\(name)\" is missing") }
        return value
    }

    func text(_ name: String) throws(ResponseError) -> String {
        guard let text = try required(name).string else {
            throw ResponseError(.invalidParams, "\"\(name)\" is no string")
        }
        return text
    }

    func number(_ name: String) throws(ResponseError) -> Int {
        guard let number = try required(name).integer else {
            throw ResponseError(.invalidParams, "\"\(name)\" is no whole number")
        }
        return number
    }

    func position(_ name: String) throws(ResponseError) -> TextPosition {
        let value = try required(name)
        return TextPosition(line: try value.number("line"), character: try value.number("character"))
    }

    func range(_ name: String) throws(ResponseError) -> Range<TextPosition> {
        let value = try required(name)
        let (start, end) = (try value.position("start"), try value.position("end"))
        guard start <= end else { throw ResponseError(.invalidParams, "\"\(name)\" ends before it begins") }
        return start..<end
    }
}
