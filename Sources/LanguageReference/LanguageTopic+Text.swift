import CommandLanguage

extension LanguageTopic {
    var text: String {
        switch self {
        case .statements: Self.statementsText
        case .expressions: Self.expressionsText
        case .conditions: Self.conditionsText
        case .queries: Self.queriesText
        case .group: Self.groupText
        case .backup: Self.backupText
        case .undo: Self.undoText
        case .mode: Self.modeText
        case .consent: Self.consentText
        case .dates: Self.datesText
        case .asOf: Self.asOfText
        case .keys: Self.keysText
        }
    }

    private static let statementsText = """
        One statement a line; ";" separates several, "\\" at the end continues a line, "#" begins a comment.

          let NAME = COMMAND | QUERY | EXPRESSION      keep a result, rows or a value
          param NAME [= EXPRESSION]                    a value from the command line: NAME=value
          print EXPRESSION, …                          show values
          if EXPRESSION { … } else if … { … } else { … }
          for NAME in QUERY | EXPRESSION { … }         once for each row or element
          include FILE                                 run another file's statements in place
          expect EXPRESSION [, "WHY"]                  fail unless it is true
          expect error [CODE] [matching GLOB] { … }    fail unless a statement in it fails this way
          expect output { … } <<X                      fail unless the block prints the text
          try { … } else { … }                         continue after a failure, with $error.code
          rehearse { … } | COMMAND                     nothing of it stays
          scenario "TITLE" { … }                       a test, for "cbs test"
          skip ["WHY"]                                 end a scenario as skipped

        examples:
          let done = import list.csv into new group Newsletter
          expect $done.invalid = 0
          for g in groups where recipients = 0 { delete group $g.name }
        """

    private static let expressionsText = """
        From the loosest to the tightest:

          or
          and
          not
          = == != < <= > >= ~ !~ in, not in    "~" matches a glob, without regard to case
          + -
          * /
          .member

        Values: 3, -1.5, "text with $name or ${name}.csv", 'text as it is', 2026-01-31T10:00Z, 31d, 31 days, true,
        false, none, (1, 2), (1,), $name, $name.member, (group NAME), (backup ID), (recipient EMAIL of NAME).
        "none" is the missing value: a comparison with it is false, except "=" and "!=". There are no implicit
        conversions.

        Functions: count(rows) exists(rows) first(rows) last(rows) sum(rows, FIELD) min(rows, FIELD)
        max(rows, FIELD) now() today() today(days) day(instant) date(text) number(text) text(value) lower(text)
        upper(text) trim(text) length(text) replace(text, old, new) split(text, separator)
        join(list, separator) default(value, fallback), and in conditions field("NAME WITH SPACES").
        An expression in parentheses may take the place of FIELD.

        examples:
          expect (group Newsletter).recipients = 3
          print count(recipients of Newsletter where number(age) > 18)
          expect now() - first(backups).created < 31 days
        """

    private static var queriesText: String {
        let width = RowKind.allCases.map { syntax(of: $0).count }.max() ?? 0
        let rows = RowKind.allCases.map { kind in
            let fields = RowFields.of(kind)
            let open = fields.names.isEmpty ? ["one for each column"] : ["the group's own"]
            let names = (fields.names + (fields.isOpen ? open : [])).joined(separator: ", ")
            let gap = String(repeating: " ", count: width - syntax(of: kind).count + 2)
            let lines = names.wrapped(indentation: width + 4)
            return "  \(syntax(of: kind))\(gap)" + lines.joined(separator: "\n").drop { $0 == " " }
        }
        return """
            ROWS [where CONDITION] [count by FIELD, …] [sort by FIELD [asc|desc], …]
                 [limit NUMBER] [show FIELD, …]
                 [to FILE [--overwrite] [--format csv|tsv|json|jsonl]]

            Rows and their fields:
            \(rows.joined(separator: "\n"))

            A STATE is a BACKUP (backup ID, latest backup of NAME), a group's NAME, or NAME as of INSTANT.

            In a condition a bare word is a field of the row; a text is quoted. Within an expression, put a query in
            parentheses or in a function.

            examples:
              recipients of Newsletter where status = "active" and city ~ "k*" sort by registered desc limit 5
              backups where deleted
              recipients of Newsletter count by city, status limit 10
              groups sort by active desc, name show name, active
              print count(recipients of latest backup of Newsletter)
            """
    }

    static func syntax(of kind: RowKind) -> String {
        switch kind {
        case .groups, .deletedGroups, .log: kind.rawValue
        case .backups: "backups [of NAME]"
        case .recipients: "recipients of STATE"
        case .backupChanges: "changes of BACKUP"
        case .recipientChanges: "changes of recipient EMAIL [of NAME]"
        case .find: "find EMAIL|GLOB"
        case .fields, .activity: "\(kind.rawValue) of NAME"
        case .rows: "rows of FILE"
        }
    }
}

extension LanguageTopic {
    /// The keys of the prompt.
    static let keysText = """
        The shell edits lines as emacs does; "bind -v" in ~/.editrc switches to vi.

        moving
          Left, Right, ^B, ^F         by a character
          Alt-B, Alt-F, ^Left, ^Right by a word
          Home, End, ^A, ^E           to the beginning, to the end
        editing
          Backspace, Delete, ^D       remove a character; ^D leaves if there is none
          ^W; Alt-D, ^Delete          remove the word before, after
          ^U, ^K                      remove the line, what follows
          ^Y                          put back what was removed last
        history
          Up, Down                    older, newer statements that contain what is typed
          ^P, ^N                      older, newer statements
          ^R                          search backwards; again for the next match
          a space first               keeps a statement out of it; "history" lists it
        completing
          Tab                         completes what may follow, or lists the choices;
                                      again lists all
        vi (after "bind -v")
          Esc                         to commands: h l w b 0 $ x dw dd u p / n
          i, a, A                     back to typing
        running
          Enter                       runs, or asks for the rest of what is open
          ^C                          clears the line; stops a command before it changes anything
          ^D                          leaves, as "quit" does
          ^Z                          suspends; "fg" comes back

        Pasted lines run only at Enter.
        """
}
