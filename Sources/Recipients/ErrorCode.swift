/// The stable codes of errors. Scripts match them (`expect error unknown-group { … }`), so none is ever renamed.
public enum ErrorCode: String, CaseIterable, Sendable {
    case syntax
    case unknownCommand = "unknown-command"
    case unknownOption = "unknown-option"
    case unknownVariable = "unknown-variable"
    case unknownField = "unknown-field"
    case unknownColumn = "unknown-column"
    case typeMismatch = "type-mismatch"
    case unknownGroup = "unknown-group"
    case duplicateGroup = "duplicate-group"
    case unknownBackup = "unknown-backup"
    case expiredBackup = "expired-backup"
    case unknownRecipient = "unknown-recipient"
    case duplicateRecipient = "duplicate-recipient"
    case invalidName = "invalid-name"
    case invalidEmail = "invalid-email"
    case invalidValue = "invalid-value"
    case missingEmailColumn = "missing-email-column"
    case malformedFile = "malformed-file"
    case unreadableFile = "unreadable-file"
    case fileExists = "file-exists"
    case consent
    case readOnly = "read-only"
    case locked
    case damaged
    case storage
    case clockNotSimulated = "clock-not-simulated"
    case clockBackwards = "clock-backwards"
    case expectation
    case cancelled
}
