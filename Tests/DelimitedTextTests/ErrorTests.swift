import DelimitedText
import Testing

@Suite struct ErrorTests {
    @Test func recordsBeforeAnErrorAreRead() throws {
        let table = try Table("a,b\n1,2\n\"3\"x,4\n5,6\n")
        #expect(table.rows == [["a", "b"], ["1", "2"]])
        #expect(table.error?.problem == .textAfterClosingQuote)
        #expect(table.error?.line == 3)
    }

    @Test func textAfterAClosingQuoteIsOnTheLineOfThatQuote() throws {
        #expect(try error(reading: Array("a\n\"1\n2\" x,3\n".utf8))?.line == 3)
    }

    @Test func anUnclosedQuoteIsOnTheLineOnWhichItOpens() throws {
        let table = try Table("a,b\r\n\"x\ny\",\"z\n\n1,2\n")
        #expect(table.rows == [["a", "b"]])
        #expect(table.error?.problem == .unclosedQuote)
        #expect(table.error?.line == 3)
    }

    @Test func anErrorIsThrownAgain() throws {
        var reader = try DelimitedReader(MemorySource(Array("a\n\"b".utf8)))
        #expect(try reader.nextBatch()?.count == 1)
        for _ in 0..<2 {
            let error = #expect(throws: DelimitedTextError.self) { _ = try reader.nextBatch() }
            #expect(error?.problem == .unclosedQuote && error?.line == 2)
        }
    }

    @Test(arguments: [16, 64, 1 << 20]) func aRecordTooLongIsAnError(batchBytes: Int) throws {
        let options = ReadingOptions(batchBytes: batchBytes, maximumRecordBytes: 100)
        let fits = String(repeating: "x", count: 99)
        #expect(try Table("a\n\(fits)\nb\n", options).rows == [["a"], [fits], ["b"]])
        let table = try Table("a\n\n" + String(repeating: "x", count: 5000) + "\nb\n", options)
        #expect(table.rows == [["a"]])
        #expect(table.error?.problem == .recordTooLong)
        #expect(table.error?.line == 3)
    }

    @Test func anUnclosedQuoteInAHugeFileIsFoundWithinTheLimit() throws {
        let options = ReadingOptions(batchBytes: 64, maximumRecordBytes: 200)
        let table = try Table("a,b\n\n1,\"2\n" + String(repeating: "1,2\n", count: 1000), options)
        #expect(table.error?.problem == .unclosedQuote)
        #expect(table.error?.line == 3)
    }

    @Test func whatTheSourceThrowsIsThrown() throws {
        #expect(throws: FailingSource.Failure()) { _ = try DelimitedReader(FailingSource(Array("a,b\n".utf8))) }
        let long = Array(String(repeating: "a,b\n", count: 20000).utf8)
        var reader = try DelimitedReader(FailingSource(long), options: ReadingOptions(batchBytes: 1 << 20))
        for _ in 0..<2 { #expect(throws: FailingSource.Failure()) { _ = try reader.nextBatch() } }
    }

    @Test(arguments: [0x00, 0x22, 0x0A, 0x0D, 0x80] as [UInt8]) func notEveryByteIsADelimiter(byte: UInt8) {
        let error = #expect(throws: DelimitedTextError.self) {
            _ = try DelimitedReader(MemorySource([]), options: ReadingOptions(delimiter: byte))
        }
        #expect(error?.problem == .unusableDelimiter(byte))
    }
}
