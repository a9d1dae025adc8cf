public import Recipients
internal import Snapshots

/// One recipient of a group or a backup.
public struct Recipient: Hashable, Sendable {
    /// The normalised address.
    public let email: String
    /// When the recipient registered, confirmed and left.
    public let signUp: SignUp
    /// Where the address came from, as the file said it.
    public let source: String?
    /// The values of the group's own fields, in the order of the fields.
    public let values: [String?]

    /// What the dates of the sign-up make the recipient.
    public var status: Status { signUp.status }
}

/// Turns rows of a group's segments into recipients.
struct RecipientDecoder {
    /// The columns of the fields that are wanted, from the address on, ascending, each with its place among the values.
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
