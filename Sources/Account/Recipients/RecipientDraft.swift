internal import Recipients
internal import Snapshots
internal import Sorting

/// One recipient while a command changes it.
struct RecipientDraft {
    var signUp: SignUp
    /// The cells after the sign-up information, by column from `source` on.
    private var texts: [String?]

    private static let firstColumn = 4

    init(_ signUp: SignUp, columns: Int) {
        self.signUp = signUp
        texts = Array(repeating: nil, count: columns - Self.firstColumn)
    }

    init(_ row: Row, columns: Int) {
        var cells = row.cells
        signUp = SignUp(reading: &cells)
        texts = (Self.firstColumn..<columns).map { _ in cells.next().text }
    }

    /// Sets fields. One that the group does not have is added to it, unless its name looks like a slip of the pen.
    ///
    /// - Throws: `unknown-field` for such a slip, `invalid-value` for a date that cannot be read and for what cannot be set.
    mutating func set(_ values: [FieldValue], in group: inout GroupManifest) throws(Failure) {
        for value in values {
            switch Field(named: value.field) {
            case .email:
                throw Failure(
                    .invalidValue, "the address of a recipient cannot be changed", help: "add the new address")
            case .registered: signUp.registered = try date(value)
            case .activated: signUp.activated = try date(value)
            case .deactivated: signUp.deactivated = try date(value)
            case .source: texts[0] = value.text.isEmpty ? nil : value.text
            case .own(let name):
                if name.lowercased() == "status" {
                    throw Failure(
                        .invalidValue, "the status follows from the dates and cannot be set",
                        help: "\"unsubscribe\" notes that somebody has left")
                }
                let column = try Self.column(of: name, in: &group)
                while texts.count <= column - Self.firstColumn { texts.append(nil) }
                texts[column - Self.firstColumn] = value.text.isEmpty ? nil : value.text
            }
        }
    }

    /// The recipient's row, with its line end.
    func line(for address: EmailAddress) -> ByteBuffer {
        var buffer = ByteBuffer()
        var row = RowEncoder()
        Array(address.text.utf8).withUnsafeBytes { row.begin($0, in: &buffer) }
        row.append(signUp.registered, to: &buffer)
        row.append(signUp.activated, to: &buffer)
        row.append(signUp.deactivated, to: &buffer)
        for text in texts {
            Array((text ?? "").utf8).withUnsafeBytes { row.append(text: $0, to: &buffer) }
        }
        row.end(in: &buffer)
        return buffer
    }

    private func date(_ value: FieldValue) throws(Failure) -> Instant? {
        let date = Array(value.text.utf8).withUnsafeBytes { SignUpDate($0) }
        guard let date else { throw Failure(.invalidValue, "\"\(value.text)\" is not a date") }
        return date.instant
    }

    private static func column(of name: String, in group: inout GroupManifest) throws(Failure) -> Int {
        if let column = group.column(ofField: name) { return column }
        let field = try FieldName(name).text
        let common = HeaderVocabulary.commonFields
        if let exact = common.first(where: { $0 == field.lowercased() }) {
            group.addField(exact)
        } else if let near = (group.fields + common).nearest(to: field) {
            throw Failure(
                .unknownField, "the group \"\(group.name)\" has no field \"\(field)\"",
                help: "did you mean \"\(near)\"?")
        } else {
            group.addField(field)
        }
        return group.column(ofField: field) ?? firstColumn
    }
}
