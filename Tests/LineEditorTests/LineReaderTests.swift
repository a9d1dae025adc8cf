import LineEditor
import SystemCalls
import TestSupport
import Testing

@Suite struct LineReaderTests {
    private func lines(of text: [UInt8], chunkSize: Int) throws -> [[UInt8]] {
        let pipe = BytePipe()
        pipe.send(text)
        pipe.closeInput()
        var reader = LineReader(descriptor: pipe.output, chunkSize: chunkSize)
        var lines: [[UInt8]] = []
        while let line = try reader.nextLine() { lines.append(line) }
        #expect(try reader.nextLine() == nil)
        return lines
    }

    @Test(arguments: [1, 2, 3, 7, 4096])
    func linesOfBytes(chunkSize: Int) throws {
        let text: [UInt8] = Array("groups\r\n\nprint 'ü'\n".utf8) + [0xFF, 0, 0x0A] + Array("last".utf8)
        let expected: [[UInt8]] = [Array("groups\r".utf8), [], Array("print 'ü'".utf8), [0xFF, 0], Array("last".utf8)]
        #expect(try lines(of: text, chunkSize: chunkSize) == expected)
        #expect(try lines(of: [], chunkSize: chunkSize) == [])
        #expect(try lines(of: [0x0A], chunkSize: chunkSize) == [[]])
    }

    @Test func aLineMayBeLongerThanAChunk() throws {
        let long = [UInt8](repeating: 0x61, count: 20_000)
        #expect(try lines(of: long + [0x0A] + long, chunkSize: 1000) == [long, long])
    }

    @Test func aReadThatFailsSaysWhy() {
        var reader = LineReader(descriptor: -1)
        #expect(throws: SystemError(EBADF)) { try reader.nextLine() }
    }
}
