internal import JSONRecords

/// A type whose values are written as JSON and read from it.
///
/// It takes the place of `Codable`, whose containers are generic over the keys of each type: the runtime searches the
/// whole program for the conformance of each of those, which was two fifths of what starting the program costs.
protocol JSONRepresentable {
    /// The value that a JSON value stands for.
    ///
    /// - Throws: Where it stands for none.
    init(json: JSONValue) throws(JSONMismatch)

    /// The JSON value that stands for this one.
    var json: JSONValue { get }
}

/// A JSON value that is not of the type that was asked for. It says no more: what is read so has passed a checksum.
struct JSONMismatch: Error {}

extension Bool: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        guard let truth = json.bool else { throw JSONMismatch() }
        self = truth
    }

    var json: JSONValue { .bool(self) }
}

extension Int: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        guard let number = json.integer else { throw JSONMismatch() }
        self = number
    }

    var json: JSONValue { JSONValue(self) }
}

extension Int64: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        self.init(try Int(json: json))
    }

    var json: JSONValue { Int(self).json }
}

extension String: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        guard let text = json.string else { throw JSONMismatch() }
        self = text
    }

    var json: JSONValue { .string(self) }
}

extension Array: JSONRepresentable where Element: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        guard let elements = json.array else { throw JSONMismatch() }
        self = []
        reserveCapacity(elements.count)
        for element in elements { append(try Element(json: element)) }
    }

    var json: JSONValue { .array(map(\.json)) }
}

extension Dictionary: JSONRepresentable where Key == String, Value: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        guard case .object(let members) = json else { throw JSONMismatch() }
        self.init(minimumCapacity: members.count)
        for member in members { self[member.name] = try Value(json: member.value) }
    }

    var json: JSONValue { .object(map { JSONValue.Member($0, $1.json) }.inOrder) }
}

extension JSONRepresentable where Self: RawRepresentable, RawValue == String {
    /// The case with this name.
    init(json: JSONValue) throws(JSONMismatch) {
        guard let value = Self(rawValue: try String(json: json)) else { throw JSONMismatch() }
        self = value
    }

    /// The name of the case.
    var json: JSONValue { .string(rawValue) }
}
