/// What a failure is about: a part of the request, by its role or by its index.
///
/// Never by its text: two parts may be the same word, and a value may come from a variable. The caller knows where each
/// part is in the source.
public enum Subject: Hashable, Sendable {
    // MARK: Groups and states

    /// The group that is read or changed.
    case group
    /// The name that a group is to get.
    case newName
    /// A field of a new group, by its index in the list.
    case newField(Int)
    /// A field that a restore or an undo is limited to, by its index in the list.
    case onlyField(Int)
    /// The backup, or the state of a group, that is read.
    case backup
    /// The state that a comparison starts from, and the one that it arrives at.
    case firstState, secondState
    /// A part of the condition that picks recipients, by the bytes of the source that it is at.
    case condition(Range<Int>)

    // MARK: Recipients

    /// The address.
    case email
    /// The field that a value is given to, by the index of the assignment.
    case assignedField(Int)
    /// The value that a field is given, by the index of the assignment.
    case assignedValue(Int)

    // MARK: Files

    /// The file or text that rows are read from.
    case input
    /// The sheet of a workbook.
    case sheet
    /// The byte that sets columns apart.
    case delimiter
    /// The encoding of the file that rows are read from.
    case encoding
    /// A column of the file, by the index of the mapping that names it.
    case mappedColumn(Int)
    /// The field that a column becomes, by the index of the mapping.
    case mappedField(Int)
    /// The file that rejected rows are written to.
    case rejects
    /// The file that is written.
    case output

    // MARK: The log

    /// What the user notes about a change.
    case note

    // MARK: Time

    /// A point in time.
    case instant
    /// A length of time.
    case duration
    /// The zone in which people read and write times.
    case timeZone
}
