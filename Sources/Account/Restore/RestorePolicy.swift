internal import Recipients
internal import Snapshots
internal import Sorting

/// The rows of a restored state and those of the group that they go to, at each address at which the two may differ.
struct RestoredRows: AddressStreams {
    private(set) var stored: Row?
    /// The row to restore; nil if the state has none, or if the filter leaves it out.
    private(set) var incoming: Row?
    /// What else is known about somebody who is not in the group.
    private(set) var prior: PriorConsent?
    private var difference: DifferenceCursor
    private var history: ConsentHistory
    private let segments: [Segment]
    private let filter: RowFilter?
    private var cancellation: CancellationCheck
    private let progress: ProgressCounter?

    /// - Parameters:
    ///   - source: The stack of the state, oldest first.
    ///   - target: The stack of the group, oldest first.
    ///   - filter: A condition on the rows to restore; nil for all.
    ///   - history: Consulted about those who are not in the group.
    ///   - progress: Counts the addresses.
    init(
        _ source: [Segment],
        over target: [Segment],
        where filter: RowFilter?,
        _ history: ConsentHistory,
        _ cancellation: CancellationCheck,
        _ progress: ProgressCounter?
    ) {
        difference = DifferenceCursor(source, target, skipsShared: filter == nil)
        segments = source + target
        self.filter = filter
        self.history = history
        self.cancellation = cancellation
        self.progress = progress
    }

    mutating func advance() throws(Failure) -> Bool {
        guard let (row, stored) = difference.next() else {
            try segments.checkRead()
            try history.checkRead()
            return false
        }
        try cancellation.count()
        progress?.count()
        self.stored = stored
        incoming = row
        if let row, let filter, !(try filter(row)) { incoming = nil }
        prior = nil
        if let incoming, stored == nil { prior = try history.find(incoming.key) }
        return true
    }
}

/// Applies the rows of a state to a group.
struct RestorePolicy: MergePolicy, ~Copyable {
    private let merge: RecipientMerge
    var memory: LeaverMemory { merge.memory }
    /// For each column of the target, the column of the state's rows; nil if they are the same.
    private let translation: [Int]?
    /// Whether the group has so far become exactly what the restored rows say.
    private(set) var isExact: Bool
    private var translated = ByteBuffer()
    /// The first addresses of those who are removed.
    private(set) var leaving: [String] = []

    /// How many of them are listed to the user.
    private static let named = 3

    /// - Parameter isWithinGroup: Whether rows go to the group that they came from, and so have its columns.
    init(_ merge: RecipientMerge, isWithinGroup: Bool) {
        self.merge = merge
        translation = isWithinGroup ? nil : merge.columns.sources
        isExact = isWithinGroup
    }

    mutating func decide(_ rows: inout RestoredRows, into lines: inout ByteBuffer, _ counts: inout ImportCounts) -> Fate
    {
        guard let row = rows.incoming else {
            if merge.mode.removesOthers {
                if leaving.count < Self.named, let stored = rows.stored {
                    leaving.append(String(decoding: stored.key, as: UTF8.self))
                }
                return .removed
            }
            isExact = false
            return .untouched
        }
        counts.read += 1
        let incoming = translate(row)
        let isErased = merge.leavesOut(incoming)
        guard !isErased, rows.stored == nil ? merge.mode.adds : merge.mode.updates else {
            noteResult(rows.stored, of: incoming)
            return isErased ? .erased : .skipped
        }
        let start = lines.count
        let outcome = merge.apply(incoming, to: rows.stored, prior: rows.prior, into: &lines)
        noteResult(lines.row(from: start), of: incoming)
        return .written(outcome)
    }

    /// Records the result of a row.
    private mutating func noteResult(_ result: Row?, of incoming: Row) {
        if let result, result.hasSameCells(as: incoming) { return }
        isExact = false
    }

    /// The row with its cells in the columns of the target.
    private mutating func translate(_ row: Row) -> Row {
        guard let translation else { return row }
        var reader = row.cells
        let width = (translation.max() ?? 0) + 1
        var cells: [Cell] = [.missing]
        while cells.count < width { cells.append(reader.next()) }
        translated.removeAll()
        var encoder = RowEncoder()
        encoder.begin(row.key, in: &translated)
        for source in translation { encoder.append(source < 0 ? .missing : cells[source], to: &translated) }
        encoder.end(in: &translated)
        return translated.row() ?? row
    }
}
