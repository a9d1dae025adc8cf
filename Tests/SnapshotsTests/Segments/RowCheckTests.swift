import StoreTestSupport
import Synchronization
import TestSupport
import Testing

@testable import Snapshots
@testable import Sorting

/// Every row of a segment is looked at, on its bytes, in pieces beside each other.
@Suite struct RowCheckTests {
    private let factory = SegmentFactory()
    private static let header = "{\"format\":\"cbs-segment\",\"version\":1,\"columns\":[\"email\",\"name\"]}\n"

    private final class Tally: Sendable {
        let rows = Atomic(0)
    }

    private func examine(_ lines: [String], columns: Int = 3) throws -> (rows: Int, problem: RowDamage?, noted: Int) {
        let segment = try factory.segment(text: Self.header + lines.map { $0 + "\n" }.joined())
        var noted = 0
        let found = segment.examine(columns: columns) {
            Tally()
        } note: { _, tally in
            tally.rows.add(1, ordering: .relaxed)
        } take: {
            noted += $0.rows.load(ordering: .relaxed)
        }
        return (found.rows, found.problem, noted)
    }

    @Test(arguments: [
        #"["b@x.de"]"#, #"["b@x.de",false]"#, #"["b@x.de","x"]"#, #"["b@x.de",null,"x"]"#,
        #"["b@x.de","\"\\\n\u001f","ü"]"#,
        #"["b@x.de",null]"#, #"["b@x.de",""]"#, #"["b@x.de","0123456789abcde","0123456789abcdef"]"#,
    ])
    func rowsAreRows(line: String) throws {
        #expect(try examine([#"["a@x.de"]"#, line, #"["c@x.de","x"]"#]) == (3, nil, 3))
        #expect(try examine([line]) == (1, nil, 1))
    }

    @Test(arguments: [
        "", "x", "[]", #"["b@x.de""#, #"["b@x.de"}"#, #"["b@x.de",]"#, #"["b@x.de",1]"#, #"["b@x.de",nul]"#,
        #"["b@x.de",nullx]"#,
        #"["b@x.de",true]"#, #"["b@x.de",false,"x"]"#, #"["b@x.de","x",false]"#, #"["b@x.de","x" ]"#,
        #"["b@x.de","x"y]"#,
        #"["b@x.de","x]"#, #"["b@x.de","x\"]"#, "[\"b@x.de\",\"\t\"]", "[\"b@x.de\",\"0123456789abcdefghi\u{1}\"]",
        #"["b@x.de","x",,"y"]"#,
        #"["b@x.de","1","2","3"]"#, #"["b@x.de","x"]]"#, #"["b@x.de"],"#, #"["b\"@x.de"]"#, #"["",null]"#,
    ])
    func whatIsNoRowIsFound(line: String) throws {
        let found = try examine([#"["a@x.de"]"#, line, #"["c@x.de","x"]"#])
        #expect(found.problem == .notARow)
        #expect(found.rows == 1)
    }

    @Test func theOrderIsLookedAt() throws {
        #expect(try examine([#"["b@x.de"]"#, #"["a@x.de"]"#]).problem == .notInOrder)
        #expect(try examine([#"["b@x.de"]"#, #"["b@x.de","x"]"#]).problem == .notInOrder)
        #expect(try examine([#"["a@x.de"]"#, #"["a@x.des"]"#]).problem == nil)
    }

    /// Rows of several pieces, with something wrong in one of them or between two.
    @Test(arguments: [0, 1, 19_999, 20_000, 39_998, 39_999]) func damageIsFoundWhereverItIs(place: Int) throws {
        let text = String(repeating: "x", count: 80)
        let lines = (0..<40_000).map { "[\"u\($0 + 100_000)@x.de\",\"\(text)\"]" }
        #expect(try examine(lines) == (40_000, nil, 40_000))
        var damaged = lines
        damaged[place] = "[\"u\(place + 100_000)@x.de\",\"\(text)]"
        #expect(try examine(damaged).problem == .notARow)
        var swapped = lines
        swapped.swapAt(place, place == 39_999 ? place - 1 : place + 1)
        #expect(try examine(swapped).problem == .notInOrder)
        var later = damaged
        later.swapAt(39_990, 39_995)
        #expect(try examine(later).problem == (place < 39_990 ? .notARow : .notInOrder))
    }

    /// Where pieces begin and end, too.
    @Test func anOrderIsBrokenBetweenPieces() throws {
        let text = String(repeating: "x", count: 600_000)
        for first in ["a", "b", "c"] {
            let lines = ["a", "b", first].map { "[\"\($0)@x.de\",\"\(text)\",\"\(text)\"]" }
            #expect(try examine(lines).problem == (first == "c" ? nil : .notInOrder))
        }
    }
}
