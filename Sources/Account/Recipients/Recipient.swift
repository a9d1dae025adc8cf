public import Recipients
internal import Snapshots

/// One recipient of a group or a backup.
public struct Recipient: Hashable, Sendable {
    /// The normalised address.
    public let email: String
    /// When the recipient registered, confirmed and left.
    public let signUp: SignUp
    /// Where the address came from, according to the file.
    public let source: String?
    /// The values of the group's own fields, in the order of the fields.
    public let values: [String?]

    /// The status, which follows from the dates of the sign-up.
    public var status: Status { signUp.status }
}

/// Decodes rows of a group's segments as recipients.
struct RecipientDecoder {
    /// The columns of the wanted fields, in ascending order, each with its index among the values.
    private let columns: [(column: Int, place: Int)]

    /// - Parameter fields: Fields of the group, in the order in which the values are wanted.
    init(_ group: GroupManifest, fields: [String]) {
        columns = group.columnIndexes(of: fields).enumerated()
            .map { (column: $0.element, place: $0.offset) }
            .sorted { $0.column < $1.column }
    }

    func recipient(_ row: Row) -> Recipient {
        var cells = row.cells
        let signUp = SignUp(reading: &cells)
        let source = cells.next().text
        var values = [String?](repeating: nil, count: columns.count)
        var next = Field.fixed.count
        for (column, place) in columns {
            while next < column {
                _ = cells.next()
                next += 1
            }
            values[place] = cells.next().text
            next += 1
        }
        return Recipient(
            email: String(decoding: row.key, as: UTF8.self), signUp: signUp, source: source, values: values)
    }
}

/// Decides whether a row's recipient meets a condition; an error that it throws ends the command.
typealias RowFilter = (_ row: Row) throws(Failure) -> Bool

extension RecipientDecoder {
    /// A condition on recipients, as one on rows.
    ///
    /// - Parameters:
    ///   - wants: The condition.
    ///   - group: The group whose rows they are.
    ///   - fields: The fields that the condition is given.
    static func filter(
        _ wants: @escaping RecipientFilter,
        of group: GroupManifest,
        fields: [String]
    ) -> RowFilter {
        let decoder = RecipientDecoder(group, fields: fields)
        return { (row) throws(Failure) in try wants(decoder.recipient(row), fields) }
    }
}

/// Reads the recipients of a state one by one, in the order of their addresses. Memory does not grow with their number.
public final class RecipientReader {
    /// The group's own fields, in the order of each recipient's values.
    public let fields: [String]
    /// How many recipients there are.
    public let count: Int
    var progress: ProgressCounter?
    /// The condition on the recipients that are read; nil for all.
    var filter: RecipientFilter?
    private let segments: [Segment]
    private let decoder: RecipientDecoder
    private var cursor: StackCursor
    private var cancellation: CancellationCheck

    init(
        _ state: GroupManifest.State,
        fields: [String],
        of group: GroupManifest,
        _ segments: [Segment],
        _ cancellation: CancellationCheck
    ) {
        self.fields = fields
        self.segments = segments
        count = state.counts.recipients
        decoder = RecipientDecoder(group, fields: fields)
        cursor = StackCursor(segments)
        self.cancellation = cancellation
    }

    /// The next recipient; nil at the end.
    ///
    /// - Throws: `damaged` if a line is not a recipient.
    public func next() throws(Failure) -> Recipient? {
        guard let row = try nextRow() else { return nil }
        return decoder.recipient(row)
    }

    func nextRow() throws(Failure) -> Row? {
        while let row = cursor.current {
            cursor.advance()
            try cancellation.count()
            progress?.count()
            if let filter, !(try filter(decoder.recipient(row), fields)) { continue }
            return row
        }
        try segments.checkRead()
        return nil
    }

    /// Goes through all recipients on all processors, regardless of the filter: by ranges of addresses, each in order.
    ///
    /// - Parameters:
    ///   - makeWorker: Called once for each thread; makes the function that goes through a range.
    ///   - take: Receives the outcome of the next range. Nothing of it may be kept unless this function returns
    ///     normally.
    func forEachRange<Outcome: Sendable>(
        makeWorker: @escaping () -> (inout StackCursor) -> Outcome,
        take: (Outcome) throws(Failure) -> Void
    ) throws(Failure) {
        try StackWalk(segments).run(makeWorker: makeWorker) { (outcome) throws(Failure) in
            try cancellation.check()
            try take(outcome)
        }
        try segments.checkRead()
    }
}

/// A row of `fields`.
public struct FieldInfo: Hashable, Sendable {
    /// The field's name.
    public let name: String
    /// How many recipients have a value.
    public let filled: Int
}
