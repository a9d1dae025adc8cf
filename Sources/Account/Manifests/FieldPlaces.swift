internal import Recipients

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
