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
    }

    @Test func pageOfACommand() throws {
        #expect(
            try HelpPage.about("Download").text == """
                download <backup> [where <condition>] to <file>
                  write a backup's master data to a file

                options:
                  --format csv|jsonl
                      what to write (default: csv)
                  --overwrite
                      replace the file if it exists
                  --spreadsheet-safe
                      write cells that a spreadsheet would run as a formula with a quote before
                      them

                result:
                  backup, file, recipients, rehearsed

                examples:
                  download backup 3 to before.csv
                  download latest backup of Newsletter where city = "Bonn" to before.jsonl --format jsonl
                """)
    }

    @Test(arguments: [
        ("show", ["show group <group>", "show backup <id>", "show recipient <email>", "show settings", "show store"]),
        ("delete  GROUP", ["delete group <group>"]), ("clock", ["clock\n", "clock set", "clock advance"]),
        ("statements", ["scenario \"TITLE\""]), ("let", ["scenario \"TITLE\""]), ("lower", ["upper(text)"]),
        ("recipients", ["the group's own"]), ("limit", ["sort by FIELD"]), ("import", ["may be repeated"]),
    ])
    func topics(_ topic: String, parts: [String]) throws {
        let page = try HelpPage.about(topic)
        for part in parts { #expect(page.text.contains(part)) }
    }

    @Test(arguments: LanguageTopic.helpTopics)
    func everyTopicHasAPage(_ topic: String) throws {
        let page = try HelpPage.about(topic)
        for line in page.text.split(separator: "\n") { #expect(line.count <= 110 && line.last != " ") }
    }

    @Test(arguments: [
        ("improt", "did you mean \"help import\"?"), ("delete grup", "did you mean \"help delete group\"?"),
        ("statement", "did you mean \"help statements\"?"), ("something else", "\"help\" lists the commands"),
        ("", "\"help\" lists the commands"),
    ])
    func unknownTopics(_ topic: String, help: String) {
        let failure = #expect(throws: Failure.self) { try HelpPage.about(topic) }
        #expect(failure?.code == .unknownCommand)
        #expect(failure?.help == help)
    }
}
