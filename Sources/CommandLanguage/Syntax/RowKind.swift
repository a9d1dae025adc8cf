/// The kinds of rows that a query yields, by the word that begins it.
public enum RowKind: String, CaseIterable, Sendable {
    /// The names with which queries begin; `RowFields` says what each holds.
    case groups, backups, recipients, fields, activity, log
}
