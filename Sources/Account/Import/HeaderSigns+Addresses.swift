internal import DelimitedText
internal import Recipients

extension HeaderSigns {
    /// A header has the name of a column with addresses, and no address.
    ///
    /// - Parameter mappings: A column that the user gives to `email` is one too.
    static func addresses(_ mappings: [ColumnAssignment.Mapping]) -> HeaderSigns {
        let mapped = Set(mappings.filter { $0.field?.lowercased() == Field.email.name }.map { $0.column.folded })
        return HeaderSigns(
            isKey: { cell in
                guard cell.count <= 1024 else { return false }
                let text = String(decoding: cell, as: UTF8.self)
                return HeaderVocabulary.field(forHeader: text) == .email || mapped.contains(text.folded)
            },
            isValue: { cell in
                var address = [UInt8](repeating: 0, count: EmailAddress.maximumLength)
                let result = address.withUnsafeMutableBytes { EmailAddress.normalize(cell, into: $0) }
                return if case .success = result { true } else { false }
            })
    }
}

extension String {
    /// A column's name as it is compared.
    fileprivate var folded: String { trimmed.normalizedNFC.lowercased() }
}
