import Recipients
import Snapshots
import TestSupport
import Testing

@testable import Account

/// What the guard takes for an accident, at its limits.
@Suite struct ImportGuardTests {
    /// A file with rows from a first number on, each made from its number.
    private static func file(_ header: String, _ numbers: Range<Int>, _ cells: (Int) -> String) -> String {
        "\(header)\n" + numbers.map { "p\($0)@example.com,\(cells($0))\n" }.joined()
    }

    /// The codes of a warning about an import into a group of people with three fields.
    private func codes(
        _ csv: String, people: Int = 50, _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> [Remark.Code] {
        try remarks(csv, people: people, change).map(\.code)
    }

    private func remarks(
        _ csv: String, people: Int = 50, _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> [Remark] {
        let test = try TestAccount()
        try test.importCSV(
            Self.file("email,firstname,city,nr", 0..<people) { "First\($0),City \($0),\($0 * 37 % 1009)" },
            into: "News",
            new: true)
        return try test.importCSV(csv, into: "News", change).remarks
    }

    // MARK: Limits

    @Test func mostAreMoreThanFourFifths() throws {
        func emptied(_ count: Int) -> String {
            Self.file("email,firstname", 0..<50) { $0 < count ? "" : "First\($0)" }
        }
        #expect(try codes(emptied(40)) { $0.emptyCells = .clear } == [])
        #expect(try codes(emptied(41)) { $0.emptyCells = .clear } == [.massEmpty])
        #expect(try codes(emptied(41)) == [])
    }

    @Test func aSmallGroupIsNotGuarded() throws {
        let csv = Self.file("email,city", 0..<20) { _ in "Nowhere" }
        #expect(try codes(csv, people: 19) == [])
        #expect(try codes(csv, people: 20) == [.massSameValue])
    }

    @Test func valuesOfFewAreNotCompared() throws {
        #expect(try codes(Self.file("email,city", 0..<9) { _ in "Nowhere" }) == [])
        #expect(try codes(Self.file("email,city", 0..<10) { _ in "Nowhere" }) == [.massSameValue])
    }

    @Test func recipientsWhoAreNewDoNotCount() throws {
        // Nine are known.
        #expect(try codes(Self.file("email,city", 41..<200) { _ in "Nowhere" }) == [])
        #expect(try codes(Self.file("email,city", 40..<200) { _ in "Nowhere" }) == [.massSameValue])
    }

    @Test func aThirdMayLeave() throws {
        func rest(_ numbers: Range<Int>) -> String { Self.file("email,firstname", numbers) { "First\($0)" } }
        #expect(try codes(rest(10..<30), people: 30) { $0.mode = .replace } == [])
        #expect(try codes(rest(11..<30), people: 30) { $0.mode = .replace } == [.massLeave])
        #expect(try codes(rest(11..<30), people: 30) == [])
    }

    @Test func aTenthMustBeKnown() throws {
        func strangers(_ numbers: Range<Int>) -> String { Self.file("email,firstname", numbers) { "First\($0)" } }
        #expect(try codes(strangers(45..<95)) { $0.mode = .update } == [])
        #expect(try codes(strangers(46..<96)) { $0.mode = .update } == [.fewKnown])
        #expect(try codes(strangers(50..<69)) { $0.mode = .update } == [])
        #expect(try codes(strangers(50..<70)) { $0.mode = .update } == [.fewKnown])
        #expect(try codes(strangers(46..<96)) == [])
    }

    /// Of rows with the same address, each counts.
    @Test func rowsAreCountedNotAddresses() throws {
        let strangers = Self.file("email,firstname", 100..<117) { "First\($0)" }
        let known = "p1@example.com,A\np1@example.com,B\np1@example.com,C\n"
        #expect(try codes(strangers + known) { $0.mode = .update } == [])
        let stranger = "email,firstname\n" + String(repeating: "x@example.com,A\n", count: 19)
        let remarks = try remarks(stranger + "p1@example.com,B\n") { $0.mode = .update }
        #expect(remarks.map(\.code) == [.fewKnown])
        #expect(remarks.first?.message.hasPrefix("only 1 of 20 rows are for recipients in the group") == true)
    }

    /// An invalid row of somebody in the group is not a stranger's.
    @Test func invalidRowsOfTheGroupAreKnown() throws {
        func invalid(_ numbers: Range<Int>) -> String {
            Self.file("email,registered", numbers) { _ in "soon" }
        }
        for mode in [ImportMode.update, .replace] {
            // Without a valid row, nobody would be removed.
            let valid = "p30@example.com,2026-01-01\n"
            #expect(try !codes(invalid(0..<25) + valid) { $0.mode = mode }.contains(.fewKnown))
            #expect(try !codes(invalid(45..<95) + valid) { $0.mode = mode }.contains(.fewKnown))
        }
        let strangers = try remarks(invalid(46..<96)) { $0.mode = .update }
        #expect(strangers.map(\.code) == [.fewKnown])
        #expect(strangers.first?.message.hasPrefix("only 4 of 50 rows are for recipients in the group") == true)
    }

    @Test func aThirdMayBecomeActive() throws {
        func activated(_ count: Int) throws -> [Remark.Code] {
            let test = try TestAccount()
            try test.importCSV(Self.file("email,activated", 0..<30) { _ in "" }, into: "News", new: true)
            // The others are new.
            let csv = Self.file("email,activated", (30 - count)..<60) { _ in "2026-01-01" }
            return try test.importCSV(csv, into: "News").remarks.map(\.code)
        }
        #expect(try activated(10) == [])
        #expect(try activated(11) == [.massActivate])
    }

    @Test func aThirdMayBecomeUnsubscribed() throws {
        func left(_ count: Int) throws -> [Remark.Code] {
            let csv = Self.file("email,activated,deactivated", 0..<30) {
                "2025-01-01,\($0 < count ? "2026-01-01" : "")"
            }
            return try codes(csv, people: 30)
        }
        #expect(try left(10) == [])
        #expect(try left(11) == [.massUnsubscribe])
    }

    /// Like the values of any other field, but an empty cell removes them whatever `--empty` says.
    @Test func mostMustNotLoseTheirActivation() throws {
        func emptied(_ count: Int, of people: Int = 50, known: Int? = nil) throws -> [Remark] {
            let rows = Self.file("email,activated", 0..<(known ?? people)) { $0 < count ? "" : "2026-01-01" }
            return try remarks(rows, people: people)
        }
        #expect(try emptied(40).map(\.code) == [])
        let told = try emptied(41)
        #expect(told.map(\.code) == [.massEmpty])
        #expect(told.first?.column == "activated" && told.first?.rows == 41)
        #expect(told.first?.message.hasSuffix("\"2026-01-01T00:00:00Z\" becomes empty") == true)
        #expect(try emptied(19, of: 19).isEmpty)
        #expect(try emptied(9, known: 9).isEmpty)
        #expect(try emptied(10, known: 10).map(\.code) == [.massEmpty])
        // Nothing is lost where nobody has been activated.
        let test = try TestAccount()
        let pending = Self.file("email,activated", 0..<50) { _ in "" }
        try test.importCSV(pending, into: "News", new: true)
        #expect(try test.importCSV(pending, into: "News").remarks.isEmpty)
    }

    // MARK: Fields

    @Test func aSwapIsTwoShifts() throws {
        let remarks = try remarks(Self.file("email,firstname,city", 0..<50) { "City \($0),First\($0)" })
        #expect(remarks.map(\.code) == [.shiftedColumns, .shiftedColumns])
        #expect(remarks.map(\.column) == ["firstname", "city"])
        #expect(remarks.first?.rows == 50)
        #expect(remarks.first?.message.contains("\"First0\" becomes \"City 0\"") == true)
    }

    @Test func aCopyInANewFieldIsNoShift() throws {
        #expect(try codes(Self.file("email,nick", 0..<50) { "First\($0)" }) == [])
    }

    @Test func whatOthersHadIsAPermutation() throws {
        #expect(try codes(Self.file("email,firstname", 0..<50) { "First\(49 - $0)" }) == [.permutedColumn])
        #expect(try codes(Self.file("email,nr", 0..<50) { "\((($0 + 1) % 50) * 37 % 1009)" }) == [.permutedColumn])
        // One keeps the value that another one gets.
        #expect(try codes(Self.file("email,firstname", 0..<10) { "First\(min($0 + 1, 9))" }) == [.permutedColumn])
        #expect(try codes(Self.file("email,firstname", 0..<50) { "Second\($0)" }) == [])
    }

    @Test func everyFieldMustChange() throws {
        #expect(try codes(Self.file("email,firstname,city,nr", 0..<50) { "A\($0),B\($0),C\($0)" }) == [.massChange])
        #expect(try codes(Self.file("email,firstname,city,nr", 0..<50) { "First\($0),B\($0),C\($0)" }) == [])
        #expect(try codes(Self.file("email,firstname,city", 0..<50) { "A\($0),B\($0)" }) == [])
        #expect(try codes(Self.file("email,x,y,z", 0..<50) { "A\($0),B\($0),C\($0)" }) == [])
    }

    @Test func columnsAreCalledAsInTheFile() throws {
        let remarks = try remarks(Self.file("email,Vorname", 0..<50) { _ in "NULL" })
        #expect(remarks.map(\.column) == ["Vorname"])
        #expect(remarks.first?.message.contains("50 of 50") == true)
    }

    // MARK: What happens

    @Test func aRefusalLeavesTheStoreAsItWas() throws {
        let test = try TestAccount()
        try test.importCSV(Self.file("email,city", 0..<50) { "City \($0)" }, into: "News", new: true)
        let files = try test.account.store.storage.files()
        // Long enough for a segment to be begun.
        let csv = Self.file("email,city", 0..<50) { _ in String(repeating: "x", count: 4000) }
        let failure = expectFailure(.suspicious) { try test.importCSV(csv, into: "News") { $0.guardAction = .refuse } }
        #expect(failure?.message.contains("50 of 50") == true)
        #expect(try test.account.store.storage.files() == files)
        expectFailure(.suspicious) { try test.importCSV(csv, into: "News") { $0.guardAction = .ask } }
        try test.account.setGuard(.refuse)
        expectFailure(.suspicious) { try test.importCSV(csv, into: "News") }
        #expect(try test.importCSV(csv, into: "News") { $0.guardAction = .off }.remarks == [])
        #expect(try test.value("city", of: "p1@example.com", in: "News")?.count == 4000)
    }

    @Test func aQuestionShowsThreeExamplesAndDecides() throws {
        let test = try TestAccount()
        try test.importCSV(Self.file("email,city", 0..<50) { "City \($0)" }, into: "News", new: true)
        let csv = Self.file("email,city", 0..<50) { _ in "Nowhere" }
        func ask(_ answer: Bool) throws -> [String] {
            var lines: [String] = []
            var options = ImportOptions()
            options.guardAction = .ask
            let request = ImportRequest(
                .bytes(Array(csv.utf8), name: "test.csv"), into: ImportTarget("News"), options: options)
            try test.account.beginStatement()
            do throws(Failure) {
                let result = try test.account.importRows(request) { (suspicion) throws(Failure) in
                    lines = suspicion.lines
                    if !answer { throw Failure(.cancelled, "no") }
                }
                #expect(answer && result.remarks.map(\.code) == [.massSameValue])
            } catch {
                #expect(!answer && error.code == .cancelled)
            }
            return lines
        }
        let lines = try ask(false)
        #expect(lines.count == 4)
        // In the order of the addresses, in which p10 comes before p1.
        #expect(lines.last == "  p11@example.com: \"City 11\" becomes \"Nowhere\"")
        #expect(try test.value("city", of: "p1@example.com", in: "News") == "City 1")
        #expect(try ask(true) == lines)
        #expect(try test.value("city", of: "p1@example.com", in: "News") == "Nowhere")
    }

    @Test func nothingDoesNotReplaceAGroup() throws {
        let test = try TestAccount()
        try test.importCSV("email\na@example.com\n", into: "News", new: true)
        for action in [nil, .ask, .warn, .refuse] as [GuardAction?] {
            expectFailure(.suspicious) {
                try test.importCSV("email\n", into: "News") {
                    $0.mode = .replace
                    $0.guardAction = action
                }
            }
        }
        #expect(try test.importCSV("email\n", into: "News").counts.read == 0)
        let result = try test.importCSV("email\n", into: "News") {
            $0.mode = .replace
            $0.guardAction = .off
        }
        #expect(result.counts.removed == 1)
    }

    /// However many rows there are, the guard sees them all through a sample.
    @Test func aLargeListIsSampled() throws {
        let test = try TestAccount()
        let people = 6000
        try test.importCSV(Self.file("email,city,nr", 0..<people) { "City \($0),\($0)" }, into: "News", new: true)
        // Every second one, which no pattern of the sample may take for all.
        let half = Self.file("email,city", 0..<people) { $0.isMultiple(of: 2) ? "X" : "City \($0)" }
        #expect(try test.importCSV(half, into: "News").remarks == [])
        let most = Self.file("email,city", 0..<people) { $0 % 10 > 0 ? "Y" : "Z\($0)" }
        let remark = try #require(try test.importCSV(most, into: "News").remarks.first)
        #expect(remark.code == .massSameValue)
        #expect(abs(remark.rows - people * 9 / 10) < people / 20)
        #expect(remark.message.hasPrefix("about "))
    }
}
