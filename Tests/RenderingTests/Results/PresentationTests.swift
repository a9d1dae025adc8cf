import Account
import CommandLanguage
import Interpreter
import Recipients
import Testing

/// What commands present, as people see it.
struct PresentationTests {
    private func shown(
        _ presentation: CommandResult.Presentation,
        width: Int? = nil,
        colour: Bool = false
    ) -> String {
        output(.table, width: width, colour: colour) {
            $0.show(CommandResult(Record(["command": .text("x"), "a": .count(1)]), presentation))
        }
    }

    @Test func aRecordLeavesOutItsCommand() {
        #expect(shown(.record) == "a: 1\n")
    }

    @Test func switches() {
        let off = CommandResult.BackupSwitch(group: nil, isOn: false, isRehearsal: false)
        let on = CommandResult.BackupSwitch(group: "N\n", isOn: true, isRehearsal: true)
        #expect(shown(.setting(off)) == "backups of the account are off\n")
        #expect(shown(.setting(off), colour: true) == "backups of the account are \u{1B}[33moff\u{1B}[0m\n")
        #expect(
            shown(.setting(on), colour: true) == "backups of the group \"N\\n\" would be \u{1B}[32mon\u{1B}[0m\n")
    }

    @Test func textThatReadsLikeASwitchIsNone() {
        let text = "backups of the account are off"
        for presentation in [CommandResult.Presentation.confirmation([text]), .page([.init(text)])] {
            #expect(shown(presentation, colour: true) == text + "\n")
        }
        #expect(shown(.history([text]), colour: true) == "1  \(text)\n")
    }

    /// A terminal would break them in the middle of a word.
    @Test func sentencesAreBrokenBetweenWords() {
        let sentence = "restored 3,191 recipients of backup 2 into \"Kunden\": 588 updated"
        let broken = "restored 3,191 recipients of backup 2\n  into \"Kunden\": 588 updated\n"
        #expect(shown(.confirmation([sentence]), width: 40) == broken)
        #expect(shown(.imported([sentence], columns: []), width: 40) == broken)
        #expect(shown(.confirmation([sentence])) == sentence + "\n")
    }

    @Test func pagesKeepTheirEmptyLines() {
        #expect(shown(.page([.init("a\n\n  b\u{1B}")])) == "a\n\n  b\\u{1B}\n")
    }

    @Test func pagesAreWrappedBetweenWords() {
        let explanation = """
            A page of help has lines of up to 100 columns,
            which are filled anew.

              term     what the term means, in words
              a long term in one column  its meaning
              print "a statement of several words"

            """
        let examples = """
            examples:
              print "a statement that stays whole"
            """
        let wrapped = """
            A page of help has lines of up to
            100 columns, which are filled anew.

              term     what the term means, in
                       words
              a long term in one column
                  its meaning
              print "a statement of several
                words"

            examples:
              print "a statement that stays whole"

            """
        let page = [CommandResult.PagePart(explanation), CommandResult.PagePart(examples, holdsExamples: true)]
        #expect(shown(.page(page), width: 36) == wrapped)
        #expect(shown(.page(page)) == "\(explanation)\n\(examples)\n")
    }

    /// However wide the window, the lines of a paragraph are filled once.
    @Test func paragraphsAreWrappedOnce() {
        let page = [
            CommandResult.PagePart("  --flag"),
            CommandResult.PagePart(paragraph: "words that say what it means, in one paragraph", indentation: 6),
        ]
        #expect(
            shown(.page(page), width: 30) == """
                  --flag
                      words that say what it
                      means, in one paragraph

                """)
        #expect(shown(.page(page)) == "  --flag\n      words that say what it means, in one paragraph\n")
    }

    @Test func numbersOfTheHistoryStandBelowOneAnother() {
        let entries = (1...9).map { "print \($0)" } + ["if true {\n\tprint 10\n}"]
        let lines = shown(.history(entries)).split(separator: "\n")
        #expect(lines.first == " 1  print 1")
        #expect(lines.suffix(3) == ["10  if true {", "    \\tprint 10", "    }"])
        #expect(shown(.history([])) == "no statement has been typed yet\n")
    }

    // MARK: Imports

    /// What an import of a file with this header shows of its columns.
    private func columns(_ header: String, width: Int? = nil, map: [ColumnAssignment.Mapping] = []) throws -> [String] {
        let account = try Account.open(StoreLocation(.memory))
        var options = ImportOptions()
        options.mappings = map
        let file = ImportSource.bytes(Array("\(header)\n".utf8), name: "test.csv")
        let result = try account.importRows(
            ImportRequest(file, into: ImportTarget("N", isNew: true), options: options, via: nil))
        let text = output(.table, width: width) {
            $0.show(CommandResult(Record([:]), .imported(["imported"], columns: result.columns)))
        }
        return text.split(separator: "\n").map(String.init)
    }

    @Test func anImportShowsItsColumnsBelowOneAnother() throws {
        #expect(
            try columns("E-Mail;Vorname;Köln") == [
                "imported", "  E-Mail  → email", "  Vorname → firstname  new", "  Köln    → Köln       new",
            ])
        #expect(
            try columns("email,Notes", map: [.init(column: "Notes", field: nil)]) == [
                "imported", "  email → email", "  Notes   left out",
            ])
    }

    @Test(arguments: [(10, 10), (11, 10), (28, 10)])
    func anImportShowsAtMostTenLinesOfColumns(count: Int, lines: Int) throws {
        let own = (1..<count - 1).map { "f\($0)" }
        let shown = try columns((own + ["E-Mail", "Ort"]).joined(separator: ",")).dropFirst()
        #expect(shown.count == lines)
        #expect(
            shown.contains { $0.hasPrefix("  E-Mail → email") } && shown.contains { $0.hasPrefix("  Ort    → city") })
        #expect(shown.last == (count == 10 ? "  Ort    → city   new" : "  … and \(count - 9) more columns as they are"))
    }

    @Test func columnsFitIntoTheWindow() throws {
        let lines = try columns("email,\(String(repeating: "long ", count: 20))x", width: 40)
        #expect(lines.allSatisfy { $0.count <= 40 })
        #expect(lines.last?.contains("… → long") == true)
    }
}
