import TestSupport
import Testing

@testable import Account

/// What an import says of what it left unused, guessed or found odd.
@Suite struct RemarkTests {
    @Test func everyCodeHasItsSection() throws {
        let lines = try Repository.text("docs/importing.md").split(separator: "\n")
        let sections = lines.filter { $0.hasPrefix("### `") }.map { $0.dropFirst(5).dropLast() }.map(String.init)
        #expect(Set(sections) == Set(Remark.Code.allCases.map(\.rawValue)))
        #expect(sections.count == Set(sections).count)
    }

    @Test func theMostSeriousComesFirst() {
        let findings: [ImportFinding] = [
            .nestedRows(path: ["a"]), .likelyTypo(column: "email", domain: "b", suggestion: "c", rows: 2),
            .likelyTypo(column: "email", domain: "a", suggestion: "c", rows: 1),
            .consentDate(.init(header: "d", example: nil, holdsDates: true, rows: 3)),
        ]
        let remarks = [Remark](findings)
        #expect(remarks.map(\.code) == [.consentColumn, .nestedRows, .likelyTypo, .likelyTypo])
        #expect(remarks.map(\.rows) == [3, 0, 2, 1])
    }

    /// A remark about a column counts the rows in which that column says something.
    @Test func aDateOfLeavingIsCountedWhereItIs() throws {
        let list = "email;blocked;Abgemeldet seit\na@x.de;no;2025-01-01\nb@x.de;no;\nc@x.de;yes;\nd@x.de;yes;\n"
        let remarks = try TestAccount().importCSV(list, into: "News", new: true).remarks
        #expect(remarks.first { $0.column == "Abgemeldet seit" }?.rows == 1)
        #expect(remarks.first { $0.column == "blocked" }?.rows == 2)
    }

    /// Each remark about rows names their column, and one of them.
    @Test func remarksAboutRowsHaveAnExample() throws {
        let test = try TestAccount()
        try test.importCSV("email\nzoe@example.com\nleft@example.com\n", into: "News", new: true)
        let list = """
            Mail,Unsubscribed
            zoe@example.com,no
            left@example.com,yes
            gone@example.com,yes
            sales@gmial.com,
            info@example.com,
            <eva@example.com>,
            """
        let remarks = try test.importCSV(list, into: "News") { $0.mode = .add }.remarks
        let examples: [(Remark.Code, String, String)] = [
            (.skippedLeavers, "Unsubscribed", "left@example.com"), (.consentColumn, "Unsubscribed", "yes"),
            (.undatedLeaving, "Unsubscribed", "gone@example.com"), (.unwrappedAddress, "Mail", "<eva@example.com>"),
            (.likelyTypo, "Mail", "gmial.com"), (.roleAddress, "Mail", "sales@gmial.com"),
        ]
        #expect(remarks.map(\.code) == examples.map(\.0))
        for (remark, example) in zip(remarks, examples) {
            #expect(remark.column == example.1 && remark.rows > 0)
            #expect(remark.message.contains(example.2))
        }
    }

    @Test func leaversByTheirDateNameTheColumnOfTheDates() throws {
        let test = try TestAccount()
        try test.importCSV("email\nleft@example.com\n", into: "News", new: true)
        let remarks = try test.importCSV("email,Abgemeldet am\nleft@example.com,2026-01-01\n", into: "News") {
            $0.mode = .add
        }.remarks
        let remark = try #require(remarks.first { $0.code == .skippedLeavers })
        #expect(remark.column == "Abgemeldet am" && remark.rows == 1 && remark.message.contains("left@example.com"))
    }

    @Test func moreThanAFewMistypedDomainsAreSummedUp() throws {
        let domains = ["gmial.com", "gmai.com", "gamil.com", "yaho.com", "hotmial.com", "outlok.com"]
        let csv = "email\n" + domains.map { "eva@\($0)\n" }.joined()
        let remarks = try TestAccount().importCSV(csv, into: "News", new: true).remarks
        #expect(remarks.count == 6 && remarks.allSatisfy { $0.code == .likelyTypo && $0.column == "email" })
        #expect(domains.contains { remarks.last?.message.hasSuffix("mistyped, such as \"\($0)\"") ?? false })
    }

    /// Which of two columns is the field is a guess.
    @Test func numberedColumnsAreTold() throws {
        let csv = "email,E-Mail,Vorname,firstname,State\na@example.com,b@example.com,A,B,Bayern\n"
        let result = try TestAccount().importCSV(csv, into: "News", new: true)
        #expect(result.remarks.map(\.code) == [.numberedColumn, .numberedColumn])
        #expect(result.remarks.map(\.column) == ["E-Mail", "firstname"])
        #expect(
            result.remarks.map(\.message) == [
                "\"E-Mail\" becomes the field \"email_2\", because the column \"email\" is the field \"email\"; "
                    + "it holds values such as \"b@example.com\"",
                "\"firstname\" becomes the field \"firstname_2\", because the column \"Vorname\" is the field "
                    + "\"firstname\"; it holds values such as \"B\"",
            ])
        #expect(result.remarks.map(\.rows) == [1, 1])
    }

    @Test func thereIsAnEncodingForTextOnly() throws {
        let test = try TestAccount()
        #expect(try test.importCSV("email\na@example.com\n", into: "News", new: true).encoding == .utf8)
        #expect(try test.restore(1).encoding == nil)
    }
}
