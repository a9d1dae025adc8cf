import Rendering
import SystemCalls
import TestSupport
import Testing

@Suite struct DescriptorSinkTests {
    /// What has come through a pipe so far.
    private func received(_ pipe: BytePipe) -> String {
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = read(pipe.output, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    @Test func outputIsBufferedUntilFlushed() {
        let pipe = BytePipe()
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
        #expect(sink.error == nil)
    }

    @Test func aWriteThatFailsIsRemembered() {
        let sink = DescriptorSink(descriptor: -1, capacity: 0)
        sink.write("a")
        sink.write("b")
        sink.flush()
        #expect(sink.error == SystemError(EBADF))
    }

    @Test func aPipeIsNoTerminal() {
        let pipe = BytePipe()
        #expect(!TerminalWindow.isAttached(to: pipe.output))
        #expect(TerminalWindow.width(of: pipe.output) == nil)
    }
}
