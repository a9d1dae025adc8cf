/// The kinds of rows that a query yields, by the word that begins it.
public enum RowKind: String, CaseIterable, Sendable {
    case groups, backups, recipients, fields, activity, log
}
