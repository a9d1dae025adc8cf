internal import Recipients

extension GroupManifest {
    /// Which column of its segments a field is in, found without regard to case; nil if the group has no such field.
    func column(ofField name: String) -> Int? {
        let folded = name.lowercased()
        guard let field = fields.first(where: { $0.lowercased() == folded }) else { return nil }
        return columns.firstIndex(of: field).map { $0 + Field.fixed.count }
    }

    /// Adds a field that it does not have, in a column that its segments had before if there is one of that name.
    mutating func addField(_ name: String) {
        var places = FieldPlaces(self)
        _ = places.column(of: name, in: &self)
    }

    /// The columns of segments that hold these fields.
    func columnIndexes(of fields: [String]) -> [Int] {
        let places = Dictionary(zip(columns, columns.indices)) { first, _ in first }
        return fields.compactMap { places[$0].map { $0 + Field.fixed.count } }
    }
}

/// Where the fields of a group stand, looked up without regard to case: for files with thousands of columns.
struct FieldPlaces {
    /// The columns after those that all groups have, by their folded names: of fields, and of what once was one.
    private var columns: [String: Int] = [:]
    private var fields: Set<String>

    init(_ manifest: GroupManifest) {
        for (index, column) in manifest.columns.enumerated() { columns[column.lowercased()] = index }
        fields = Set(manifest.fields.map { $0.lowercased() })
    }

    /// Which column of the group's segments a field is in. It is added if it is new, in a column that the segments had before
    /// if there is one of that name.
    ///
    /// - Parameter manifest: The one that this was made of, with what was added since.
    mutating func column(of name: String, in manifest: inout GroupManifest) -> Int {
        let folded = name.lowercased()
        let index = columns[folded] ?? manifest.columns.count
        if index == manifest.columns.count {
            manifest.columns.append(name)
            columns[folded] = index
        }
        if fields.insert(folded).inserted { manifest.fields.append(manifest.columns[index]) }
        return Field.fixed.count + index
    }
}
