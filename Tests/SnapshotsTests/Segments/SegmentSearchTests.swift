import Sorting
import StoreTestSupport
import TestSupport
import Testing

@testable import Snapshots

@Suite struct SegmentSearchTests {
    private let factory = SegmentFactory()

    private func find(_ key: String, in segment: Segment) -> Row? {
        Array(key.utf8).withUnsafeBytes { segment.row(of: $0) }
    }

    /// Rows of very different lengths, so that halves end within all sorts of them.
    @Test(arguments: [0, 1, 2, 3, 50]) func everyRowIsFoundAndNoOther(count: Int) throws {
        let records = (0..<count).map {
            Record("r\(100 + 2 * $0)@b.de", $0 % 7 == 3 ? nil : [String(repeating: "x", count: $0 * $0 % 97)])
        }
        let segment = try factory.segment(records)
        for index in 0..<count {
            let row = try #require(find("r\(100 + 2 * index)@b.de", in: segment))
            #expect(row.isRemoval == (index % 7 == 3))
            #expect(find("r\(101 + 2 * index)@b.de", in: segment) == nil)
        }
        #expect(find("a@b.de", in: segment) == nil && find("z@b.de", in: segment) == nil)
        try segment.checkRows()
    }
}
