import Recipients

/// What people write who come from other languages, and what it is called in this one.
enum Lookalike {
    /// What to write instead of a word that begins no statement.
    static func ofStatement(_ word: String) -> String? {
        if word.hasPrefix("//") { return "a comment begins with \"#\"" }
        if let keywords = afterBlock(word) { return "write \(keywords.quoted) on the line of the \"}\" before it" }
        if let sentence = ofClient(word.lowercased()) ?? ofRehearsal(word) { return sentence }
        switch word.lowercased() {
        case "undelete":
            return
                "\"undo\" takes back the last change that left a backup; \"restore latest backup of NAME\" brings a deleted group back"
        case "revert": return "\"undo\" takes back the last change that left a backup"
        case "recover": return "\"restore\" brings back the rows of a backup"
        case "unerase": return "what is erased is gone for good"
        case "resubscribe":
            return "--resubscribe, an option of \"import\" and \"restore\", lets rows make recipients active again"
        case "while", "until", "loop", "foreach", "each":
            return "\"for NAME in …\" runs a block for each row or element"
        case "list", "get", "ls":
            return helpOnQueries
        case "echo", "puts", "printf": return "\"print\" shows a value"
        case "assert": return "\"expect\" fails unless its condition holds"
        case "var", "const", "local": return "\"let\" gives a name a value: let x = …"
        case "def", "func", "function", "sub":
            return "\"run FILE NAME=value\" runs a script with values for its parameters"
        default: return ofSQL(word.lowercased())
        }
    }

    /// What to write instead of a word or an option for trying something out.
    static func ofRehearsal(_ word: String) -> String? {
        let isMeant = ["dry-run", "dryrun", "rehearse", "simulate", "preview", "pretend"].contains(word.lowercased())
        return isMeant ? "\"rehearse\" before a statement shows what it would do, and changes nothing" : nil
    }

    private static let helpOnQueries = "a query begins with its rows: groups, backups, recipients of NAME, log"

    /// What to write instead of the commands of other programs with a prompt, such as psql and sqlite3.
    private static func ofClient(_ word: String) -> String? {
        switch word {
        case "\\q", "\\quit", ".quit", ".exit", ":q", ":q!", ":wq", "q", "bye", "logout": "did you mean \"quit\"?"
        case "\\?", "\\h", "\\help", ".help", "?", "h", "man": "did you mean \"help\"?"
        case "\\dt", "\\dt+", "\\l", ".tables", ".databases", "\\dn": "\"groups\" lists the groups"
        case "\\d", "\\d+", ".schema", "describe", "desc":
            "\"groups\" lists the groups, and \"fields of NAME\" the fields of one"
        case "\\i", "\\ir", ".read", "source": "\"run FILE\" runs a script"
        case "\\c", "\\connect", ".open", "use":
            "a session has one store: \"cbs --store PLACE\" begins one with another"
        case "\\x", ".mode": "\"set format\" chooses how results are shown"
        case "\\o", ".output", ".once": "\"to FILE\" at the end of a query writes its rows into a file"
        case "\\s": "did you mean \"history\"?"
        case "clear", "cls": "Ctrl-L clears the screen"
        default: nil
        }
    }

    private static func ofSQL(_ word: String) -> String? {
        switch word {
        case "select": helpOnQueries
        case "insert": "\"add recipient EMAIL to NAME\" adds one recipient, \"import FILE into NAME\" a list"
        case "drop": "\"delete group NAME\" deletes a group"
        case "truncate": "\"delete group NAME\" deletes a group with its recipients"
        case "rollback", "abort": "\"undo\" takes back the last change that left a backup"
        case "begin", "commit", "savepoint":
            "each statement is a transaction of its own; \"rehearse { … }\" tries several without changing anything"
        default: nil
        }
    }

    /// What to write instead of a program behind `|` to which a shell would send the rows of a query.
    static func ofFilter(_ program: String) -> String? {
        switch program {
        case "head", "less", "more": "\"limit N\" shows the first N rows"
        case "tail": "\"sort by FIELD desc limit N\" shows the last N rows"
        case "wc": "\"print count(…)\", with the query in the parentheses, shows how many rows there are"
        case "grep", "egrep", "rg": "\"where FIELD ~ PATTERN\" chooses rows: where email ~ \"*@example.com\""
        case "uniq": "\"count by FIELD\" counts the rows of each value"
        case "cat", "tee", "awk", "cut", "sed", "jq", "xargs", "column", "csvlook":
            "\"to FILE\" at the end of the query writes its rows into a file for other programs"
        default: nil
        }
    }

    /// The keywords for another branch in place of those of other languages.
    static func afterBlock(_ word: String) -> String? {
        switch word.lowercased() {
        case "elif", "elsif", "elseif": "else if"
        case "catch", "except", "rescue": "else"
        default: nil
        }
    }

    /// What to write instead of words within a statement.
    ///
    /// - Parameters:
    ///   - word: The word that was not expected.
    ///   - next: The word after it; empty if there is none.
    static func within(_ word: String, before next: String) -> String? {
        if word.hasPrefix("//") { return "a comment begins with \"#\"" }
        if word.hasPrefix("**") || word == "^" { return helpOnPowers }
        switch (word.lowercased(), next.lowercased()) {
        case ("order", "by"): return "write \"sort by\""
        case ("group", "by"): return "write \"count by\", which counts the rows of each value"
        case ("is", "not"): return "write \"!= none\""
        case ("is", _): return "write \"= none\""
        case ("like", _), ("ilike", _), ("matches", _): return "write ~ and a pattern in quotes: ~ \"*@example.com\""
        case ("contains", _): return "write ~ and a pattern in quotes: ~ \"*…*\""
        case ("&", _), ("&&", _): return "write \"and\""
        case ("|", _), ("||", _): return "write \"or\""
        case ("ago", _): return "write now() - 3 days"
        case ("timezone", _), ("time-zone", _), ("time_zone", _): return "write \"set time zone NAME\""
        case ("between", _): return "join two comparisons with \"and\""
        case ("\\", _): return "a \\ continues a line only if nothing follows it, not even a space"
        default: return nil
        }
    }

    static let helpOnPowers = "there is no operator for powers; multiply with *"

    /// What commands are about, by the words before its name.
    enum Object: String {
        case group, recipient, backup, backups
    }

    /// The command for what somebody wanted to do to an object with another verb, which does not apply to it.
    static func command(_ verb: String, on object: Object) -> Verb? {
        switch (verb, object) {
        case ("remove", .group), ("erase", .group): .deleteGroup
        case ("delete", .recipient): .removeRecipient
        case ("create", .recipient): .addRecipient
        case ("add", .group): .createGroup
        case ("download", .group): .exportGroup
        case ("export", .backup): .download
        default: nil
        }
    }

    /// What to know about an object that no command does this to.
    static func sentence(on verb: String, _ object: Object) -> String? {
        guard ["remove", "delete", "erase"].contains(verb), object == .backup || object == .backups else { return nil }
        return "backups expire by themselves: \"set retention DURATION\" sets after how long"
    }

    /// Comparisons as other languages write them.
    static let comparisons: [String: Comparison] = [
        "<>": .notEqual, "=>": .greaterOrEqual, "=<": .lessOrEqual, "===": .equal,
    ]

    /// What to write instead of a word that other languages would read as a value.
    static func ofValue(_ word: String) -> String? {
        if isMissingValue(word) { return helpOnMissingValue }
        if word.hasPrefix("[") { return "a list is written in parentheses: (1, 2), or (1,)" }
        if Numeral.value("0" + word) != nil, word.hasPrefix(".") { return "write 0\(word)" }
        if word.hasSuffix("."), let number = Numeral.value(word.dropLast()) {
            return "write \(NumberText.plain(number))"
        }
        if isLikeDuration(word) { return ValueProblem.helpOnDurations }
        if word.hasPrefix("-"), TimeSpan(String(word.dropFirst())) != nil { return "write - \(word.dropFirst())" }
        return Numeral.isTooLarge(word) ? "the largest number is \(Double.greatestFiniteMagnitude)" : nil
    }

    /// Whether a word consists of numbers with units of time, but not as a duration is written: `1.5h`, `5d12h`, `1y`.
    private static func isLikeDuration(_ word: String) -> Bool {
        var rest = word[...]
        while !rest.isEmpty {
            let number = rest.prefix { $0.isNumber || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix(while: \.isLetter)
            rest = rest.dropFirst(unit.count)
            guard Numeral.value(number) != nil, isUnit(unit.lowercased()) else { return false }
        }
        return true
    }

    private static func isUnit(_ word: String) -> Bool {
        ["y", "yr", "year", "years", "month", "months"].contains(word) || TimeSpan.Unit(word) != nil
    }

    /// The query that was probably meant by the name of a field that counts such rows.
    static func query(namedLikeCount field: String) -> String? {
        switch field.lowercased() {
        case "backups": "(backups show group)"
        case "recipients": "(recipients of NAME)"
        default: nil
        }
    }

    /// What a closed set of values says for a word that is none of them; nil if it says nothing for it.
    static func ofMember(_ word: String, of values: [String]) -> String? {
        let meant = word.lowercased() == "subscribed" ? "active" : nil
        return meant.flatMap { values.contains($0) ? $0 : nil }
    }

    /// The state of a switch that somebody means who writes a word for true or false; nil for other words.
    static func ofSwitch(_ word: String) -> String? {
        word.lowercased().stateOfSwitch.map { $0 ? "on" : "off" }
    }

    /// The words with which tables and sentences show true and false.
    static let switchWords = ["yes": true, "on": true, "no": false, "off": false]

    static let helpOnMissingValue = "write none, which is the missing value"

    /// Whether a word is the missing value of another language.
    static func isMissingValue(_ word: String) -> Bool { ["null", "nil"].contains(word.lowercased()) }

    /// What to write instead of a time as people say it, where an expression may be.
    static func ofInstant(_ text: String) -> String? {
        switch text.lowercased() {
        case "now": "now()"
        case "today", "heute": "today()"
        case "yesterday", "gestern": "today(-1)"
        case "tomorrow", "morgen": "today(1)"
        default: nil
        }
    }

    /// Whether a text is a time of day without the day: `3`, `15:04`, `3pm`.
    static func isTimeOfDay(_ text: String) -> Bool {
        let text = text.lowercased()
        let number = text.hasSuffix("am") || text.hasSuffix("pm") ? String(text.dropLast(2)) : text
        let parts = number.split(separator: ":", omittingEmptySubsequences: false)
        return (1...3).contains(parts.count)
            && parts.allSatisfy { (1...2).contains($0.utf8.count) && $0.allSatisfy(\.isNumber) }
    }
}
