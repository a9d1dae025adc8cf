/// Makes JSON values of values of Swift types: the counterpart of `JSONValueDecoder`, and for the same reason. The members of an
/// object are in the order of their names, so that equal values have the same text.
struct JSONValueEncoder: Encoder {
    fileprivate let place: JSONPlace
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        place.members = place.members ?? []
        return KeyedEncodingContainer(JSONMemberWriter(place: place))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        place.elements = place.elements ?? []
        return JSONElementWriter(place: place)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONSingleValueWriter(place: place) }
}

extension JSONValue {
    /// The JSON of a value.
    ///
    /// - Throws: What the value throws, and an error for numbers that are not finite.
    public init(encoding value: some Encodable) throws {
        let place = JSONPlace()
        try value.encode(to: JSONValueEncoder(place: place))
        self = place.value
    }

    fileprivate init<Number: BinaryFloatingPoint & LosslessStringConvertible>(finite number: Number) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(number, .init(codingPath: [], debugDescription: "JSON has no such number"))
        }
        self = .number("\(number)")
    }
}

/// The place where a value is put together.
private final class JSONPlace {
    /// One of these is set: what it has as an object, as an array, or as anything else.
    var members: [JSONValue.Member]?
    var elements: [JSONValue]?
    var single: JSONValue?
    /// Containers within it, and which member or element each of them is.
    private var nested: [(index: Int, name: String?, place: JSONPlace)] = []

    var value: JSONValue {
        for (index, name, place) in nested {
            if let name {
                members?[index] = JSONValue.Member(name, place.value)
            } else {
                elements?[index] = place.value
            }
        }
        if let members { return .object(members.sorted { $0.name < $1.name }) }
        return elements.map { .array($0) } ?? single ?? .object([])
    }

    func add(_ name: String, _ value: JSONValue) {
        members?.append(JSONValue.Member(name, value))
    }

    func add(_ value: JSONValue) {
        elements?.append(value)
    }

    /// Adds a member, or without a name an element, that is still to be put together.
    func addPlace(_ name: String? = nil) -> JSONPlace {
        let place = JSONPlace()
        if let name {
            nested.append((members?.count ?? 0, name, place))
            add(name, .null)
        } else {
            nested.append((elements?.count ?? 0, nil, place))
            add(.null)
        }
        return place
    }
}

private struct JSONMemberWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let place: JSONPlace
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { place.add(key.stringValue, .null) }
    func encode(_ value: Bool, forKey key: Key) { place.add(key.stringValue, .bool(value)) }
    func encode(_ value: String, forKey key: Key) { place.add(key.stringValue, .string(value)) }
    func encode(_ value: Int, forKey key: Key) { place.add(key.stringValue, JSONValue(value)) }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        place.add(key.stringValue, try JSONValue(encoding: value))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        JSONValueEncoder(place: place.addPlace(key.stringValue)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        JSONValueEncoder(place: place.addPlace(key.stringValue)).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { JSONValueEncoder(place: place.addPlace("super")) }

    func superEncoder(forKey key: Key) -> any Encoder { JSONValueEncoder(place: place.addPlace(key.stringValue)) }
}

private struct JSONElementWriter: UnkeyedEncodingContainer {
    let place: JSONPlace
    var codingPath: [any CodingKey] { [] }
    var count: Int { place.elements?.count ?? 0 }

    func encodeNil() { place.add(.null) }
    func encode(_ value: Bool) { place.add(.bool(value)) }
    func encode(_ value: String) { place.add(.string(value)) }
    func encode(_ value: Int) { place.add(JSONValue(value)) }
    func encode<Value: Encodable>(_ value: Value) throws { place.add(try JSONValue(encoding: value)) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        JSONValueEncoder(place: place.addPlace()).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        JSONValueEncoder(place: place.addPlace()).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { JSONValueEncoder(place: place.addPlace()) }
}

private struct JSONSingleValueWriter: SingleValueEncodingContainer {
    let place: JSONPlace
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { place.single = .null }
    func encode(_ value: Bool) { place.single = .bool(value) }
    func encode(_ value: String) { place.single = .string(value) }
    func encode(_ value: Double) throws { place.single = try JSONValue(finite: value) }
    func encode(_ value: Float) throws { place.single = try JSONValue(finite: value) }
    func encode(_ value: Int) { place.single = .number("\(value)") }
    func encode(_ value: Int8) { place.single = .number("\(value)") }
    func encode(_ value: Int16) { place.single = .number("\(value)") }
    func encode(_ value: Int32) { place.single = .number("\(value)") }
    func encode(_ value: Int64) { place.single = .number("\(value)") }
    func encode(_ value: UInt) { place.single = .number("\(value)") }
    func encode(_ value: UInt8) { place.single = .number("\(value)") }
    func encode(_ value: UInt16) { place.single = .number("\(value)") }
    func encode(_ value: UInt32) { place.single = .number("\(value)") }
    func encode(_ value: UInt64) { place.single = .number("\(value)") }
    func encode<Value: Encodable>(_ value: Value) throws { place.single = try JSONValue(encoding: value) }
}
