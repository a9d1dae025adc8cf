internal import DelimitedText
internal import Recipients
internal import Snapshots
internal import Sorting

/// One recipient while a command changes it.
struct RecipientDraft {
    var signUp: SignUp
    /// The cells after the sign-up dates, by column from `source` on.
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

    /// Sets fields; a value of nothing but white space removes what they hold, as an empty one does. A field that the
    /// group does not have is added to it, unless its name looks like a typing mistake.
    ///
    /// - Parameter zone: The time zone of dates without an offset.
    /// - Throws: `unknown-field` for a probable typing mistake, `invalid-value` for a date that cannot be read, a text
    ///   with a NUL character and a field that cannot be set.
    mutating func set(
        _ values: [FieldValue],
        in group: inout GroupManifest,
        _ zone: ZoneRules
    ) throws(Failure) {
        for (index, value) in values.enumerated() {
            if value.text.utf8.contains(0) { throw RecipientProblem.containsNUL(index: index).failure }
            let text = WhiteSpace.areAll(of: value.text) ? nil : value.text
            switch Field(named: value.field.trimmed) {
            case .email: throw RecipientProblem.addressIsFixed(index: index).failure
            case .registered: signUp.registered = try Self.date(text, index, zone)
            case .activated: signUp.activated = try Self.date(text, index, zone)
            case .deactivated: signUp.deactivated = try Self.date(text, index, zone)
            case .source: texts[0] = text
            case .own(let name):
                if name.lowercased() == "status" { throw RecipientProblem.statusIsDerived(index: index).failure }
                let column = try Self.column(of: name, index, in: &group)
                while texts.count <= column - Self.firstColumn { texts.append(nil) }
                texts[column - Self.firstColumn] = text
            }
        }
    }

    /// The recipient's row, with its line end.
    func line(for address: EmailAddress) -> ByteBuffer {
        var buffer = ByteBuffer()
        var row = RowEncoder()
        Array(address.text.utf8).withUnsafeBytes { row.begin($0, signUp, in: &buffer) }
        for text in texts {
            Array((text ?? "").utf8).withUnsafeBytes { row.append(text: $0, to: &buffer) }
        }
        row.end(in: &buffer)
        return buffer
    }

    private static func date(_ text: String?, _ index: Int, _ zone: ZoneRules) throws(Failure) -> Instant? {
        guard let text else { return nil }
        let date = Array(text.utf8).withUnsafeBytes { SignUpDate($0, in: zone) }
        guard let date else { throw RecipientProblem.notADate(text, index: index).failure }
        return date.instant
    }

    private static func column(
        of name: String,
        _ index: Int,
        in group: inout GroupManifest
    ) throws(Failure) -> Int {
        if let column = group.column(ofField: name) { return column }
        let field = try about(.assignedField(index), FieldName(name).text)
        if let column = group.column(ofField: field) { return column }
        let common = HeaderVocabulary.commonFields
        if let exact = common.first(where: { $0 == field.lowercased() }) {
            group.addField(exact)
        } else if let near = (group.fields + common).nearest(to: field) {
            throw RecipientProblem.unknownField(field, group: group.name, nearest: near, index: index).failure
        } else {
            group.addField(field)
        }
        return group.column(ofField: field) ?? firstColumn
    }
}
