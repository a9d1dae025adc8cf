import CommandLanguage
import Interpreter
import Rendering
import Synchronization
import Testing

/// Rows that are made when they are wanted are written as they come, in every format, and no longer than somebody
/// reads.
@Suite struct ManyRowsTests {
    /// Notes how many rows there were when each text was written.
    private final class Witness: TextSink {
        var made: () -> Int = { 0 }
        var rowsBeforeLastText = 0
        var texts = 0
        var capacity = Int.max

        var wantsMore: Bool { texts < capacity }

        func write(_ text: String) {
            texts += 1
            if made() < ManyRowsTests.count { rowsBeforeLastText = made() }
        }

        func flush() {}
    }

    private final class Counter: Sendable {
        private let value = Atomic(0)
        var count: Int { value.load(ordering: .relaxed) }

        func add() { value.add(1, ordering: .relaxed) }
    }

    private static let count = 5000

    private static func rows(_ counter: Counter) -> Rows {
        Rows(columns: ["n"], count: count) {
            AnySequence(
                (0..<count).lazy.map { number in
                    counter.add()
                    return [.count(number)]
                })
        }
    }

    @Test(arguments: OutputFormat.allCases)
    func rowsOfARecordAreWrittenAsTheyCome(_ format: OutputFormat) {
        let (counter, witness) = (Counter(), Witness())
        witness.made = { counter.count }
        ResultRenderer(format: format, sink: witness).show(
            CommandResult(Record(["rows": .rows(Self.rows(counter))])))
        #expect(witness.rowsBeforeLastText == Self.count - 1)
    }

    @Test func nobodyReadingEndsIt() {
        let witness = Witness()
        witness.capacity = 10
        let sentences = (1...100).map { "\($0)" }
        ResultRenderer(format: .table, sink: witness).show(
            CommandResult(Record([:]), .confirmation(sentences), isAnswer: true))
        #expect(witness.texts == 10)
    }

    /// An interrupt that comes after the commit is too late.
    @Test func whatWasDoneIsToldToTheEnd() {
        let witness = Witness()
        witness.capacity = 0
        ResultRenderer(format: .table, sink: witness).show(
            CommandResult(Record([:]), .confirmation(["deleted the group", "backup 1 holds it"])))
        #expect(witness.texts == 2)
    }

    @Test func theyAreEqualByWhatTheyHold() {
        let kept = Rows(columns: ["n"], rows: (0..<Self.count).map { [.count($0)] })
        let made = Self.rows(Counter())
        #expect(kept == made && Set([kept, made]).count == 1)
        #expect(made != Rows(columns: ["n"], rows: [[.count(0)]]) && made != Rows(columns: ["m"], rows: Array(kept)))
        #expect(made.first == [.count(0)] && !made.isEmpty && Rows(columns: [], rows: []).first == nil)
    }
}
