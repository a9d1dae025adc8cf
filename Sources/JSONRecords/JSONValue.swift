/// One whole JSON value (RFC 8259), for messages and small files. Tables of records are read by `JSONRecordReader`,
/// which makes no such values.
public enum JSONValue: Hashable, Sendable {
    /// A member of an object.
    public struct Member: Hashable, Sendable {
        /// The name, with its escapes resolved.
        public let name: String
        /// Its value.
        public let value: JSONValue

        /// A member with this name and value.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    case null
    case bool(Bool)
    /// As it is written, so that no digit is lost.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// In the order of the text. Of members with the same name, the last wins.
    case object([Member])

    /// A whole number.
    public init(_ number: Int) { self = .number("\(number)") }

    /// The value of a member; nil without one, and for anything but an object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The text, if it is a string.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The elements, if it is an array.
    public var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The value, if it is `true` or `false`.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The value of a whole number, however it is written (`1.0`, `1e3`); nil for anything else.
    public var integer: Int? {
        guard case .number(let text) = self else { return nil }
        return Int(text) ?? Double(text).flatMap(Int.init(exactly:))
    }

    /// Whether it is an object.
    public var isObject: Bool {
        if case .object = self { true } else { false }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }

    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0, $1) })
    }

    public init(booleanLiteral value: Bool) { self = .bool(value) }

    public init(integerLiteral value: Int) { self.init(value) }
}
