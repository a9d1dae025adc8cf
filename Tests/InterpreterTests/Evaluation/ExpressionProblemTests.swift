import CommandLanguage
import Recipients
import Testing

struct ExpressionProblemTests {
    /// The expression, the code, and what the message must name.
    @Test(arguments: [
        ("1 = \"1\"", ErrorCode.typeMismatch, "a number with a text"),
        ("\"1\" < 2", .typeMismatch, "a text with a number"),
        ("now() > \"2026-01-01\"", .typeMismatch, "an instant with a text"),
        ("true < false", .typeMismatch, "true or false"), ("(1, 2) < (1, 3)", .typeMismatch, "a list"),
        ("1 + \"a\"", .typeMismatch, "a number and a text"),
        ("now() + now()", .typeMismatch, "an instant and an instant"),
        ("1 + 1d", .typeMismatch, "a number and a duration"), ("-(\"a\")", .typeMismatch, "a text"),
        ("not 3", .typeMismatch, "a number"), ("1 and true", .typeMismatch, "a number"),
        ("1 ~ \"1\"", .typeMismatch, "a number"), ("\"1\" in (1, 2)", .typeMismatch, "a text"),
        ("1 in 1", .typeMismatch, "a number"), ("lower(1)", .typeMismatch, "a number"),
        ("number(now())", .typeMismatch, "an instant"), ("date(1)", .typeMismatch, "a number"),
        ("count(1)", .typeMismatch, "a number"), ("sum(groups, name)", .typeMismatch, "a text"),
        ("\"a$g\"", .typeMismatch, "a record"), ("(1).x", .typeMismatch, "a number"),
        ("1 / 0", .invalidValue, "zero"), ("1d / 0", .invalidValue, "zero"), ("1e300 * 1e300", .invalidValue, "large"),
        ("9999-12-31 + 2d", .invalidValue, "9999"), ("number(\"4x\")", .invalidValue, "4x"),
        ("date(\"x\")", .invalidValue, "x"), ("$nope", .unknownVariable, "$nope"), ("$g.nam", .unknownField, "nam"),
        ("(group Kundn)", .unknownGroup, "Kundn"), ("(backup 9)", .unknownBackup, "9"),
        ("(recipient x@y.de of Kunden)", .unknownRecipient, "x@y.de"), ("(group (3))", .typeMismatch, "a number"),
        ("count(recipients of (3))", .typeMismatch, "a number"), ("count(groups limit (1.5))", .invalidValue, "1.5"),
    ])
    func codes(expression: String, code: ErrorCode, part: String) throws {
        let laboratory = try Laboratory.withRecipients()
        let problem = try laboratory.problem("let g = first(groups); print \(expression)")
        #expect(problem?.code == code)
        #expect(problem?.message.contains(part) == true, "\(problem?.message ?? "none")")
        #expect(problem?.location != nil)
    }

    /// Numbers beyond what ids are made of name no backup, and never another one.
    @Test(arguments: [
        "show backup 99999999999999999999", "restore backup 18446744073709551617", "restore 9223372036854775808",
        "show backup (99999999999999999999)", "let id = \"99999999999999999999\"; show backup $id",
        "let id = 18446744073709551617; show backup $id", "recipients of backup 36893488147419103233",
        "let id = 9007199254740993; show backup $id",
    ])
    func idsOfAnySize(statements: String) throws {
        let problem = try Laboratory.withRecipients().problem(statements)
        #expect(problem?.code == .unknownBackup)
        // The user's own digits, as far as a number holds them.
        #expect(problem?.message.hasPrefix("there is no backup 9223372036854775807") == false)
        #expect(problem?.message.contains("e+") == false)
    }

    /// No backup ever gets the id 0; what counts nothing is not an id.
    @Test(
        arguments: [
            ("show backup 0", .unknownBackup), ("restore 0", .unknownBackup), ("restore backup 00", .unknownBackup),
            ("undo backup 0", .unknownBackup), ("recipients of backup 0", .unknownBackup),
            ("let id = 0; show backup $id", .unknownBackup), ("let id = \"0\"; restore $id", .unknownBackup),
            ("let id = 0.5; show backup $id", .invalidValue), ("let id = -1; show backup $id", .invalidValue),
            ("let id = \"-1\"; restore $id", .invalidValue), ("show backup 0.5", .invalidValue),
        ] as [(String, ErrorCode)])
    func zeroIsAnIDOfNoBackup(statements: String, code: ErrorCode) throws {
        let problem = try Laboratory.withRecipients().problem(statements)
        #expect(problem?.code == code)
        if code == .unknownBackup { #expect(problem?.message.hasPrefix("there is no backup 0") == true) }
    }

    @Test(arguments: [
        ("Asia/Kathmandu", "0001-01-01", "write it in UTC, with a \"Z\", or take another day"),
        ("America/New_York", "9999-12-31T23:00", "write it in UTC, with a \"Z\", or take another day"),
        ("UTC", "9999-12-31 + 2d", "use a shorter duration"),
    ])
    func instantsOutsideTheCalendar(zone: String, instant: String, help: String) throws {
        let laboratory = try Laboratory()
        let problem = try laboratory.problem("set time zone \(zone); print \(instant)")
        #expect(problem?.code == .invalidValue)
        #expect(problem?.help == help)
    }

    @Test func limitsOfAnySize() throws {
        let laboratory = try Laboratory.withRecipients()
        #expect(try laboratory.value("count(groups limit 99999999999999999999)") == .number(1))
        #expect(try laboratory.value("count(groups limit (\"99999999999999999999\"))") == .number(1))
    }

    @Test(arguments: ["\"\"", "\"  \"", "\"\u{a0}\"", "''", "(lower(\" \"))"])
    func anInterfaceHasAName(name: String) throws {
        let laboratory = try Laboratory.withRecipients()
        for statement in ["import <<X into Kunden via \(name)\nemail\na@b.de\nX", "delete group Kunden via \(name)"] {
            let problem = try laboratory.problem(statement)
            #expect(problem?.code == .invalidValue)
            #expect(problem?.source?.text(problem?.range ?? SourceRange(0, 0)).contains(name) == true)
        }
        #expect(try laboratory.value("count(recipients of Kunden)") == .number(3))
    }

    @Test func placesAreThoseOfTheArguments() throws {
        let laboratory = try Laboratory.withRecipients()
        for (statement, text) in [
            ("show group Kundn", "Kundn"), ("restore 9 into Kunden", "9"), ("restore 1 into Kundn", "Kundn"),
            ("restore latest backup of Kundn into Kunden", "Kundn"), ("import no.csv into Kunden", "no.csv"),
            ("import <<X into Kunden --map Nr=city\nemail\nX", "Nr"),
            ("import <<X into Kunden --map email=\nemail\nX", "<<X"),
            ("import <<X into Kunden --strict\nemail,registered\na@example.com,maybe\nX", "<<X"),
            ("rename group Kunden to \" \"", "\" \""), ("create group Kunden", "Kunden"),
            ("add recipient anna@example.com to Kunden", "anna@example.com"), ("add recipient x to Kunden", "x"),
            ("update recipient anna@example.com of Kunden city=Ulm registered=soon", "soon"),
            ("clock set 2020-01-01", "2020-01-01"), ("recipients of Kunden where citi = \"x\"", "citi"),
            ("recipients of Kunden sort by citi", "citi"), ("backups of Kundn", "Kundn"), ("show backup 7", "7"),
            ("compare backup 1 with group Kundn", "Kundn"), ("compare backup 9 with group Kunden", "9"),
            ("timeline of group Kundn", "Kundn"), ("timeline of Kunden to x.png", "x.png"),
        ] {
            let problem = try laboratory.problem(statement)
            let place = problem.flatMap { problem in problem.range.map { problem.source?.text($0) ?? "" } }
            #expect(place == text, "\(statement): \(problem?.text ?? "no problem")")
        }
    }

    @Test func unknownFieldsHelp() throws {
        let laboratory = try Laboratory.withRecipients()
        let problem = try laboratory.problem("recipients of Kunden where city = Bonn")
        #expect(problem?.code == .unknownField)
        #expect(problem?.help?.contains("texts need quotes: \"Bonn\"") == true)
        let near = try laboratory.problem("recipients of Kunden where citi = \"Bonn\"")
        #expect(near?.help?.contains("did you mean \"city\"?") == true)
    }

    @Test func aFieldNamesNoGroup() throws {
        let laboratory = try Laboratory.withRecipients()
        let problem = try laboratory.problem("groups where exists(recipients of name)")
        #expect(problem?.code == .unknownGroup)
        #expect(problem?.help?.hasPrefix("a field cannot name the group; a loop can") == true)
        let other = try laboratory.problem("groups where exists(recipients of nowhere)")
        #expect(other?.code == .unknownGroup && other?.help?.contains("a field") != true)
    }

    @Test(arguments: [
        ("c", "did you mean \"$c\"? texts need quotes: \"c\""), ("null", "write none, which is the missing value"),
        ("yesterday", "write today(-1)"),
    ])
    func whatIsNoFieldMayBeSomethingElse(word: String, help: String) throws {
        let laboratory = try Laboratory.withRecipients()
        let problem = try laboratory.problem("let c = \"Bonn\"; recipients of Kunden where city = \(word)")
        #expect(problem?.code == .unknownField)
        #expect(problem?.help == help)
        let field = try laboratory.problem("recipients of Kunden where city = field(\"\(word)\")")
        #expect(field?.help?.hasPrefix("the fields are ") == true)
    }

    /// A text in place of a field would be a field, too.
    @Test(arguments: ["show nope", "sort by nope", "count by nope", "where nope", "show \"nope\"", "sort by (nope)"])
    func whereOnlyAFieldCanBeNoTextIsSuggested(clause: String) throws {
        let help = try Laboratory.withRecipients().problem("recipients of Kunden \(clause)")?.help
        #expect(help?.hasSuffix("firstname, city, age, Kd Nr") == true, "\(help ?? "")")
    }

    @Test(arguments: [
        ("print replace(\"abc\", \"\", \"x\")", "the text to be replaced is empty"),
        ("print split(\"abc\", \"\")", "the separator is empty"),
        ("let d = \"9999999d\"; clock advance $d", "\"9999999d\" is too long for a duration"),
        ("let d = \"9999999 days\"; clock advance $d", "\"9999999 days\" is too long for a duration"),
        (
            "clock advance \"99999999999999999999 days\"",
            "\"99999999999999999999 days\" is too long for a duration"
        ),
    ])
    func values(statement: String, message: String) throws {
        #expect(try Laboratory().problem(statement)?.message == message)
    }

    @Test func whatToDoAboutAnEmptyText() throws {
        #expect(try Laboratory().problem("print replace(\"a\", \"\", \"x\")")?.help == "give the text to look for")
    }

    /// Only a text can be turned into a number.
    @Test func sumsOfOtherValues() throws {
        let laboratory = try Laboratory.withRecipients()
        #expect(
            try laboratory.problem("print sum(recipients of Kunden, age)")?.help == "write sum(ROWS, (number(age)))")
        #expect(
            try laboratory.problem("print sum(backups, (now() - created))")?.help
                == "name a field of numbers, or write an expression in parentheses that gives one")
    }
}
