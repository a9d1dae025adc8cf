import Rendering
import TestSupport
import Testing

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

@Suite struct DescriptorSinkTests {
    /// What has come through a pipe so far.
    private func received(_ pipe: Pipe) -> String {
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = read(pipe.output, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    @Test func outputIsBufferedUntilFlushed() {
        let pipe = Pipe()
        _ = fcntl(pipe.output, F_SETFL, O_NONBLOCK)
        let sink = DescriptorSink(descriptor: pipe.input, capacity: 8)
        sink.write("1\n")
        #expect(received(pipe) == "")
        sink.write("234567\n")
        #expect(received(pipe) == "1\n234567\n")
        sink.write("ü\n")
        #expect(received(pipe) == "")
        sink.flush()
        #expect(received(pipe) == "ü\n")
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
