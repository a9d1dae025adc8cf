import CommandLanguage
import Recipients
import Rendering
import Testing

@Suite struct PrintTests {
    let values: [Value] = [
        .text("added:"), .count(1_000_000), .bool(true), .none, .list([.text("a"), .list([.count(1)])]),
        .duration(TimeSpan(seconds: 60)),
    ]

    @Test func valuesInEachFormat() {
        #expect(output(.table) { $0.printValues(values) } == "added: 1000000 true  a, (1) 1 minute\n")
        #expect(output(.json) { $0.printValues(values) } == #"["added:",1000000,true,null,["a",[1]],60]"# + "\n")
        #expect(output(.csv) { $0.printValues(values) } == #"added:,1000000,true,,"[""a"",[1]]",60"# + "\n")
    }

    @Test func lineFeedsAndTabsAreMeantOtherControlsAreNot() {
        #expect(output(.table) { $0.printValues([.text("a\n\tb\u{1B}c")]) } == "a\n\tb\\u{1B}c\n")
    }

    @Test func aRecordOrRowsAloneAreLaidOut() {
        let record = Record(["read": .count(3), "new": .count(1000)])
        let rows = Rows(columns: ["a"], rows: [[.text("x")]])
        #expect(output(.table) { $0.printValues([.record(record)]) } == "read: 3\nnew:  1,000\n")
        #expect(output(.table) { $0.printValues([.rows(rows)]) } == "a\n-\nx\n(1 row)\n")
        #expect(output(.table) { $0.printValues([.text("x"), .record(record)]) } == "x read: 3, new: 1000\n")
    }
}
