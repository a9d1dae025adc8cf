import Recipients
import Testing

@testable import CommandLanguage
@testable import LanguageReference

@Suite struct HelpPageTests {
    @Test func overviewListsEveryCommand() {
        let lines = HelpPage.overview.text.split(separator: "\n")
        for command in CommandTable.all {
            #expect(lines.contains { $0.hasPrefix("  \(command.verb.rawValue) ") && $0.hasSuffix(command.summary) })
        }
        #expect(HelpPage.overview.topic == nil)
        for kind in RowKind.allCases {
            #expect(lines.contains { $0.hasPrefix("  \(LanguageTopic.syntax(of: kind)) ") })
        }
        for topic in LanguageTopic.allCases { #expect(HelpPage.overview.text.contains(" \(topic.rawValue)")) }
    }

    @Test(arguments: ["backup", "group", "dates", "as of", "undo", "conditions", "mode", "consent"])
    func subjectsHaveAPageWithExamples(_ subject: String) throws {
        let page = try HelpPage.about(subject)
        #expect(page.text.contains("examples:"))
        let examples = page.text.split(separator: "\n").drop { $0 != "examples:" }.dropFirst()
        for example in examples.prefix(while: { !$0.isEmpty }) {
            let checked = Parser.parse(Source(name: nil, text: String(example)))
            #expect(checked.problems.isEmpty, "\(example)")
        }
        for line in page.text.split(separator: "\n") { #expect(line.count <= 100) }
    }

    @Test func whatStandsInSlotsIsExplained() throws {
        let page = try HelpPage.about("restore").text
        for part in ["<source>\n", "latest backup of Newsletter", "<condition>\n", "email in (\"anna@example.com\""] {
            #expect(page.contains(part))
        }
    }

    @Test func pageOfACommand() throws {
        #expect(
            try HelpPage.about("Download").text == """
                download <backup> [where <condition>] [show <fields>] to <file>
                  write a backup's master data to a file

                options:
                  --format csv|tsv|json|jsonl
                      what to write (default: by the file's extension)
                  --overwrite
                      replace the file if it exists
                  --spreadsheet-safe
                      write cells that a spreadsheet would run as a formula with a quote before
                      them

                result:
                  backup, file, recipients, rehearsed

                where:
                  <backup>
                      a backup by its id, or the newest one of a group
                      backup 7
                      latest backup of Newsletter
                  <condition>
                      which rows: fields compared with values; "help conditions" explains them
                      city = "Bonn"
                      email in ("anna@example.com", "ben@example.com")
                      status = "active" and city ~ "k*"
                  <fields>
                      the columns of the file, in this order: fields of the group, and email,
                      status, registered, activated, deactivated, source; without them, all but
                      status
                      email, status, city
                      email, "Kd Nr"

                examples:
                  download backup 3 to before.csv
                  download latest backup of Newsletter where city = "Bonn" to before.jsonl --format jsonl
                  download backup 3 show email, firstname to names.csv
                """)
    }

    @Test(arguments: [
        ("show", ["show group <group>", "show backup <id>", "show recipient <email>", "show settings", "show store"]),
        ("delete  GROUP", ["delete group <group>"]), ("clock", ["clock\n", "clock set", "clock advance"]),
        ("statements", ["scenario \"TITLE\""]), ("let", ["scenario \"TITLE\""]), ("lower", ["upper(text)"]),
        ("recipients", ["the group's own"]), ("limit", ["sort by FIELD"]), ("import", ["may be repeated"]),
        ("sort by", ["sort by FIELD"]), ("count by", ["count by FIELD"]), ("to", ["[to FILE"]),
        ("expect error", ["expect error"]), ("Expect  output", ["expect output"]),
    ])
    func topics(_ topic: String, parts: [String]) throws {
        let page = try HelpPage.about(topic)
        for part in parts { #expect(page.text.contains(part)) }
    }

    @Test(arguments: LanguageTopic.helpTopics)
    func everyTopicHasAPage(_ topic: String) throws {
        let page = try HelpPage.about(topic)
        for line in page.text.split(separator: "\n") { #expect(line.count <= 110 && line.last != " ") }
        let parts = page.parts.flatMap { part in
            part.indentation.map { part.text.wrapped(indentation: $0) } ?? [part.text]
        }
        #expect(parts.joined(separator: "\n") == page.text)
    }

    @Test func examplesAreAPartOfTheirOwn() throws {
        #expect(HelpPage.overview.parts.map(\.holdsExamples) == [false, false])
        let parts = try HelpPage.about("show").parts
        #expect(parts.first?.holdsExamples == false)
        #expect(parts.filter(\.holdsExamples).allSatisfy { $0.text.hasPrefix("example") })
        #expect(parts.filter(\.holdsExamples).count == 5)
        let topic = try HelpPage.about("recipients").parts
        #expect(topic.filter(\.holdsExamples).map { $0.text.contains("examples:\n  ") } == [true])
    }

    @Test(arguments: [
        ("improt", "did you mean \"help import\"?"), ("delete grup", "did you mean \"help delete group\"?"),
        ("sort something", "did you mean \"help sort\"?"),
        ("statement", "did you mean \"help statements\"?"), ("something else", "\"help\" lists the commands"),
        ("", "\"help\" lists the commands"),
    ])
    func unknownTopics(_ topic: String, help: String) {
        let failure = #expect(throws: Failure.self) { try HelpPage.about(topic) }
        #expect(failure?.code == .unknownCommand)
        #expect(failure?.help == help)
    }
}
