internal import JSONRecords

/// The members of an object, from which a value is made.
struct JSONMembers {
    private let members: [JSONValue.Member]

    /// The members of this object.
    ///
    /// - Throws: If the value is not an object.
    init(_ json: JSONValue) throws(JSONMismatch) {
        guard case .object(let members) = json else { throw JSONMismatch() }
        self.members = members
    }

    /// The value of a member that must be there.
    func value<Value: JSONRepresentable>(_ name: String) throws(JSONMismatch) -> Value {
        guard let value = find(name) else { throw JSONMismatch() }
        return try Value(json: value)
    }

    /// The value of a member; nil where it is missing or `null`.
    func optional<Value: JSONRepresentable>(_ name: String) throws(JSONMismatch) -> Value? {
        guard let value = find(name), value != .null else { return nil }
        return try Value(json: value)
    }

    /// Of members with the same name, the last wins.
    private func find(_ name: String) -> JSONValue? {
        members.last { $0.name == name }?.value
    }
}

extension JSONValue {
    /// An object of members in the order of their names, so that equal values have the same text.
    ///
    /// - Parameter members: Those that are nil are left out.
    init(members: KeyValuePairs<String, JSONValue?>) {
        var found: [Member] = []
        found.reserveCapacity(members.count)
        for (name, value) in members {
            if let value { found.append(Member(name, value)) }
        }
        self = .object(found.inOrder)
    }

    /// An object with one more member.
    ///
    /// - Parameters:
    ///   - name: Not the name of any other.
    ///   - value: Nil adds nothing.
    func adding(_ name: String, _ value: JSONValue?) -> JSONValue {
        guard case .object(let members) = self, let value else { return self }
        return .object((members + [Member(name, value)]).inOrder)
    }
}

extension [JSONValue.Member] {
    /// Sorted by name.
    var inOrder: Self { sorted { $0.name < $1.name } }
}
