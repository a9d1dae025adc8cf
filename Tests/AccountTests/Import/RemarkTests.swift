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
            .roleAddresses(rows: 3), .likelyTypo(domain: "b", suggestion: "c", rows: 2),
            .likelyTypo(domain: "a", suggestion: "c", rows: 1), .assumedEncoding(.windows1252),
        ]
        let remarks = [Remark](findings)
        #expect(remarks.map(\.code) == [.assumedEncoding, .likelyTypo, .likelyTypo, .roleAddress])
        #expect(remarks.map(\.rows) == [0, 2, 1, 3])
    }

    @Test func thereIsAnEncodingForTextOnly() throws {
        let test = try TestAccount()
        #expect(try test.importCSV("email\na@example.com\n", into: "News", new: true).encoding == .utf8)
        #expect(try test.restore(1).encoding == nil)
    }
}
