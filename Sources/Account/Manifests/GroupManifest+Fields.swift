internal import Recipients

extension GroupManifest {
    /// Which column of its segments a field is in, found without regard to case; nil if the group has no such field.
    func column(ofField name: String) -> Int? {
        let folded = name.lowercased()
        guard let field = fields.first(where: { $0.lowercased() == folded }) else { return nil }
        return columns.firstIndex(of: field).map { $0 + Field.fixed.count }
    }

    /// Adds a field, in a column that its segments had before if there is one of that name.
    mutating func addField(_ name: String) {
        if let column = columns.first(where: { $0.lowercased() == name.lowercased() }) {
            fields.append(column)
        } else {
            columns.append(name)
            fields.append(name)
        }
    }

    /// The columns of segments that hold these fields.
    func columnIndexes(of fields: [String]) -> [Int] {
        fields.compactMap { field in columns.firstIndex(of: field).map { $0 + Field.fixed.count } }
    }
}
