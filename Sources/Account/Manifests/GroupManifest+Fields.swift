internal import Recipients

extension GroupManifest {
    /// The column of segments that holds a field, whose name is found without regard to case; nil if the group has no
    /// such field.
    func column(ofField name: String) -> Int? {
        let folded = name.lowercased()
        guard let field = fields.first(where: { $0.lowercased() == folded }) else { return nil }
        return columns.firstIndex(of: field).map { $0 + Field.fixed.count }
    }

    /// Adds a field that the group does not have. It reuses a column with that name if segments had one before.
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

/// The columns of a group's fields, looked up without regard to case: for files with thousands of columns.
struct FieldPlaces {
    /// The group's own columns by their folded names: of fields, and of former fields.
    private var columns: [String: Int] = [:]
    private var fields: Set<String>

    init(_ manifest: GroupManifest) {
        for (index, column) in manifest.columns.enumerated() { columns[column.lowercased()] = index }
        fields = Set(manifest.fields.map { $0.lowercased() })
    }

    /// The column of segments that holds a field. A new field is added; it reuses a column with that name if segments
    /// had one before.
    ///
    /// - Parameter manifest: The manifest that this was made from, with what has been added since.
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
