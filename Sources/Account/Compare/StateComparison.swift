public import Recipients
internal import Snapshots

/// How one state differs from another: counted, and listed in the order of the addresses each time that it is iterated.
/// The states stay as they were compared, whatever happens to their groups and backups.
///
/// Memory does not grow with the changes, which are read from the states' segments; with a condition, it takes one byte
/// for each change. Sendable, because segments do not change.
public struct StateComparison: Sequence, @unchecked Sendable {
    /// How many recipients differ, and how.
    public private(set) var counts = ComparisonCounts()
    /// For each field, in how many of the recipients that both states have it differs; fields that differ in none are
    /// left out.
    public private(set) var fields: [(field: String, changed: Int)] = []
    /// The groups of the states, if these are two different groups.
    public let groups: (first: String, second: String)?
    /// The most changes that are listed; the counts are of all.
    public var limit = Int.max
    // What makes it sendable: segments are immutable except for a note of malformed rows, and counting has visited
    // every row and found none.
    private let left: ComparedState
    private let right: ComparedState
    private let compared: ComparedFields
    /// Whether each change meets the condition, in order; nil without a condition.
    private var matches: [Bool]?

    init(
        _ left: ComparedState,
        _ right: ComparedState,
        where filter: RecipientFilter? = nil,
        check: () throws(Failure) -> Void = {}
    ) throws(Failure) {
        self.left = left
        self.right = right
        compared = ComparedFields(left.fields, right.fields)
        groups = left.group == right.group ? nil : (left.name, right.name)
        var tally: [String: Int] = [:]
        if let filter {
            matches = []
            try count(where: filter, &tally, check)
        } else {
            try count(&tally, check)
        }
        try (left.segments + right.segments).checkRead()
        fields = ([OnlyFields.signUp] + compared.names).compactMap { name in tally[name].map { (name, $0) } }
    }

    /// The fields of the recipients for which a condition is evaluated: those of both states, matched by name.
    public static func fields(_ first: [String], _ second: [String]) -> [String] {
        ComparedFields(first, second).names
    }

    /// How many changes are listed.
    public var shown: Int { Swift.min(limit, counts.differing) }

    /// Counts all recipients of both states; segments that both share are not read.
    private mutating func count(_ tally: inout [String: Int], _ check: () throws(Failure) -> Void) throws(Failure) {
        var difference = DifferenceCursor(left.segments, right.segments)
        while let (before, after) = difference.next() {
            try check()
            switch (before, after) {
            case (nil, _): counts.added += 1
            case (_, nil): counts.removed += 1
            case (_?, _?): if let change = change(before, after) { note(change, &tally) }
            }
        }
        counts.unchanged = right.count - counts.added - counts.changed
    }

    /// Counts the recipients that meet a condition: those of the second state, and those of the first that the second
    /// does not have.
    private mutating func count(
        where filter: RecipientFilter,
        _ tally: inout [String: Int],
        _ check: () throws(Failure) -> Void
    ) throws(Failure) {
        var difference = DifferenceCursor(left.segments, right.segments, skipsShared: false)
        while let (before, after) = difference.next() {
            try check()
            let recipient =
                after.map { compared.widened(right.decoder.recipient($0), ofSecond: true) }
                ?? before.map { compared.widened(left.decoder.recipient($0), ofSecond: false) }
            let isMeant = try recipient.map { (recipient) throws(Failure) in try filter(recipient, compared.names) }
            guard let change = change(before, after) else {
                if isMeant == true { counts.unchanged += 1 }
                continue
            }
            matches?.append(isMeant == true)
            if isMeant == true { note(change, &tally) }
        }
    }

    private mutating func note(_ change: RecipientChange, _ tally: inout [String: Int]) {
        switch change.kind {
        case .added: counts.added += 1
        case .removed: counts.removed += 1
        case .changed:
            counts.changed += 1
            for field in change.fields { tally[field.field, default: 0] += 1 }
        }
    }

    /// Iterates over the recipients that differ, from the first.
    public func makeIterator() -> AnyIterator<RecipientChange> {
        var difference = DifferenceCursor(left.segments, right.segments)
        var (place, listed) = (0, 0)
        return AnyIterator {
            while listed < limit, let (before, after) = difference.next() {
                guard let change = change(before, after) else { continue }
                place += 1
                if let matches, !matches[place - 1] { continue }
                listed += 1
                return change
            }
            return nil
        }
    }

    /// How a recipient differs; nil if it does not.
    private func change(_ before: Row?, _ after: Row?) -> RecipientChange? {
        if left.columns == right.columns, let before, let after, before.hasSameCells(as: after) { return nil }
        return compared.change(from: before.map(left.decoder.recipient), to: after.map(right.decoder.recipient))
    }
}

/// One side of a comparison.
struct ComparedState {
    /// The number and the name of the group.
    let group: Int
    let name: String
    let segments: [Segment]
    let fields: [String]
    /// The columns of its rows.
    let columns: [String]
    let decoder: RecipientDecoder
    let count: Int

    init(_ state: GroupManifest.State, fields: [String], of group: GroupManifest, _ account: Account) throws(Failure) {
        segments = try account.open(state, of: group)
        columns = group.segmentColumns
        decoder = RecipientDecoder(group, fields: fields)
        count = state.counts.recipients
        (self.group, name, self.fields) = (group.number, group.name, fields)
    }

    init(_ source: RecipientSource, _ account: Account) throws(Failure) {
        let found = try account.state(source)
        try self.init(found.state, fields: found.fields, of: found.group, account)
    }
}

extension Account {
    /// The changes made by the change that a backup was made for.
    ///
    /// - Throws: `unknown-backup` also for a backup whose state after the change is not known.
    public func changes(of reference: BackupReference) throws(Failure) -> StateComparison {
        try reading(compareChange(reference))
    }

    private func compareChange(_ reference: BackupReference) throws(Failure) -> StateComparison {
        let (group, backup) = try find(reference)
        guard let after = backup.knownAfter else {
            throw GroupProblem.noStateAfter(backup.id, group: group.name).failure
        }
        var cancellation = CancellationCheck(isCancelled)
        return try StateComparison(
            ComparedState(backup.state, fields: backup.fields, of: group, self),
            ComparedState(after.state, fields: after.fields, of: group, self),
            check: { () throws(Failure) in try cancellation.count() })
    }

    /// Compares two states, from the first to the second, and counts the differences.
    ///
    /// Fields are matched by their names, without regard to case. A field that only one of the states has counts as
    /// missing in the other.
    ///
    /// - Parameter first: The state to start from.
    /// - Parameter second: The state to arrive at.
    /// - Parameter filter: A condition on the recipients, as they are in the second state or, if that does not have
    ///   them, in the first; nil for all.
    /// - Throws: `cancelled` if the user asked to stop.
    /// - Complexity: If both are states of one group, the time grows with the differences between them; with a
    ///   condition, with what they hold. Memory does not grow with either.
    public func compare(
        _ first: RecipientSource,
        with second: RecipientSource,
        where filter: RecipientFilter? = nil
    ) throws(Failure) -> StateComparison {
        let (left, right) = try reading(
            (try about(.firstState, ComparedState(first, self)), try about(.secondState, ComparedState(second, self))))
        let progress = counter(.comparing, of: max(left.count, right.count))
        var cancellation = CancellationCheck(isCancelled)
        return try StateComparison(left, right, where: filter) { () throws(Failure) in
            try cancellation.count()
            progress?.count()
        }
    }
}
