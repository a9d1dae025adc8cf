import Rendering
import Testing

struct PagedSinkTests {
    private final class Reader: Pager {
        var text = ""
        var isReading = true
        var isClosed = false
        func write(_ text: String) { self.text += text }
        func close() { isClosed = true }
    }

    private let direct = StringSink()
    private let reader = Reader()

    private func sink(hasPager: Bool = true, height: Int? = 3) -> PagedSink {
        PagedSink(direct, height: { height }, open: { [reader] in hasPager ? reader : nil })
    }

    @Test func whatFitsIsShownAtTheEnd() {
        let sink = sink()
        sink.write("1\n")
        sink.write("2\n")
        #expect(direct.text == "")
        sink.flush()
        #expect(direct.text == "1\n2\n")
        #expect(reader.text == "")
    }

    @Test func whatOverflowsIsPaged() {
        let sink = sink()
        for line in ["1\n", "2\n", "3\n", "4\n"] { sink.write(line) }
        #expect(reader.text == "1\n2\n3\n4\n")
        #expect(!reader.isClosed)
        sink.flush()
        #expect(reader.isClosed)
        sink.write("5\n")
        sink.flush()
        #expect(direct.text == "5\n")
    }

    @Test func whoLeavesThePagerWantsNoMore() {
        let sink = sink()
        sink.write("1\n2\n3\n")
        #expect(sink.wantsMore)
        reader.isReading = false
        #expect(!sink.wantsMore)
        sink.flush()
        #expect(sink.wantsMore)
    }

    @Test func withoutAPagerEverythingIsShown() {
        for sink in [sink(hasPager: false), sink(height: nil)] {
            sink.write("1\n2\n3\n4\n")
            sink.write("5\n")
            sink.flush()
        }
        #expect(direct.text == "1\n2\n3\n4\n5\n1\n2\n3\n4\n5\n")
    }
}
