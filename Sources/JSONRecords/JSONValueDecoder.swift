/// Makes values of Swift types from JSON values.
///
/// It looks nothing up while it runs, as Foundation's decoder does for each value, which is most of what that costs a program
/// that reads a few small files. It tells only *that* a value does not fit: what it reads has passed a checksum.
struct JSONValueDecoder: Decoder {
    let value: JSONValue
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = value else { throw Self.mismatch }
        return KeyedDecodingContainer(JSONMembers(members: members))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let values) = value else { throw Self.mismatch }
        return JSONElements(values: values)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { JSONSingleValue(value: value) }

    static let mismatch = DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "not of this type"))
}

extension JSONValue {
    /// The value of a type that this one stands for.
    ///
    /// - Throws: An error that says nothing more than that there is none.
    public func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
        try Value(from: JSONValueDecoder(value: self))
    }

    fileprivate var whole: Int {
        get throws {
            guard let integer else { throw JSONValueDecoder.mismatch }
            return integer
        }
    }

    fileprivate func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        guard case .number(let text) = self, let number = Number(text) else { throw JSONValueDecoder.mismatch }
        return number
    }

    fileprivate func fraction<Number: LosslessStringConvertible>(_ type: Number.Type) throws -> Number {
        guard case .number(let text) = self, let number = Number(text) else { throw JSONValueDecoder.mismatch }
        return number
    }

    fileprivate var text: String {
        get throws {
            guard let string else { throw JSONValueDecoder.mismatch }
            return string
        }
    }

    fileprivate var truth: Bool {
        get throws {
            guard let bool else { throw JSONValueDecoder.mismatch }
            return bool
        }
    }
}

private struct JSONSingleValue: SingleValueDecodingContainer {
    let value: JSONValue
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { value == .null }
    func decode(_ type: Bool.Type) throws -> Bool { try value.truth }
    func decode(_ type: String.Type) throws -> String { try value.text }
    func decode(_ type: Double.Type) throws -> Double { try value.fraction(type) }
    func decode(_ type: Float.Type) throws -> Float { try value.fraction(type) }
    func decode(_ type: Int.Type) throws -> Int { try value.whole }
    func decode(_ type: Int8.Type) throws -> Int8 { try value.whole(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try value.whole(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try value.whole(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try value.whole(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try value.whole(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try value.whole(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try value.whole(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try value.whole(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try value.whole(type) }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try value.decoded(as: type) }
}

private struct JSONMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [JSONValue.Member]
    var codingPath: [any CodingKey] { [] }

    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

    func contains(_ key: Key) -> Bool { find(key) != nil }

    /// Of members with the same name, the last wins.
    private func find(_ key: Key) -> JSONValue? {
        let name = key.stringValue
        return members.last { $0.name == name }?.value
    }

    private func value(_ key: Key) throws -> JSONValue {
        guard let value = find(key) else { throw JSONValueDecoder.mismatch }
        return value
    }

    func decodeNil(forKey key: Key) throws -> Bool { try value(key) == .null }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try value(key).truth }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try value(key).text }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try value(key).fraction(type) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try value(key).fraction(type) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try value(key).whole }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try value(key).whole(type) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try value(key).whole(type) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try value(key).whole(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try value(key).whole(type) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try value(key).whole(type) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try value(key).whole(type) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try value(key).whole(type) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try value(key).whole(type) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try value(key).whole(type) }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try value(key).decoded(as: type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try JSONValueDecoder(value: value(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try JSONValueDecoder(value: value(key)).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { JSONValueDecoder(value: .object(members)) }

    func superDecoder(forKey key: Key) throws -> any Decoder { JSONValueDecoder(value: try value(key)) }
}

private struct JSONElements: UnkeyedDecodingContainer {
    let values: [JSONValue]
    var codingPath: [any CodingKey] { [] }
    private(set) var currentIndex = 0

    init(values: [JSONValue]) {
        self.values = values
    }

    var count: Int? { values.count }
    var isAtEnd: Bool { currentIndex == values.count }

    private mutating func next() throws -> JSONValue {
        guard !isAtEnd else { throw JSONValueDecoder.mismatch }
        defer { currentIndex += 1 }
        return values[currentIndex]
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, values[currentIndex] == .null else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try next().truth }
    mutating func decode(_ type: String.Type) throws -> String { try next().text }
    mutating func decode(_ type: Double.Type) throws -> Double { try next().fraction(type) }
    mutating func decode(_ type: Float.Type) throws -> Float { try next().fraction(type) }
    mutating func decode(_ type: Int.Type) throws -> Int { try next().whole }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try next().whole(type) }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try next().whole(type) }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try next().whole(type) }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try next().whole(type) }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try next().whole(type) }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next().whole(type) }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next().whole(type) }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next().whole(type) }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next().whole(type) }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().decoded(as: type) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try JSONValueDecoder(value: next()).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try JSONValueDecoder(value: next()).unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { JSONValueDecoder(value: try next()) }
}
