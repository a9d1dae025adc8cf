public import Recipients
internal import Snapshots

extension Account {
    /// Compares two states, from the first to the second, address by address in their order.
    ///
    /// Fields are compared by their names, without regard to case. A field that only one of the states has counts as
    /// missing in the other.
    ///
    /// - Parameter first: The state to start from.
    /// - Parameter second: The state to arrive at.
    /// - Parameter visit: Called for every recipient that differs.
    /// - Complexity: Where both are states of one group, the time is in what differs between them.
    public func compare(
        _ first: RecipientSource,
        with second: RecipientSource,
        visit: (RecipientChange) throws(Failure) -> Void
    ) throws(Failure) -> ComparisonCounts {
        let (left, right) = try reading { () throws(Failure) in
            (try ComparedState(first, self), try ComparedState(second, self))
        }
        let fields = ComparedFields(left.fields, right.fields)
        var difference = DifferenceCursor(left.segments, right.segments)
        var counts = ComparisonCounts()
        let progress = counter(.comparing, of: max(left.count, right.count))
        var cancellation = CancellationCheck(isCancelled)
        while let (before, after) = difference.next() {
            try cancellation.count()
            progress?.count()
            let old = before.map(left.decoder.recipient)
            let new = after.map(right.decoder.recipient)
            guard let change = fields.change(from: old, to: new) else { continue }
            switch change.kind {
            case .added: counts.added += 1
            case .removed: counts.removed += 1
            case .changed: counts.changed += 1
            }
            try visit(change)
        }
        for segment in left.segments + right.segments {
            try snapshotting { () throws(SnapshotError) in try segment.checkRead() }
        }
        counts.unchanged = right.count - counts.added - counts.changed
        return counts
    }
}

/// One side of a comparison.
private struct ComparedState {
    let segments: [Segment]
    let fields: [String]
    let decoder: RecipientDecoder
    let count: Int

    init(_ source: RecipientSource, _ account: Account) throws(Failure) {
        let group: GroupManifest
        let state: GroupManifest.State
        switch source {
        case .group(let name):
            group = try account.standingGroup(name)
            (state, fields) = (group.state, group.fields)
        case .backup(let reference):
            let found = try account.find(reference)
            group = found.group
            (state, fields) = (found.backup.state, found.backup.fields)
        }
        segments = try account.open(state, of: group)
        decoder = RecipientDecoder(group, fields: fields)
        count = state.counts.recipients
    }
}

/// The fields of two states, brought together by their names.
private struct ComparedFields {
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
