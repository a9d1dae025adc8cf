import DelimitedText
import Testing

/// What holds for batches once they have been handed out.
@Suite struct BatchTests {
    private static let rows = (0..<3000).map { ["\($0)", "\"\($0)\"", "x"] }

    private func readRows(of batch: RecordBatch) -> [[String]] {
        (0..<batch.count).map { batch.texts(of: $0) }
    }

    /// Memory is used again only when nobody holds the batch any more.
    @Test(arguments: 1...7) func aBatchKeepsItsBytesWhileItLives(kept: Int) throws {
        let source = MemorySource(Array(try written(Self.rows).utf8))
        var reader = try DelimitedReader(source, options: ReadingOptions(batchBytes: 300))
        var batches: [RecordBatch] = []
        var rows: [[String]] = []
        while let batch = try reader.nextBatch() {
            batches.append(batch)
            if batches.count == kept { rows += readRows(of: batches.removeFirst()) }
        }
        for batch in batches { rows += readRows(of: batch) }
        #expect(rows == Self.rows)
    }

    @Test func batchesCanBeReadOnOtherThreads() async throws {
        let source = MemorySource(Array(try written(Self.rows).utf8))
        var reader = try DelimitedReader(source, options: ReadingOptions(batchBytes: 500))
        var tasks: [Task<[[String]], Never>] = []
        while let batch = try reader.nextBatch() {
            tasks.append(Task.detached { readRows(of: batch) })
        }
        var rows: [[String]] = []
        for task in tasks { rows += await task.value }
        #expect(rows == Self.rows)
    }

    @Test func aBatchOutlivesItsReader() throws {
        func firstBatch() throws -> RecordBatch? {
            var reader = try DelimitedReader(MemorySource(Array("a,b\n".utf8)))
            return try reader.nextBatch()
        }
        #expect(try firstBatch().map(readRows) == [["a", "b"]])
    }

    @Test func aBatchHoldsAboutAsMuchAsAsked() throws {
        let text = try written(Self.rows)
        #expect(try Table(text, ReadingOptions(batchBytes: 1024)).batches > text.utf8.count / 1200)
        #expect(try Table(text).batches == 1)
    }
}
