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
