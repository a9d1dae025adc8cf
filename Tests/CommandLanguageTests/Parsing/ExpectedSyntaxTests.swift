import Testing

@testable import CommandLanguage

/// What the parser expects, and what completion makes of it.
struct ExpectedSyntaxTests {
    /// Every case, as the switch sees to: whoever adds one must say here which expectations it stands for.
    private static let all: [ExpectedSyntax] = {
        func cases(after expectation: ExpectedSyntax?) -> [ExpectedSyntax] {
            switch expectation {
            case nil: Slot.allCases.map(ExpectedSyntax.slot)
            case .slot: ExpectedSyntax.Part.allCases.map(ExpectedSyntax.part)
            case .part: ExpectedSyntax.Symbol.allCases.map(ExpectedSyntax.symbol)
            case .symbol: OptionName.allCases.filter { !flags.contains($0) }.map { .value(of: $0) }
            case .value: [.equals(after: "city")]
            case .equals: [.keyword("group")]
            case .keyword: []
            }
        }
        var all: [ExpectedSyntax] = []
        while true {
            let next = cases(after: all.last)
            if next.isEmpty { return all }
            all += next
        }
    }()

    private static let flags: [OptionName] = [.resubscribe, .strict, .overwrite, .spreadsheetSafe, .now]

    /// A beginning of a statement after which each is expected, and what completion offers for it there.
    private static let samples: [ExpectedSyntax: (text: String, offers: [String])] = [
        .slot(.group): ("delete group ", ["Customers"]),
        .slot(.newName): ("create group ", []),
        .slot(.backup): ("download", []),
        .slot(.source): ("restore", []),
        .slot(.left): ("compare", []),
        .slot(.right): ("compare backup 7 with", []),
        .slot(.id): ("show backup ", ["7"]),
        .slot(.input): ("import ", ["list.csv"]),
        .slot(.file): ("export group Customers to ", ["list.csv"]),
        .slot(.email): ("erase recipient ann", ["anna@example.com"]),
        .slot(.instant): ("clock set ", []),
        .slot(.duration): ("set retention ", []),
        .slot(.interface): ("delete group Customers via ", ["api"]),
        .slot(.timeZone): ("set time zone ", []),
        .slot(.campaign): ("record open of a@b.de in Customers campaign ", []),
        .slot(.topic): ("help ", ["import"]),
        .slot(.condition): ("restore 7 where", []),
        .slot(.fields): ("export group Customers show", []),
        .slot(.fieldValue): ("add recipient a@b.de to Customers ", ["city="]),
        .slot(.parameter): ("run a.cbs ", []),
        .part(.variableName): ("let ", []),
        .part(.fieldName): ("export group Customers show status, ", ["email", "city"]),
        .part(.column): ("import a.csv into Customers --map ", ["city="]),
        .part(.field): ("import a.csv into Customers --map x=", ["city", "email"]),
        .part(.value): ("print ", ["true"]),
        .part(.operand): ("recipients of Customers where ", ["email", "none"]),
        .part(.assignedValue): ("add recipient a@b.de to Customers city=", ["Köln"]),
        .part(.rowCount): ("groups limit ", []),
        .part(.title): ("scenario ", []),
        .part(.errorCode): ("expect error ", ["unknown-group"]),
        .part(.pattern): ("expect error matching ", []),
        .part(.reason): ("skip ", []),
        .part(.heredoc): ("expect output { } ", []),
        .part(.command): ("rehearse ", ["restore"]),
        .part(.option): ("create group Customers ", ["--fields"]),
        .part(.statementEnd): ("print 1 ", []),
        .symbol(.equals): ("let x ", ["="]),
        .symbol(.comma): ("print 1 ", []),
        .symbol(.leftBrace): ("if true ", []),
        .symbol(.rightParenthesis): ("print (1 ", []),
        .value(of: .fields): ("create group Customers --fields ", []),
        .value(of: .only): ("restore 7 --only ", ["city"]),
        .slot(.rowCount): ("compare backup 7 with Customers limit ", []),
        .value(of: .mode): ("restore 7 --mode ", ["add", "update", "update-add", "replace"]),
        .value(of: .map): ("import a.csv into Customers --map ", ["city="]),
        .value(of: .empty): ("restore 7 --empty ", ["keep", "clear"]),
        .value(of: .delimiter): ("import a.csv into Customers --delimiter ", ["comma"]),
        .value(of: .encoding): ("import a.csv into Customers --encoding ", ["utf-8", "utf-16", "iso-8859-15"]),
        .value(of: .sheet): ("import a.xlsx into Customers --sheet ", []),
        .value(of: .format): ("download backup 7 to a --format ", ["csv", "jsonl"]),
        .value(of: .asForm): ("rows of a.csv --as ", []),
        .value(of: .note): ("delete group Customers --note ", []),
        .value(of: .rejects): ("import a.csv into Customers --rejects ", ["list.csv"]),
        .value(of: .guardAction): ("import a.csv into Customers --guard ", ["ask", "warn", "refuse", "off"]),
        .equals(after: "city"): ("add recipient a@b.de to Customers city ", []),
        .keyword("group"): ("delete ", ["group"]),
    ]

    /// The same for the parser alone, where it does not look for what completion offers.
    private static let texts: [ExpectedSyntax: String] = [
        .slot(.email): "erase recipient ",
        .part(.option): "create group Customers x",
        .part(.statementEnd): "print 1 x",
    ]

    private struct Sample: CompletionContext {
        func groupNames() -> [String] { ["Customers"] }
        func backups() -> [CompletedBackup] {
            [CompletedBackup(id: 7, group: "Customers", reason: "import", created: "2026-01-02")]
        }
        func fields(of origin: FieldOrigin) -> [String] { ["city"] }
        func values(of field: String, in origin: FieldOrigin, beginningWith prefix: String) -> [String] { ["Köln"] }
        func recentAddresses() -> [String] { [] }
        func addresses(beginningWith prefix: String, in group: String?) -> [String] { ["anna@example.com"] }
        func files(beginningWith prefix: String) -> [String] { ["list.csv"] }
        func variables() -> KnownVariables { KnownVariables() }
        func members(of variable: String) -> [String] { [] }
    }

    @Test func everyCaseHasASample() {
        #expect(Set(Self.samples.keys) == Set(Self.all))
    }

    @Test(arguments: all)
    func theParserExpectsIt(_ expectation: ExpectedSyntax) throws {
        let sample = try #require(Self.samples[expectation])
        let parser = Parser.readToEnd(Source(name: nil, text: Self.texts[expectation] ?? sample.text))
        #expect(parser.expected.all.contains(expectation))
    }

    @Test(arguments: all)
    func completionAnswersIt(_ expectation: ExpectedSyntax) throws {
        let sample = try #require(Self.samples[expectation])
        let text = Array(sample.text.utf8)
        let offered = Completion.of(text, at: text.count, Sample()).candidates.map(\.text)
        for offer in sample.offers { #expect(offered.contains { $0.hasPrefix(offer) }, "\(offered)") }
        guard sample.offers.isEmpty else { return }
        let engine = CompletionEngine(
            try #require(CompletionPiece(text)), head: text, tail: [], Sample())
        #expect(engine.meeting(expectation).map(\.text) == [])
    }

    @Test(arguments: all)
    func everyExpectationHasWords(_ expectation: ExpectedSyntax) {
        #expect(!expectation.description.isEmpty)
    }
}
