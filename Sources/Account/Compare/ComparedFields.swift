internal import Recipients

/// The fields of two states, brought together by their names.
struct ComparedFields {
    /// For each field its place among the values of the first and of the second state.
    private let fields: [(name: String, left: Int?, right: Int?)]

    init(_ left: [String], _ right: [String]) {
        let folded = right.map { $0.lowercased() }
        var fields = left.enumerated().map { index, name in
            (name: name, left: Optional(index), right: folded.firstIndex(of: name.lowercased()))
        }
        let common = Set(left.map { $0.lowercased() })
        fields += right.enumerated().filter { !common.contains($0.element.lowercased()) }
            .map { (name: $0.element, left: nil, right: Optional($0.offset)) }
        self.fields = fields
    }

    /// What has changed; nil if nothing has.
    func change(from old: Recipient?, to new: Recipient?) -> RecipientChange? {
        guard let email = (new ?? old)?.email else { return nil }
        let fixed: [(String, FieldContent?, FieldContent?)] = [
            ("registered", .init(old?.signUp.registered), .init(new?.signUp.registered)),
            ("activated", .init(old?.signUp.activated), .init(new?.signUp.activated)),
            ("deactivated", .init(old?.signUp.deactivated), .init(new?.signUp.deactivated)),
            ("source", .init(old?.source), .init(new?.source)),
        ]
        let own = fields.map { field in
            (
                field.name, FieldContent(field.left.flatMap { old?.values[$0] }),
                FieldContent(field.right.flatMap { new?.values[$0] })
            )
        }
        let changed = (fixed + own).filter { $0.1 != $0.2 }.map { FieldChange(field: $0.0, before: $0.1, after: $0.2) }
        if old != nil, new != nil, changed.isEmpty { return nil }
        let kind: RecipientChange.Kind = old == nil ? .added : new == nil ? .removed : .changed
        return RecipientChange(email: email, kind: kind, fields: changed)
    }
}

extension FieldContent {
    fileprivate init?(_ text: String?) {
        guard let text else { return nil }
        self = .text(text)
    }

    fileprivate init?(_ instant: Instant?) {
        guard let instant else { return nil }
        self = .instant(instant)
    }
}
