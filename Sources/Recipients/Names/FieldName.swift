/// The name of a field of a group's own: trimmed, NFC, 1 to 255 bytes, without control characters, not reserved.
public struct FieldName: Hashable, Sendable {
    /// The name as it is shown: trimmed and NFC, its case as it was written.
    public let text: String

    /// - Throws: `invalid-name`; which field it is about, the caller knows.
    public init(_ text: some StringProtocol, allowingReserved: Bool = false) throws(Failure) {
        let name = text.trimmed.normalizedNFC
        guard !name.isEmpty else { throw NameProblem.emptyFieldName.failure }
        guard name.utf8.count <= NameProblem.maximumLength else {
            throw NameProblem.longFieldName(bytes: name.utf8.count).failure
        }
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw NameProblem.controlInFieldName.failure
        }
        if !allowingReserved, Field.isReserved(name) { throw NameProblem.reservedFieldName(name).failure }
        self.text = name
    }
}
