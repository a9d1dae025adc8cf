import Recipients
import Testing

@testable import Account

/// How far long commands are, as the account tells it.
struct ProgressTests {
    private final class Told {
        var all: [Progress] = []
    }

    private static let text =
        "email,city\n" + (0..<20_000).map { "user\($0)@example.com,Bonn\n" }.joined()

    @Test func everyPhaseTellsHowFarItIs() throws {
        let account = try Account.open(StoreLocation(.memory))
        let told = Told()
        account.progress = { told.all.append($0) }
        try account.beginStatement()
        let bytes = Array(Self.text.utf8)
        _ = try account.importRows(
            ImportRequest(.bytes(bytes, name: "here"), into: ImportTarget("N", isNew: true)))
        let reading = told.all.filter { $0.phase == .reading }
        #expect(reading.allSatisfy { $0.total == bytes.count && $0.done <= bytes.count })
        // All but line ends.
        #expect(try #require(reading.last).done > bytes.count - 100)
        let merging = told.all.filter { $0.phase == .merging }
        #expect(merging.allSatisfy { $0.total == 20_000 })
        #expect(merging.last?.done == 20_000)

        told.all = []
        _ = try account.compare(.backup(.id(1)), with: .group("N"))
        #expect(told.all.map(\.phase) == Array(repeating: .comparing, count: 4))
        told.all = []
        _ = try account.verify()
        #expect(told.all.last.map { $0.phase == .checking && $0.done == $0.total } == true)
    }

    @Test func aTotalIsNeverExceeded() {
        let told = Told()
        let counter = ProgressCounter(.reading, of: 10) { told.all.append($0) }
        counter.add(7)
        counter.add(7)
        #expect(told.all.map(\.done) == [7, 10])
    }
}
