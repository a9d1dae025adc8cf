import Recipients
import TestSupport
import Testing

@testable import Account

/// Cells of workbooks, as small files have them that something is odd about.
@Suite struct WorkbookReadingTests {
    @Test(arguments: [("formulas-without-value.xlsx", "A2"), ("formula-name-without-value.xlsx", "B2")])
    func formulasWithoutAStoredValueAreRefused(file: String, cell: String) throws {
        for mode in ImportMode.allCases {
            let test = try TestAccount()
            try test.importCSV("email,firstname\na@example.com,Anna\n", into: "A", new: true)
            let failure = expectFailure(.malformedFile) {
                try test.importFixture(file, isNew: false) { ($0.mode, $0.emptyCells) = (mode, .clear) }
            }
            #expect(failure?.message.contains("the cell \(cell) holds a formula without a stored value") == true)
            #expect(failure?.help?.contains("save it") == true)
            #expect(failure?.help?.contains("--map \"Vorname\"=") == (cell == "B2"))
            #expect(try test.recipient("a@example.com", of: "A")?.values == ["Anna"])
        }
    }

    @Test func formulasInColumnsThatAreLeftOutDoNotMatter() throws {
        let test = try TestAccount()
        let result = try test.importFixture("formula-name-without-value.xlsx") {
            $0.mappings = [ColumnAssignment.Mapping(column: "Vorname", field: nil)]
        }
        #expect(result.counts == ImportCounts(read: 1, added: 1))
    }

    /// What the help says can be typed.
    @Test func theHelpAboutFormulasLeavesTheColumnOut() throws {
        let failure = expectFailure(.malformedFile) {
            try TestAccount().importFixture("formula-name-without-value.xlsx")
        }
        #expect(failure?.help?.hasSuffix("or leave the column out: --map \"Vorname\"=") ?? false)
    }

    /// Nobody knows who has left: leaving the column out is not offered, and must be confirmed.
    @Test func formulasInAColumnAboutConsentAreNotPassedOver() throws {
        let file = "formula-consent-without-value.xlsx"
        let failure = expectFailure(.malformedFile) { try TestAccount().importFixture(file) }
        #expect(failure?.help?.contains("--map") == false)
        let mappings = [ColumnAssignment.Mapping(column: "Abgemeldet", field: nil)]
        let refusal = expectFailure(.consent) { try TestAccount().importFixture(file) { $0.mappings = mappings } }
        #expect(refusal?.message.contains("\"Abgemeldet\"") == true)
        let result = try TestAccount().importFixture(file) { ($0.mappings, $0.resubscribes) = (mappings, true) }
        #expect(result.remarks.map(\.code) == [.unusedConsent])
        #expect(result.remarks.first?.column == "Abgemeldet")
    }

    @Test func errorCellsAreMissing() throws {
        let test = try TestAccount()
        let result = try test.importFixture("error-cells.xlsx")
        #expect(result.counts == ImportCounts(read: 3, added: 2, invalid: 1))
        let anna = try #require(try test.recipient("a@example.com", of: "A"))
        #expect(anna.values == ["1980-05-06", "true", nil, "123"])
        #expect(result.remarks.map(\.code) == [.errorCells, .errorCells, .errorCells])
        #expect(result.remarks.map(\.column) == ["email", "activated", "plz"])
        #expect(result.remarks.last?.message.contains("\"#N/A\" in E2") == true)
    }

    @Test func formatsAreShownAsPeopleSeeThem() throws {
        let test = try TestAccount()
        try test.importFixture("number-formats.xlsx")
        let shown = try test.recipients(of: "A").sorted { $0.key < $1.key }.map { $0.value.values.first ?? nil }
        #expect(
            shown == [
                "01067", "D-01067", "01001-1234", "012-34-5678", "(171) 555-1234", "0171 1234567", "01067", "01067",
                "01067",
                "01067", "001067", "0171123456", "01 067", "0171123456", "0171123456", "+491701234567", "+491701234567",
                "01067", "01067", "01067", "001-067", "0007", "1.5", "1234567", "1234.5", "12.5%", "50%", "Nr. 00042",
                "01.02.2024", "01.02.2024",
            ])
    }

    @Test func integersKeepTheirDigits() throws {
        let test = try TestAccount()
        try test.importFixture("long-integers.xlsx")
        let shown = try test.recipients(of: "A").sorted { $0.key < $1.key }.map { $0.value.values.first ?? nil }
        #expect(
            shown == [
                "491701234567890000", "491701234567890000", "12345678901234567", "9007199254740993",
                "123456789012345680",
                "1234567890123456", "99999999999999999", "1000000000000000", "1E+21", "150000000000000000000", "5E-324",
                "1E+300", "0.1", "1.1", "12345.678", "100000000000000000000", "0.000001", "123456789.123457",
                "1234567890123450", "2.2250738585072E-308",
            ])
    }

    @Test func backslashesInNamesAreSlashes() throws {
        #expect(try TestAccount().importFixture("backslash-names.xlsx").counts == ImportCounts(read: 1, added: 1))
    }

    @Test func aCoverSheetNamesTheOthers() throws {
        let test = try TestAccount()
        let failure = expectFailure(.malformedFile) { try test.importFixture("cover-sheet.xlsx") }
        #expect(failure?.message.contains("\"Kunden\"") == true && failure?.message.contains("--sheet") == true)
        #expect(failure?.help == "name the sheet: --sheet \"Kunden\"")
        #expect(try test.importFixture("cover-sheet.xlsx") { $0.sheet = "Kunden" }.counts.added == 1)
    }
}
