/// The columns of JSON objects: their names in order of first appearance.
///
/// The members of `attributes` and `global_attributes` are columns like the object's own.
public struct JSONColumns: Sendable {
    /// The names, as headers.
    public private(set) var names: [String] = []
    /// The names as bytes, to compare with.
    private var keys: [Key] = []
    private var indexes: [Key: Int] = [:]

    /// The most columns that are taken.
    static let limit = 20_000

    struct Key: Hashable, Sendable {
        let scope: JSONScope
        let name: [UInt8]
    }

    init() {}

    /// The column of a name; nil if there is none.
    ///
    /// - Parameter guess: Which column it likely is: objects mostly have their members in the same order.
    @inline(__always)
    func index(of name: UnsafeRawBufferPointer, in scope: JSONScope, guess: Int) -> Int? {
        if guess < keys.count, keys[guess].scope == scope, keys[guess].name.elementsEqual(name) { return guess }
        return indexes[Key(scope: scope, name: Array(name))]
    }

    /// Adds a name; false if there are too many.
    mutating func add(_ name: UnsafeRawBufferPointer, in scope: JSONScope) -> Bool {
        guard keys.count < Self.limit else { return false }
        let key = Key(scope: scope, name: Array(name))
        indexes[key] = keys.count
        keys.append(key)
        names.append(String(decoding: name, as: UTF8.self))
        return true
    }
}

/// Where a member of an object stands.
enum JSONScope: Hashable, Sendable {
    case own, attributes, globalAttributes

    /// The scope that the members of an object's member stand in; nil if they are not columns.
    @inline(__always)
    init?(member name: UnsafeRawBufferPointer) {
        func matches(_ text: StaticString) -> Bool {
            name.count == text.utf8CodeUnitCount
                && name.elementsEqual(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
        guard name.count >= 7, name[0] == UInt8(ascii: "a") || name[0] == UInt8(ascii: "g") else { return nil }
        if matches("attributes") || matches("attribs") {
            self = .attributes
        } else if matches("global_attributes") {
            self = .globalAttributes
        } else {
            return nil
        }
    }
}
