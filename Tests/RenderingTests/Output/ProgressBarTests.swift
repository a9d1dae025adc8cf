import Testing

@testable import Rendering

/// Progress on a terminal whose clock stands still until it is moved.
struct ProgressBarTests {
    private final class Watch {
        var time = ContinuousClock.now
        func pass(_ milliseconds: Int) { time += .milliseconds(milliseconds) }
    }

    private let sink = StringSink()
    private let watch = Watch()
    private let bar: ProgressBar

    init() {
        bar = ProgressBar(sink, width: { 81 }, now: { [watch] in watch.time })
    }

    private func state(_ done: Int, _ total: Int? = 10_000_000, label: String = "reading", isInBytes: Bool = true)
        -> ProgressState
    {
        ProgressState(label: label, done: done, total: total, isInBytes: isInBytes)
    }

    @Test func shortWorkShowsNothing() {
        bar.show(state(1000))
        watch.pass(499)
        bar.show(state(9_000_000))
        bar.clear()
        #expect(sink.text == "")
    }

    @Test func longWorkHasABar() {
        watch.pass(2000)
        bar.show(state(2_500_000))
        #expect(
            sink.text
                == "\rreading [##########..............................]  25%  1.3 MB/s  0:06 left\u{1B}[K")
        bar.clear()
        #expect(sink.text.hasSuffix("\r\u{1B}[K"))
    }

    @Test func itIsNotDrawnAllTheTime() {
        watch.pass(1000)
        bar.show(state(1_000_000))
        let first = sink.text
        watch.pass(50)
        bar.show(state(2_000_000))
        #expect(sink.text == first)
        watch.pass(50)
        bar.show(state(2_000_000))
        #expect(sink.text != first)
    }

    @Test func eachPhaseHasItsOwnRate() {
        watch.pass(10_000)
        bar.show(state(10_000_000))
        watch.pass(500)
        bar.show(state(4096, 50_000, label: "merging", isInBytes: false))
        watch.pass(1000)
        bar.show(state(25_000, 50_000, label: "merging", isInBytes: false))
        #expect(
            sink.text.hasSuffix("] 50%  25,000 rows/s  0:01 left\u{1B}[K")
                || sink.text.contains(" 50%  25,000 rows/s  0:01 left"))
    }

    @Test func otherWorkBeginsAnew() {
        watch.pass(10_000)
        bar.clear()
        watch.pass(400)
        bar.show(state(1000))
        #expect(sink.text == "")
    }

    @Test(arguments: [
        (200, "merging [####################....................]  50%  100 rows/s  0:01 left"),
        (80, "merging [####################....................]  50%  100 rows/s  0:01 left"),
        (50, "merging [#####......]  50%  100 rows/s  0:01 left"),
        (40, "merging  50%  100 rows/s  0:01 left"), (20, "merging  50%  100 r…"),
    ])
    func widths(width: Int, line: String) {
        let state = state(100, 200, label: "merging", isInBytes: false)
        #expect(state.line(elapsed: .seconds(1), width: width) == line)
    }

    @Test func aTotalMayBeUnknown() {
        #expect(state(12_345_678, nil).line(elapsed: .seconds(2), width: 80) == "reading 12.3 MB  6.2 MB/s")
        #expect(state(5, 0).line(elapsed: .zero, width: 80) == "reading 5 B")
    }

    @Test func longTimesHaveHours() {
        let state = state(1, 3724, label: "merging", isInBytes: false)
        #expect(state.line(elapsed: .seconds(1), width: 80).hasSuffix("1:02:03 left"))
    }
}
