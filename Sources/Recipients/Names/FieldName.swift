/// The name of a field of a group's own: trimmed, NFC, 1 to 255 bytes, without control characters, not reserved.
public struct FieldName: Hashable, Sendable {
    /// The name as it is shown: trimmed and NFC, its case as it was written.
    public let text: String

    /// - Throws: `Failure` with the code `invalid-name`.
    public init(_ text: some StringProtocol, allowingReserved: Bool = false) throws(Failure) {
        let name = text.trimmed.normalizedNFC
        guard !name.isEmpty else { throw Failure(.invalidName, "a field needs a name that is not empty") }
        guard name.utf8.count <= 255 else {
            throw Failure(.invalidName, "a field's name has at most 255 bytes; this one has \(name.utf8.count)")
        }
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw Failure(.invalidName, "a field's name cannot contain control characters")
        }
        if !allowingReserved, Field.isReserved(name) {
            throw Failure(.invalidName, "\"\(name)\" is the name of a column that every recipient has")
        }
        self.text = name
    }
}
