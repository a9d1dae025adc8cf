public import Recipients

/// What the reference says of each code.
extension ErrorCode {
    /// What is wrong, as half a sentence.
    public var meaning: String { explanation.meaning }

    /// What to do about it, as half a sentence.
    public var remedy: String { explanation.remedy }

    private var explanation: (meaning: String, remedy: String) {
        switch self {
        case .syntax: ("the text cannot be read as statements", "the place is marked; `help COMMAND` shows the syntax")
        case .unknownCommand: ("there is no such command, statement or topic", "`help` lists them")
        case .unknownOption:
            ("the command has no such option, or the script no such parameter", "`help COMMAND` lists its options")
        case .unknownVariable: ("no `let`, `param` or `for` has named it before", "give it a value first")
        case .unknownField: ("the rows, or the result, have no such field", "quote it if it is a text")
        case .unknownColumn: ("`--map` names a column that the file does not have", "the message lists its columns")
        case .typeMismatch: ("a value is of the wrong kind", "convert it: `number(age)`, `date(text)`")
        case .unknownGroup: ("no group of that name stands", "`groups` lists them; `into new group` makes one")
        case .duplicateGroup: ("a group of that name stands already", "leave out `new`, or choose another name")
        case .unknownBackup: ("no backup ever had that id, or the group has none", "`backups` lists them")
        case .expiredBackup: ("the backup is gone; the message says since when", "an older file or another backup")
        case .unknownRecipient:
            ("the address is not in the group, or in none", "look for it with `where email ~ \"…\"`")
        case .duplicateRecipient: ("the address is in the group already", "`update recipient`")
        case .invalidName: ("a name is empty, longer than 255 bytes or holds control characters", "choose another")
        case .invalidEmail: ("an address is not well formed; the message says why", "mend it, or leave out `--strict`")
        case .invalidValue: ("a date, a number or another value cannot be read", "the message says what was expected")
        case .missingEmailColumn: ("no column of the file holds addresses", "`--map COLUMN=email`")
        case .malformedFile: ("a file is not in its format; the message names the line", "mend it, or `--delimiter`")
        case .unreadableFile: ("a file is not there, is no regular file or may not be read", "check its name")
        case .fileExists: ("a file is in the way", "`--overwrite`, or another name")
        case .consent: ("the import would make recipients who left active again", "keep the columns of the sign-up")
        case .readOnly: ("the store was opened with `--read-only`", "leave that out")
        case .locked: ("another process changes the store; the message names it", "wait for its end")
        case .damaged: ("files of the store are not as they were written", "`cbs verify`, then `cbs salvage FROM TO`")
        case .storage: ("the store's files cannot be made, written or read", "space, rights, or `cbs init`")
        case .clockNotSimulated: ("the clock is the system's and does not move so", "`--simulate`")
        case .clockBackwards: ("a simulated clock moves forwards only", "a new store, or a later time")
        case .expectation:
            ("an `expect` did not pass; both sides are shown", "the data or the script is not as thought")
        case .suspicious:
            (
                "the import looks like an accident; the message says why",
                "check the file; `--guard warn` imports it anyway"
            )
        case .usage: ("the program or an option is used in a way it cannot be", "the message says what is missing")
        case .cancelled: ("somebody interrupted it", "start it again; what was done stays")
        case .outcomeUnknown:
            ("the store failed at the commit, and could not be asked what it has since", "look before you try again")
        }
    }
}
