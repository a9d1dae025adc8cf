import Recipients
import Testing

@testable import Account
@testable import CommandLanguage

/// The checker knows the texts that some fields can hold. It does not know the account, whose words they are.
struct FieldValueTests {
    @Test(arguments: [
        (RowKind.backups, "reason", BackupReason.allCases.map(\.rawValue)),
        (.recipients, "status", Status.allCases.map(\.rawValue)), (.find, "status", Status.allCases.map(\.rawValue)),
        (.backupChanges, "change", [RecipientChange.Kind.added, .removed, .changed].map(\.rawValue)),
        (.recipientChanges, "change", [RecipientChange.Kind.added, .removed, .changed].map(\.rawValue)),
        (.activity, "event", ActivityEvent.allCases.map(\.rawValue)),
        (.log, "action", LogEntry.Action.known.map(\.rawValue)),
        (.recipientChanges, "action", LogEntry.Action.known.map(\.rawValue) + ["edit"]),
    ])
    func areThoseOfTheAccount(rows: RowKind, field: String, values: [String]) throws {
        #expect(try #require(RowFields.of(rows).field(named: field)).values == values)
    }
}
