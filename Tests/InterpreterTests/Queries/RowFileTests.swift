import CommandLanguage
import Recipients
import Rendering
import TestSupport
import Testing

@testable import Interpreter

/// `rows of FILE` and `to FILE`.
struct RowFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func laboratory() throws -> Laboratory {
        let laboratory = try Laboratory { $0.makeQueryText = { RowFileText($0, columns: $1) } }
        try laboratory.run("import <<X into new group A\nemail,city\nanna@example.com,Köln\nben@example.com,\nX")
        return laboratory
    }

    private func rows(_ text: String, of name: String, _ options: String = "") throws -> Laboratory {
        try folder.write(text, to: name)
        let laboratory = try laboratory()
        try laboratory.run("rows of \"\(folder.path)/\(name)\" \(options)")
        return laboratory
    }

    @Test(arguments: [
        ("a.csv", "Kd Nr;E-Mail\n001;a@b.de\n;\n2;\n", "", ["Kd Nr", "E-Mail"], [["001", "a@b.de"], ["2", nil]]),
        ("a.tsv", "x\ty\n1\t2\n", "", ["x", "y"], [["1", "2"]]),
        ("a.txt", "one, two\r\n\nthree\n", "", ["line"], [["one, two"], ["three"]]),
        ("b.txt", "x,y\n1,2\n", "--as csv", ["x", "y"], [["1", "2"]]),
        ("a.json", "[{\"x\":1,\"y\":null},{\"x\":\"z\"}]", "", ["x", "y"], [["1", nil], ["z", nil]]),
        ("a.jsonl", "{\"x\":1}\n{\"x\":2}\n", "", ["x"], [["1"], ["2"]]),
        ("d.csv", "a,A,a,a_2,a\n1,2,3,4,5\n", "", ["a", "A", "a_3", "a_2", "a_4"], [["1", "2", "3", "4", "5"]]),
        ("e.csv", "a,b,\n1,2,\n", "", ["a", "b"], [["1", "2"]]),
        ("f.csv", "a,,,\n1,,3,\n", "", ["a", "column_3"], [["1", "3"]]),
        ("c.csv", "a@b.de\nc@d.de\n", "--as lines", ["line"], [["a@b.de"], ["c@d.de"]]),
        ("g.csv", "a\n\"\"\n \nx\n", "", ["a"], [[nil], ["x"]]),
        ("g.tsv", "a\tb\n\"\"\t\n\t\n", "", ["a", "b"], [[nil, nil]]),
        ("g.json", "[{\"a\":1},{\"a\":null},{\"a\":\"\"},{}]", "", ["a"], [["1"], [nil], [nil], [nil]]),
    ])
    func filesOfEveryForm(
        name: String,
        text: String,
        options: String,
        columns: [String],
        expected: [[String?]]
    ) throws {
        let laboratory = try rows(text, of: name, options)
        #expect(laboratory.recording.columns == columns)
        #expect(laboratory.recording.rows == expected.map { $0.map(Value.optional) })
    }

    /// `rows of` has no `--map`.
    @Test func helpSpeaksOfOptionsThatThereAre() throws {
        try folder.write("email,attributes\na@b.de,\"{\"\"x\"\":1}\"\nc@d.de,none\n", to: "a.csv")
        let problem = try laboratory().problem("rows of \"\(folder.path)/a.csv\"")
        #expect(problem?.message.hasSuffix("the cell in the column \"attributes\" is not a JSON object") == true)
        #expect(problem?.help == "write an object into the cell, such as {\"size\": \"M\"}, or empty it")
        let workbooks = "\(Repository.root.path)/Tests/AccountTests/Fixtures/reading"
        let formula = try laboratory().problem("rows of \"\(workbooks)/formulas-without-value.xlsx\"")
        #expect(formula?.message.contains("formula") == true)
        #expect(formula?.help?.contains("--map") == false)
        try folder.write("a,b\n", to: "b.xlsx")
        let text = try laboratory().problem("rows of \"\(folder.path)/b.xlsx\"")
        #expect(text?.help == "rename it to end in .csv, or read it as text in columns: --as csv")
    }

    /// Columns may differ in case only, but one column may not be named twice.
    @Test(arguments: ["show a, A", "count by a, A"]) func aColumnIsNamedOnce(clause: String) throws {
        let problem = try laboratory().problem("rows of <<X \(clause)\na,b\n1,2\nX")
        #expect(problem?.code == .syntax)
        #expect(problem?.message == "the field \"A\" is given twice")
        #expect(try laboratory().problem("rows of <<X \(clause)\na,A\n1,2\nX") == nil)
    }

    /// Nothing in a row is passed over.
    @Test func aRowWithTooManyCellsIsAnError() throws {
        #expect(try rows("a,b\n1,2,\n", of: "a.csv").recording.rows == [["1", "2"].map(Value.text)])
        let problem = try laboratory().problem("rows of <<X\na,b\n1,2\n1,2,3\nX")
        #expect(problem?.code == .malformedFile)
        #expect(
            problem?.message.hasPrefix("line 3 of") == true && problem?.message.hasSuffix("the header only 2") == true)
    }

    @Test func skipListsInConditionsAndLoops() throws {
        try folder.write("anna@example.com\n", to: "skip.txt")
        let laboratory = try laboratory()
        let list = "rows of \"\(folder.path)/skip.txt\""
        try laboratory.run(
            """
            print count(recipients of A where email not in (\(list)))
            print count(recipients of A where email in \(list))
            for r in \(list) { print $r.line }
            expect count(\(list)) = 1
            for r in rows of <<X { print $r.a, $r.b }
            a,b
            1,
            X
            """)
        #expect(laboratory.recording.printed == [[1], [1], [.text("anna@example.com")], [.text("1"), .none]])
        #expect(try laboratory.problem("rows of nowhere.csv")?.code == .unreadableFile)
        #expect(try laboratory.problem("rows of a.csv --nope")?.code == .unknownOption)
        #expect(try laboratory.problem("rows of a.csv --overwrite")?.code == .unknownOption)
        #expect(try laboratory.problem("groups --as csv")?.code == .unknownOption)
    }

    @Test(arguments: [
        ("a.csv", "", "email,city\nanna@example.com,Köln\nben@example.com,\n"),
        ("a.tsv", "", "email\tcity\nanna@example.com\tKöln\nben@example.com\t\n"),
        ("a", "", "email,city\nanna@example.com,Köln\nben@example.com,\n"),
        (
            "a.json", "",
            "[{\"email\":\"anna@example.com\",\"city\":\"Köln\"},{\"email\":\"ben@example.com\",\"city\":null}]\n"
        ),
        (
            "a.xyz", "--format jsonl",
            "{\"email\":\"anna@example.com\",\"city\":\"Köln\"}\n{\"email\":\"ben@example.com\",\"city\":null}\n"
        ),
    ])
    func rowsAreWritten(name: String, options: String, text: String) throws {
        let laboratory = try laboratory()
        let query = "recipients of A show email, city to \"\(folder.path)/\(name)\" \(options)"
        try laboratory.run("let w = \(query)\nprint $w.command, $w.rows, $w.rehearsed")
        #expect(laboratory.recording.printed == [[.text("write"), 2, .bool(false)]])
        #expect(try folder.read(name) == text)
        #expect(try laboratory.problem(query)?.code == .fileExists)
        try laboratory.run("\(query) --overwrite")
        #expect(laboratory.recording.results.last?.record.columns == ["command", "file", "rows", "rehearsed"])
    }

    /// What `export` and `download` show is what a query shows.
    @Test(arguments: ["csv", "tsv", "json", "jsonl"])
    func exportsShowWhatQueriesShow(extension: String) throws {
        let laboratory = try laboratory()
        try laboratory.run("delete group A\nrestore 2")
        let clauses = "where city = \"Köln\" or email ~ \"b*\" show City, status, email"
        let written = try ["recipients of A", "export group A", "download backup 2"].map { source in
            try laboratory.run("\(source) \(clauses) to \"\(folder.path)/a.\(`extension`)\" --overwrite")
            // An export has an element of a list a line.
            return try folder.read("a.\(`extension`)").replacing("},\n{", with: "},{")
        }
        #expect(written[0].contains("inactive") || written[0].contains("active"))
        #expect(written[1] == written[0])
        #expect(written[2] == written[0])
    }

    @Test func helpsWithJSONInAFileOfAnotherName() throws {
        let laboratory = try laboratory()
        try folder.write("[{\"email\":\"a@b.de\"}]", to: "j.csv")
        let file = "\"\(folder.path)/j.csv\""
        #expect(try laboratory.problem("rows of \(file)")?.help == "read it as JSON: --as json")
        #expect(try laboratory.problem("import \(file) into A")?.help == "import it as JSON: --format json")
        try laboratory.run("rows of \(file) --as json")
    }

    @Test func exportsShowOnlyWhatThereIs() throws {
        let laboratory = try laboratory()
        let query = try laboratory.problem("recipients of A show email, ctiy")
        for source in ["export group A", "rehearse export group A"] {
            let problem = try laboratory.problem("\(source) show email, ctiy to \"\(folder.path)/a.csv\"")
            #expect(problem?.code == .unknownField)
            #expect(problem?.message == query?.message)
            #expect(problem?.help == query?.help)
        }
        #expect(try laboratory.problem("export group A show to \"\(folder.path)/a.csv\"")?.code == .syntax)
        #expect(try folder.tree().isEmpty)
    }

    @Test func mistakesOfWriting() throws {
        let laboratory = try laboratory()
        #expect(try laboratory.problem("groups to \"\(folder.path)/a.xml\"")?.code == .invalidValue)
        #expect(try laboratory.problem("print count(groups to a.csv)")?.code == .syntax)
        #expect(try laboratory.problem("for g in groups to a.csv { }")?.code == .syntax)
        #expect(
            try laboratory.problem("groups where number(name) = 1 to \"\(folder.path)/b.csv\"")?.code == .invalidValue)
        #expect(try folder.tree().isEmpty)
        try laboratory.run(
            "rehearse { groups to \"\(folder.path)/c.csv\"; expect count(rows of \"\(folder.path)/c.csv\") = 1 }")
        #expect(try folder.tree().isEmpty)
    }
}
