import SystemCalls
import Testing

@testable import Terminal

/// A pipe that closes its ends with itself.
private final class Pipe {
    let output: Int32
    private var input: Int32

    init() {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0)
        (output, input) = (ends[0], ends[1])
    }

    func send(_ bytes: [UInt8]) {
        precondition(write(input, bytes, bytes.count) == bytes.count)
    }

    func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    var inputDescriptor: Int32 { input }

    deinit {
        closeInput()
        close(output)
    }
}

@Suite struct StreamTests {
    private func lines(of text: [UInt8], chunkSize: Int) throws -> [[UInt8]] {
        let pipe = Pipe()
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

    @Test func promptsAreWrittenBeforeEachLine() throws {
        let pipe = Pipe()
        pipe.send(Array("a\nb\n".utf8))
        pipe.closeInput()
        let prompts = StringSink()
        var reader = LineReader(descriptor: pipe.output, prompts: prompts)
        #expect(try reader.nextLine(prompt: "cbs> ") == [0x61])
        #expect(try reader.nextLine(prompt: "...> ") == [0x62])
        #expect(prompts.text == "cbs> ...> ")
    }

    @Test func aReadThatFailsSaysWhy() {
        var reader = LineReader(descriptor: -1)
        #expect(throws: LineReader.ReadError(errorNumber: EBADF)) { try reader.nextLine() }
    }

    @Test func outputIsBufferedUntilFlushed() throws {
        let pipe = Pipe()
        let sink = DescriptorSink(descriptor: pipe.inputDescriptor, capacity: 8)
        var reader = LineReader(descriptor: pipe.output)
        sink.write("1\n")
        sink.write("234567\n")
        #expect(try reader.nextLine() == [0x31])
        #expect(try reader.nextLine() == Array("234567".utf8))
        sink.write("ü\n")
        sink.flush()
        #expect(try reader.nextLine() == Array("ü".utf8))
        #expect(sink.errorNumber == nil)
    }

    @Test func aWriteThatFailsIsRemembered() {
        let sink = DescriptorSink(descriptor: -1, capacity: 0)
        sink.write("a")
        sink.write("b")
        sink.flush()
        #expect(sink.errorNumber == EBADF)
    }

    @Test func aPipeIsNoTerminal() {
        let pipe = Pipe()
        #expect(!TerminalWindow.isAttached(to: pipe.output))
        #expect(TerminalWindow.width(of: pipe.output) == nil)
    }
}
