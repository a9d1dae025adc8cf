import Recipients

/// What the reference says about each code.
extension ErrorCode {
    /// What is wrong, as half a sentence.
    var meaning: String { explanation.meaning }

    /// What to do about it, as half a sentence.
    var remedy: String { explanation.remedy }

    private var explanation: (meaning: String, remedy: String) {
        switch self {
        case .syntax:
            ("the text cannot be read as statements", "look at the marked place; `help COMMAND` shows the syntax")
        case .unknownCommand: ("no command, statement or topic has this name", "`help` lists them")
        case .unknownOption:
            ("the command has no option of this name", "`help COMMAND` lists its options")
        case .unknownVariable:
            (
                "no `let`, `param` or `for` has named it before, or the script has no parameter of this name",
                "give it a value first; the message lists the parameters"
            )
        case .unknownField: ("the rows, or the result, have no field of this name", "quote it if it is a text")
        case .unknownColumn: ("`--map` names a column that the file does not have", "the message lists its columns")
        case .typeMismatch: ("a value is of the wrong kind", "convert it: `number(age)`, `date(text)`")
        case .unknownGroup: ("no group has this name", "`groups` lists them; `into new group` creates one")
        case .duplicateGroup: ("a group already has this name", "leave out `new`, or choose another name")
        case .unknownBackup: ("no backup ever had this id, or the group has none", "`backups` lists them")
        case .expiredBackup: ("the backup has expired; the message says when", "use another backup or an older file")
        case .unknownRecipient:
            ("the address is not in the group, or in none", "`find ADDRESS` shows where it is and was")
        case .duplicateRecipient: ("the address is already in the group", "`update recipient`")
        case .invalidName: ("a name is empty, longer than 255 bytes or contains control characters", "choose another")
        case .invalidEmail: ("an address is not valid; the message says why", "correct it, or leave out `--strict`")
        case .invalidValue: ("a date, a number or another value cannot be read", "the message says what was expected")
        case .missingEmailColumn: ("the file has no column of addresses", "`--map COLUMN=email`")
        case .malformedFile:
            ("a file is not in its format; the message names the line", "correct it, or use `--delimiter`")
        case .unreadableFile: ("a file is missing, is not a regular file or may not be read", "check its name")
        case .fileExists: ("the file already exists", "`--overwrite`, or another name")
        case .consent: ("the import would make recipients who left active again", "keep the sign-up columns")
        case .readOnly: ("the store was opened with `--read-only`", "leave that out")
        case .locked: ("another process is changing the store; the message names it", "wait until it has finished")
        case .damaged: ("files of the store have been changed or lost", "`cbs verify`, then `cbs salvage FROM TO`")
        case .storage:
            ("the store's files cannot be created, written or read", "check space and permissions, or use `cbs init`")
        case .clockNotSimulated: ("the store runs on the system clock, which cbs does not set", "`--simulate`")
        case .clockBackwards: ("a simulated clock only moves forwards", "use a later time, or a new store")
        case .expectation:
            ("an `expect` did not pass; both sides are shown", "check the data and the script")
        case .suspicious:
            (
                "the import looks like an accident; the message says why",
                "check the file; `--guard warn` imports it anyway"
            )
        case .usage: ("the program or an option is used wrongly", "the message says what is missing")
        case .cancelled: ("the statement was interrupted", "start it again; what was done before stays")
        case .outcomeUnknown:
            (
                "the connection was lost at the commit and could not be restored to check",
                "check the group and the log before you try again"
            )
        }
    }
}
