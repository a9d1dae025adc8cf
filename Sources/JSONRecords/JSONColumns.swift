internal import CProcessor

/// The columns of JSON objects: their names in order of first appearance.
///
/// The members of `attributes`, `merge_fields` and the like are columns just as the object's own members are.
public struct JSONColumns: Sendable {
    /// The names, as headers.
    public private(set) var names: [String] = []
    /// Whether the text held nothing at all, not even an empty list.
    public var areOfNothing = false
    /// Whether there are objects, which may all be without members.
    public internal(set) var hasObjects = false
    /// The names as bytes, for comparison.
    private var keys: [Key] = []
    private var indexes: [Key: Int] = [:]
    /// The bytes of all names, and where each of them ends: nearly every look-up compares only with these.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var scopes: [JSONScope] = []

    /// The most columns that are accepted.
    static let limit = 20_000

    struct Key: Hashable, Sendable {
        let scope: JSONScope
        let name: [UInt8]
    }

    /// No columns.
    public init() {}

    /// Adds the columns of a later chunk; false, with some of them added, if there are too many.
    public mutating func add(_ later: JSONColumns) -> Bool {
        hasObjects = hasObjects || later.hasObjects
        for key in later.keys where indexes[key] == nil {
            guard key.name.withUnsafeBytes({ add($0, in: key.scope) }) else { return false }
        }
        return true
    }

    /// The column of a name; nil if there is none.
    ///
    /// - Parameter guess: The likely column: most objects have their members in the same order.
    @inline(__always)
    func index(of name: UnsafeRawBufferPointer, in scope: JSONScope, guess: Int) -> Int? {
        isName(name, in: scope, at: guess) ? guess : indexes[Key(scope: scope, name: Array(name))]
    }

    @inline(__always)
    private func isName(_ name: UnsafeRawBufferPointer, in scope: JSONScope, at index: Int) -> Bool {
        guard index < ends.count, scopes[index] == scope else { return false }
        let start = index == 0 ? 0 : ends[index - 1]
        guard ends[index] - start == name.count else { return false }
        guard !name.isEmpty, let text = name.baseAddress else { return true }
        // In bounds: the name with this index is as long.
        return bytes.withUnsafeBytes { cbs_equal($0.baseAddress.unsafelyUnwrapped + start, text, name.count) != 0 }
    }

    /// Adds a name; false if there are too many.
    mutating func add(_ name: UnsafeRawBufferPointer, in scope: JSONScope) -> Bool {
        guard keys.count < Self.limit else { return false }
        let key = Key(scope: scope, name: Array(name))
        indexes[key] = keys.count
        keys.append(key)
        bytes.append(contentsOf: name)
        ends.append(bytes.count)
        scopes.append(scope)
        names.append(String(decoding: name, as: UTF8.self))
        return true
    }
}

/// Finds the columns for which an object has several values, since it repeats a name.
struct RepeatedColumns {
    /// The number of the last object that had a value for each column.
    private var last: [Int] = []
    private var object = 0
    /// The first such column of the object; nil if there is none.
    private(set) var first: Int?

    /// Begins another object.
    mutating func begin() {
        object += 1
        first = nil
    }

    /// Notes that the object has a value for a column.
    @inline(__always)
    mutating func note(_ column: Int) {
        if column >= last.count { grow(to: column) }
        if last[column] == object { first = first ?? column }
        last[column] = object
    }

    @inline(never)
    private mutating func grow(to column: Int) {
        last += Array(repeating: 0, count: max(last.count, column + 1 - last.count))
    }
}

/// Where a member is: in the record's object, or in one of its members whose own members are columns too.
struct JSONScope: Hashable, Sendable {
    /// The kinds of the enclosing members, as octal digits; 0 for none.
    private let path: UInt16

    /// A record's own members.
    static let own = JSONScope(path: 0)
    /// The members of its attributes.
    static let attributes = JSONScope(path: 1)

    /// The deepest scope that may hold another such member, as in `{"attributes":{"properties":{…}}}`.
    private static let deepest: UInt16 = 0o7

    /// What services call the objects that hold the fields of a recipient; each line is one kind.
    private static let kinds: [[StaticString]] = [
        ["attributes", "attribs"], ["global_attributes", "globalAttributes"], ["merge_fields", "mergeFields"],
        ["fields"], ["custom_fields", "customFields"], ["properties"],
    ]

    private init(path: UInt16) {
        self.path = path
    }

    /// The scope that the members of an object's member are in; nil if they are not columns.
    init?(member name: UnsafeRawBufferPointer, within scope: JSONScope = .own) {
        guard name.count >= 6, scope.path <= Self.deepest else { return nil }
        for (kind, names) in Self.kinds.enumerated() where names.contains(where: { Self.matches($0, name) }) {
            path = scope.path << 3 | UInt16(kind + 1)
            return
        }
        return nil
    }

    private static func matches(_ text: StaticString, _ name: UnsafeRawBufferPointer) -> Bool {
        name.count == text.utf8CodeUnitCount
            && name.elementsEqual(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
