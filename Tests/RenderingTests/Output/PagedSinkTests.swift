import CommandLanguage
import Interpreter
import Testing

@testable import Rendering

struct PagedSinkTests {
    private final class Reader: Pager {
        var text = ""
        var isReading = true
        var isClosed = false
        var works = true
        var headingLines = 0
        func write(_ text: String) { self.text += text }
        func close() -> Bool {
            isClosed = true
            return works
        }
    }

    private let direct = StringSink()
    private let reader = Reader()

    private func sink(hasPager: Bool = true, height: Int? = 3) -> PagedSink {
        PagedSink(
            direct, height: { height },
            open: { [reader] lines in
                reader.headingLines = lines
                return hasPager ? reader : nil
            })
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

    @Test func theHeadingOfATableThatComesFirstStays() {
        let sink = sink()
        sink.beginTable(headingLines: 2)
        for line in ["a\n", "-\n", "1\n", "2\n"] { sink.write(line) }
        sink.flush()
        #expect(reader.headingLines == 2)
        sink.write("words\n")
        sink.beginTable(headingLines: 2)
        for line in ["a\n", "-\n", "1\n", "2\n"] { sink.write(line) }
        sink.flush()
        #expect(reader.headingLines == 0)
    }

    @Test func aTableTellsHowHighItsHeadingIs() {
        let sink = sink(height: 4)
        var renderer = ResultRenderer(format: .table, sink: sink, width: 20)
        renderer.begin(columns: ["email", "city"])
        for number in 1...9 { renderer.append(row: [.text("person\(number)@example.com"), .text("Köln")]) }
        renderer.end()
        #expect(reader.headingLines == 3)
        #expect(reader.text.hasPrefix("city: Köln\nemail\n"))
    }

    @Test func whatIsForProgramsIsNotPaged() {
        let sink = sink()
        sink.isBypassed = true
        for line in ["1\n", "2\n", "3\n", "4\n"] { sink.write(line) }
        #expect(direct.text == "1\n2\n3\n4\n" && reader.text.isEmpty)
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

    /// A pager that is missing is noticed when it takes nothing more, or at the end.
    @Test func whatAPagerCannotShowIsShownWithoutIt() {
        let sink = sink()
        reader.works = false
        for line in ["1\n", "2\n", "3\n"] { sink.write(line) }
        reader.isReading = false
        for line in ["4\n", "5\n"] { sink.write(line) }
        #expect(sink.wantsMore && reader.isClosed)
        sink.flush()
        #expect(direct.text == "1\n2\n3\n4\n5\n")
        reader.isReading = true
        sink.write("1\n2\n3\n")
        sink.flush()
        #expect(direct.text == "1\n2\n3\n4\n5\n1\n2\n3\n")
    }

    /// One that has taken so much has shown some of it.
    @Test func aLongTextIsNotShownAgain() {
        let sink = sink()
        reader.works = false
        sink.write(String(repeating: "1\n", count: PagedSink.keptBytes))
        sink.write("2\n")
        sink.flush()
        #expect(direct.text.isEmpty)
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
