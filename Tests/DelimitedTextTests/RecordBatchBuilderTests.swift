import DelimitedText
import Testing

@Suite struct RecordBatchBuilderTests {
    private func set(_ column: Int, _ text: String, _ builder: inout RecordBatchBuilder) {
        Array(text.utf8).withUnsafeBytes { builder.set(column, to: $0) }
    }

    private func cells(_ batch: RecordBatch?, _ record: Int = 0) throws -> [String] {
        try #require(batch).texts(of: record)
    }

    @Test func recordsKeepTheirCellsAndLines() throws {
        var builder = RecordBatchBuilder(columns: 2)
        let none = builder.takeBatch()
        #expect(none == nil)
        set(1, "b", &builder)
        builder.endRecord(line: 7)
        set(0, "a", &builder)
        set(0, "A", &builder)
        set(3, "d", &builder)
        Array("A;;;d".utf8).withUnsafeBytes { builder.endRecord(line: 9, raw: $0) }
        let taken = builder.takeBatch()
        let batch = try #require(taken)
        #expect(try cells(batch) == ["", "b"])
        #expect(try cells(batch, 1) == ["A", "", "", "d"])
        #expect(batch.line(of: 0) == 7 && batch.line(of: 1) == 9)
        #expect(batch.withRecords { String(decoding: $0.rawRecord(1), as: UTF8.self) } == "A;;;d")
        let rest = builder.takeBatch()
        #expect(rest == nil)
    }

    /// A batch may be taken while a record is begun, as when a sheet's XML comes in pieces.
    @Test func aRecordThatHasBegunGoesOnInTheNextBatch() throws {
        var builder = RecordBatchBuilder(columns: 0)
        set(0, "first", &builder)
        builder.endRecord(line: 1)
        set(0, "second", &builder)
        let first = builder.takeBatch()
        #expect(try cells(first) == ["first"])
        set(1, "more", &builder)
        builder.endRecord(line: 2)
        let second = builder.takeBatch()
        #expect(try cells(second) == ["second", "more"])
    }

    /// Cells take memory even if nothing is in them.
    @Test func manyEmptyCellsMakeABatchFull() {
        var builder = RecordBatchBuilder(columns: 16_384)
        var count = 0
        while !builder.isFull, count < 1000 {
            builder.endRecord(line: count + 1)
            count += 1
        }
        #expect(count == 16)
    }

    @Test func aRecordIsDiscarded() throws {
        var builder = RecordBatchBuilder(columns: 1)
        set(2, "x", &builder)
        builder.discardRecord()
        set(0, "y", &builder)
        builder.endRecord(line: 1)
        let batch = builder.takeBatch()
        #expect(try cells(batch) == ["y"])
    }
}
