import Testing

@testable import CommandLanguage

/// The messages of the parser: code, place, sentence and help.
@Suite struct MessageTests {
    private func problems(_ text: String) -> [String] {
        Parser.parse(Source(name: "t", text: text)).diagnostics.map { problem in
            let column = problem.location?.column ?? 0
            let help = problem.help.map { " (\($0))" } ?? ""
            return "\(column) \(problem.code.rawValue): \(problem.message)\(help)"
        }
    }

    /// Mistakes, and their columns, codes, sentences and help.
    private static let messages: [(String, String)] = [
        ("restor 3", "1 unknown-command: there is no command \"restor\" (did you mean \"restore\"?)"),
        ("xyzzy", "1 unknown-command: there is no command \"xyzzy\" (\"help\" lists the commands)"),
        ("\\q", "1 unknown-command: there is no command \"\\q\" (did you mean \"quit\"?)"),
        (
            "quit()",
            "5 syntax: unexpected \"(\": expected the end of the statement (did you mean \"quit\"?)"
        ),
        ("print 1.5h", "7 syntax: \"1.5h\" is not a value (write 90s, 45m, 12h, 31d or 2w, or 31 days)"),
        ("print 5d12h", "7 syntax: \"5d12h\" is not a value (write 90s, 45m, 12h, 31d or 2w, or 31 days)"),
        ("print 1y", "7 syntax: \"1y\" is not a value (write 90s, 45m, 12h, 31d or 2w, or 31 days)"),
        ("x = 3", "1 unknown-command: there is no command \"x\" (\"let\" gives a name a value: let x = …)"),
        ("count(groups)", "1 unknown-command: there is no command \"count\" (\"print\" shows a value)"),
        (
            "\"verify\"",
            "1 syntax: a statement begins with a command, not with the text \"verify\" "
                + "(\"print\" shows a value; quoted text is never a command)"
        ),
        ("delete grup X", "8 syntax: expected \"group\", found \"grup\" (did you mean \"group\"?)"),
        (
            "delete",
            "7 syntax: expected \"group\", found the end of the statement (\"help delete\" shows what it takes)"
        ),
        (
            "set retenton 3d",
            "5 syntax: expected \"backup\", \"retention\", \"time\", \"guard\" or \"format\", found \"retenton\" (did you mean \"retention\"?)"
        ),
        (
            "clock foo",
            "7 syntax: unexpected \"foo\": expected \"set\", \"advance\", \"reset\" or the end of the statement "
                + "(\"help clock\" shows what it takes)"
        ),
        (
            "show Kunden",
            "6 syntax: expected \"group\", \"backup\", \"recipient\", \"settings\" or \"store\", found \"Kunden\" "
                + "(\"help show\" shows what it takes)"
        ),
        (
            "record Kunden",
            "8 syntax: expected \"open\", \"click\" or \"bounce\", found \"Kunden\" (\"help record\" shows what it takes)"
        ),
        (
            "delete group My List",
            "17 syntax: unexpected \"List\": expected \"via\", an option or the end of the statement "
                + "(quote a text of several words: \"My List\")"
        ),
        ("import a.csv int X", "14 syntax: expected \"into\", found \"int\" (did you mean \"into\"?)"),
        (
            "import a.csv into group",
            "24 syntax: expected a group's name, found the end of the statement "
                + "(\"group\" is a keyword here; quote it to use it as a group's name)"
        ),
        (
            "restore 3 where a = 1 into X",
            "23 syntax: unexpected \"into\": expected an option or the end of the statement "
                + "(usage: restore <source> [into [new] [group] <group>] [where <condition>])"
        ),
        (
            "create group a,b",
            "15 syntax: unexpected \",\": expected an option or the end of the statement "
                + "(quote a text that contains \",\")"
        ),
        (
            "restore x",
            "9 invalid-value: \"x\" is not a backup's id (write: restore latest backup of x; \"backups\" lists the ids)"
        ),
        (
            "restore deleted group \"N L\"",
            "9 invalid-value: \"deleted\" is not a backup's id (write: restore latest backup of \"N L\"; \"backups\" lists the ids)"
        ),
        (
            "restore group NL",
            "17 syntax: expected \"as\", found the end of the statement "
                + "(write: restore latest backup of NL; with \"as of\", a time says which state)"
        ),
        ("rest", "1 unknown-command: there is no command \"rest\" (did you mean \"restore\"?)"),
        (
            "undo --dry-run",
            "6 unknown-option: \"undo\" has no option \"--dry-run\" "
                + "(\"rehearse\" before a statement shows what it would do, and changes nothing)"
        ),
        (
            "show backup 0.5",
            "13 invalid-value: \"0.5\" is not a backup's id (an id is a whole number from 1; \"backups\" lists them)"
        ),
        (
            "clock set tomorrow",
            "11 invalid-value: \"tomorrow\" is not a valid instant (write (today(1)) for its beginning, (today(1) + 15h) for 3 pm)"
        ),
        (
            "clock set 2026-02-30",
            "11 invalid-value: \"2026-02-30\" is not a valid instant (write 2026-01-31, 2026-01-31T10:00 or 2026-01-31T10:00:00Z)"
        ),
        (
            "print 2026-02-30",
            "7 invalid-value: \"2026-02-30\" is not a valid instant (write 2026-01-31, 2026-01-31T10:00 or 2026-01-31T10:00:00Z)"
        ),
        (
            "set retention soon",
            "15 invalid-value: \"soon\" is not a valid duration (write 90s, 45m, 12h, 31d or 2w, or 31 days)"
        ),
        ("groups limit -1", "14 invalid-value: \"-1\" is not a number of rows (write a whole number from 0)"),
        ("groups limit x", "14 invalid-value: \"x\" is not a number of rows (write a whole number from 0)"),
        (
            "import a into X --mode ad",
            "24 invalid-value: --mode takes add, update, update-add or replace, not \"ad\" (did you mean \"add\"?)"
        ),
        (
            "import a into X --mod add",
            "17 unknown-option: \"import\" has no option \"--mod\" (did you mean \"--mode\"?)"
        ),
        (
            "rename group X to Y --mode add",
            "21 unknown-option: \"rename group\" takes no options, found \"--mode\" (leave it out)"
        ),
        ("import a into X --mode", "17 syntax: --mode needs a value (write --mode add|update|update-add|replace)"),
        ("import a into X --strict=1", "25 syntax: --strict takes no value (write --strict alone)"),
        ("import a into X --mode add --mode add", "28 syntax: --mode is given twice (leave one out)"),
        ("import a into X --delimiter ;", "17 syntax: --delimiter needs a value (quote it: --delimiter \";\")"),
        (
            "import a into X --delimiter ab",
            "29 invalid-value: \"ab\" is not a valid delimiter (give one character, or comma, semicolon, tab or pipe)"
        ),
        (
            "import a into X --map E-Mail",
            "29 syntax: expected \"=\", found the end of the statement "
                + "(write --map COLUMN=FIELD, or COLUMN= to leave a column out)"
        ),
        (
            "import l.csv into A --map =x",
            "27 syntax: expected a column, found \"=\" (write --map COLUMN=FIELD, or COLUMN= to leave a column out)"
        ),
        (
            "import l.csv into A --map = x --strict",
            "27 syntax: expected a column, found \"=\" (write --map COLUMN=FIELD, or COLUMN= to leave a column out)"
        ),
        (
            "import l.csv into A --map=x",
            "28 syntax: expected \"=\", found the end of the statement "
                + "(write --map COLUMN=FIELD, or COLUMN= to leave a column out)"
        ),
        (
            "changes of 3",
            "12 syntax: expected \"recipient\", \"latest\" or \"backup\", found \"3\" (write changes of backup 3)"
        ),
        ("let $x = 3", "5 syntax: expected a name, found \"$x\" (write the name without \"$\" here: x)"),
        (
            "let a-b = 3",
            "5 syntax: \"a-b\" is not a valid variable name (a name is a letter or \"_\", then letters, digits and \"_\")"
        ),
        ("let x = Anna", "9 syntax: \"Anna\" is not a value (quote a text: \"Anna\")"),
        (
            "if (group X).backup = No { }",
            "23 syntax: \"No\" is not a value (write false; texts need quotes: \"No\")"
        ),
        ("let x = 1; print x", "18 syntax: \"x\" is not a value (did you mean \"$x\"? texts need quotes: \"x\")"),
        (
            "for g in groups { print g.name }",
            "25 syntax: \"g.name\" is not a value (did you mean \"$g.name\"? texts need quotes: \"g.name\")"
        ),
        ("let g = 1; print g.1st", "18 syntax: \"g.1st\" is not a value (quote a text: \"g.1st\")"),
        ("print nil", "7 syntax: \"nil\" is not a value (write none, which is the missing value)"),
        ("print groups", "7 syntax: \"groups\" is not a value (put a query in parentheses: (groups))"),
        ("print recipients", "7 syntax: \"recipients\" is not a value (put a query in parentheses: (recipients …))"),
        (
            "let x = rehearse { create group A }",
            "18 syntax: expected a command, found \"{\" (rehearse one command to keep its result, without braces)"
        ),
        (
            "recipients of A show city, City",
            "28 syntax: the field \"City\" is given twice (leave one out)"
        ),
        ("groups count by name, name", "23 syntax: the field \"name\" is given twice (leave one out)"),
        (
            "export group A show email, email to a.csv",
            "28 syntax: the field \"email\" is given twice (leave one out)"
        ),
        (
            "clock advance 9999999d",
            "15 invalid-value: \"9999999d\" is too long for a duration (use a shorter one, such as 31d)"
        ),
        (
            "clock advance 9999999 days",
            "15 invalid-value: \"9999999 days\" is too long for a duration (use a shorter one, such as 31d)"
        ),
        (
            "set retention 99999999999999999999999 days",
            "15 invalid-value: \"99999999999999999999999 days\" is too long for a duration "
                + "(use a shorter one, such as 31d)"
        ),
        (
            "print -99999999999999999999 days",
            "7 invalid-value: \"-99999999999999999999 days\" is too long for a duration "
                + "(use a shorter one, such as 31d)"
        ),
        (
            "print 99999999999999999999w",
            "7 invalid-value: \"99999999999999999999w\" is too long for a duration (use a shorter one, such as 31d)"
        ),
        (
            "restore -1",
            "9 invalid-value: \"-1\" is not a backup's id (an id is a whole number from 1; \"backups\" lists them)"
        ),
        ("print 1+2", "7 syntax: \"1+2\" is not a value (operators need white space on both sides: 1 + 2)"),
        (
            "print 3 -1",
            "9 syntax: unexpected \"-1\": expected \",\" or the end of the statement "
                + "(operators need white space on both sides: 3 - 1)"
        ),
        (
            "print today(1, 2)",
            "7 syntax: today(…) takes at most 1 argument (write today(), or today(-1) for yesterday)"
        ),
        ("print 1 = 2 = 3", "13 syntax: comparisons cannot be chained (join two of them with \"and\")"),
        (
            "print \"a\"!~ \"b\"",
            "10 syntax: \"!~\" needs white space on both sides "
                + "(write a space on both sides: \"a\" !~ \"b\")"
        ),
        ("print conut(groups)", "7 syntax: there is no function \"conut\" (did you mean \"count\"?)"),
        ("print field(\"x\")", "7 syntax: field(…) is only allowed in a condition (write $row.name elsewhere)"),
        (
            "print",
            "6 syntax: expected a value, found the end of the statement (\"help expressions\" shows how values are written)"
        ),
        (
            "groups where",
            "13 syntax: expected a field or a value, found the end of the statement (\"help expressions\" shows how values are written)"
        ),
        ("print (1", "7 syntax: this \"(\" is never closed (close it with \")\")"),
        (
            "if true\n{ }",
            "8 syntax: expected \"{\", found the end of the statement (put the \"{\" on the same line)"
        ),
        ("if true { ", "9 syntax: this \"{\" is never closed (close it with \"}\")"),
        ("}", "1 syntax: this \"}\" has no matching \"{\" (remove it, or begin a block with \"{\" before it)"),
        ("else { }", "1 syntax: \"else\" has no \"if\" (put it on the same line as the \"}\" before it)"),
        ("print \"a", "7 syntax: this text is never closed (close it with \", or quote a word that contains \")"),
        (
            "create group Anna's",
            "18 syntax: this text is never closed (close it with ', or quote a word that contains ')"
        ),
        (
            "print \"a\\qb\"",
            "9 syntax: unknown escape \"\\q\" "
                + #"(the escapes are \" \\ \n \t \r \$ \u{HEX}; write \\ for a backslash, or use '…')"#
        ),
        (
            "print \"\\u{110000}\"",
            "8 syntax: \"\\u{110000}\" is not a character "
                + #"(write the number of a character in hexadecimal digits: "\u{e9}")"#
        ),
        (
            "print \"${a b}\"",
            "8 syntax: \"${a\" is not a variable "
                + #"(write "${name}" or "${name.member}", and "\$" for a dollar sign)"#
        ),
        (
            "import <<E into X",
            "8 syntax: the here-document \"E\" is never closed (end it with a line that contains only E)"
        ),
        ("print Hello!", "12 syntax: unexpected \"!\" (quote a text that contains \"!\")"),
        (
            "expect error unknown-grup { }",
            "14 invalid-value: there is no error code \"unknown-grup\" (did you mean \"unknown-group\"?)"
        ),
    ]

    @Test(arguments: messages)
    func message(_ text: String, expected: String) {
        #expect(problems(text) == [expected])
    }

    @Test func wrongOptionsAreAllReported() {
        #expect(
            problems("import a into X --foo --empty maybe").map { $0.prefix(30) } == [
                "17 unknown-option: \"import\" ha", "31 invalid-value: --empty take",
            ])
    }
}
