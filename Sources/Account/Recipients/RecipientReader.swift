public import Recipients
internal import Snapshots

/// Reads the recipients of a state one by one, in the order of their addresses. Memory does not grow with their number.
public final class RecipientReader {
    /// The group's own fields, in the order of each recipient's values.
    public let fields: [String]
    /// How many recipients there are.
    public let count: Int
    var progress: ProgressCounter?
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
    /// - Throws: `damaged` if a row is no recipient.
    public func next() throws(Failure) -> Recipient? {
        guard let row = try nextRow() else { return nil }
        return decoder.recipient(row)
    }

    func nextRow() throws(Failure) -> Row? {
        guard let row = cursor.current else {
            try segments.checkRead()
            return nil
        }
        cursor.advance()
        try cancellation.count()
        progress?.count()
        return row
    }
}

/// A row of `fields`.
public struct FieldInfo: Hashable, Sendable {
    /// The field's name.
    public let name: String
    /// How many recipients have a value.
    public let filled: Int
}
