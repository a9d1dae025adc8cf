import Recipients
import Snapshots
import Sorting
import TestSupport
import Testing

@testable import Account

@Suite struct RowTallyTests {
    private static let active = "[\"a@a.de\",null,\"2026-01-01T00:00:00Z\"]"
    private static let left = "[\"a@a.de\",null,null,\"2026-01-02T00:00:00Z\"]"

    /// Settles the fate of a recipient, and gives what is written of it.
    private func settle(_ fate: Fate, of stored: String?, written: String = "", _ tally: inout RowTally) -> String {
        var lines = ByteBuffer()
        lines.append("before\n")
        let start = lines.count
        if !written.isEmpty { lines.append("\(written)\n") }
        let bytes = Array((stored ?? "").utf8)
        let isChange = bytes.withUnsafeBytes { bytes in
            tally.settle(
                fate, of: stored == nil ? nil : Row(line: bytes), from: start, &lines, LeaverMemory(nil, AddressHash()))
        }
        let text = String(decoding: lines.bytes.dropFirst(start), as: UTF8.self)
        #expect(isChange == !text.isEmpty)
        return text
    }

    private func written(_ status: Status, keptUnsubscribed: Bool = false) -> Fate {
        .written(RecipientMerge.Outcome(keptUnsubscribed: keptUnsubscribed, status: status))
    }

    @Test func whoeverIsNotInTheGroupIsAdded() {
        var tally = RowTally()
        #expect(settle(written(.active), of: nil, written: Self.active, &tally) == Self.active + "\n")
        #expect(tally.counts == ImportCounts(added: 1))
        #expect(tally.statuses.active == 1 && tally.statuses.recipients == 1)
    }

    @Test func aRecipientWhoDiffersIsUpdated() {
        var tally = RowTally()
        let fate = written(.unsubscribed, keptUnsubscribed: true)
        #expect(settle(fate, of: Self.active, written: Self.left, &tally) == Self.left + "\n")
        #expect(tally.counts == ImportCounts(updated: 1, keptUnsubscribed: 1))
        #expect(tally.statuses.active == -1 && tally.statuses.unsubscribed == 1)
    }

    @Test func whatIsWrittenAsItWasIsNoChange() {
        var tally = RowTally()
        #expect(settle(written(.active), of: Self.active, written: Self.active, &tally) == "")
        #expect(tally.counts == ImportCounts(unchanged: 1))
        #expect(tally.statuses == RowTally().statuses)
    }

    @Test func aRemovalTakesTheStatusAway() {
        var tally = RowTally()
        #expect(settle(.removed, of: Self.left, &tally) == "[\"a@a.de\",false]\n")
        // Nobody is not removed.
        #expect(settle(.removed, of: nil, &tally) == "")
        #expect(tally.counts == ImportCounts(removed: 1))
        #expect(tally.statuses.unsubscribed == -1 && tally.statuses.recipients == -1)
    }

    @Test func whatIsLeftOutIsCountedAndNotWritten() {
        var tally = RowTally()
        #expect(settle(.untouched, of: Self.active, &tally) == "")
        #expect(tally.counts == ImportCounts())
        #expect(settle(.skipped, of: Self.active, &tally) == "")
        #expect(settle(.erased, of: nil, &tally) == "")
        #expect(tally.counts == ImportCounts(skipped: 2, erased: 1))
        #expect(tally.statuses == RowTally().statuses)
    }

    @Test func rowsThatBothHaveAreUnchangedOrSkippedByTheMode() {
        var tally = RowTally()
        tally.addUnvisited(3, .updateAdd)
        tally.addUnvisited(2, .add)
        #expect(tally.counts == ImportCounts(read: 5, unchanged: 3, skipped: 2))
    }

    @Test func aStateThatIsPutBackIsAddedOnceThoughItIsRevised() {
        var state = GroupManifest.State()
        for _ in 0..<3 { state.counts.add(.active) }
        var second = RowTally()
        _ = settle(written(.unsubscribed, keptUnsubscribed: true), of: Self.active, written: Self.left, &second)
        var tally = RowTally(puttingBack: state)
        tally.revise(second)
        #expect(tally.counts == ImportCounts(read: 3, added: 3, keptUnsubscribed: 1))
        #expect(tally.statuses.active == 2 && tally.statuses.unsubscribed == 1)
    }

    /// However a walk is cut into parts, their tallies make its own; and all fates are counted once.
    @Test(arguments: 1...10 as ClosedRange<UInt64>) func partsAddUp(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var (whole, sum, part) = (RowTally(), RowTally(), RowTally())
        var counted = 0
        for _ in 0..<200 {
            let stored = [nil, Self.active, Self.left].randomElement(using: &random) ?? nil
            let fate =
                [.untouched, .skipped, .erased, .removed, written(.active), written(.unsubscribed)]
                .randomElement(using: &random) ?? Fate.untouched
            var line = ""
            if case .written(let outcome) = fate { line = outcome.status == .active ? Self.active : Self.left }
            let text = settle(fate, of: stored, written: line, &whole)
            #expect(settle(fate, of: stored, written: line, &part) == text)
            switch fate {
            case .untouched: break
            case .removed: counted += stored == nil ? 0 : 1
            default: counted += 1
            }
            if Int.random(in: 0..<5, using: &random) == 0 {
                sum.add(part)
                part = RowTally()
            }
        }
        sum.add(part)
        #expect(sum.counts == whole.counts && sum.statuses == whole.statuses)
        let counts = whole.counts
        #expect(counts.changed + counts.unchanged + counts.skipped == counted)
        #expect(whole.statuses.recipients == counts.added - counts.removed)
    }
}
