import Recipients
import Snapshots
import Sorting
import Storage
import Testing

@testable import Account

/// The walk that every change of many recipients is, with policies that are as small as can be.
@Suite struct RecipientWalkTests {
    private let storage = MemoryStorage()

    /// A stack of one segment, by address the cells of each recipient.
    private func stack(_ number: Int, _ recipients: KeyValuePairs<String, String>) throws -> [Segment] {
        let path = StoreLayout.segment(number, ofGroup: 1)
        let writer = try SegmentWriter(number: number, at: path, columns: ["email"], in: storage)
        for (email, cells) in recipients {
            try Array("[\"\(email)\",\(cells)]\n".utf8).withUnsafeBytes { try writer.append(lines: $0) }
        }
        return [try Segment(try writer.finish(), at: path, in: storage)]
    }

    private func text(_ block: LineBlock) -> String { String(decoding: block.lines.bytes, as: UTF8.self) }

    private static let active = "null,\"2026-01-01T00:00:00Z\",null"
    private static let left = "null,null,\"2026-01-02T00:00:00Z\""

    // MARK: Three streams

    /// The states before and after a change, and the group as it is now.
    private struct ThreeStates: AddressStreams {
        typealias Problem = Never

        private(set) var stored: Row?
        private(set) var before: Row?
        private(set) var after: Row?
        private var difference: DifferenceCursor
        private var now: StackCursor

        init(before: [Segment], after: [Segment], now: [Segment]) {
            difference = DifferenceCursor(before, after)
            self.now = StackCursor(now)
        }

        mutating func advance() -> Bool {
            guard let (before, after) = difference.next() else { return false }
            (self.before, self.after) = (before, after)
            stored = (before ?? after).flatMap { now.find($0.key) }
            return true
        }
    }

    /// Takes a change back where nobody has changed anything since.
    private struct Reversal: MergePolicy {
        let memory = LeaverMemory(nil, AddressHash())
        private(set) var kept = 0

        mutating func decide(
            _ states: inout ThreeStates,
            into lines: inout ByteBuffer,
            _ counts: inout ImportCounts
        ) -> Fate {
            guard isUntouched(states.stored, since: states.after) else {
                kept += 1
                return .untouched
            }
            guard let before = states.before else { return .removed }
            lines.append(before.bytes)
            lines.append(UInt8(ascii: "\n"))
            return .written(RecipientMerge.Outcome(status: Status(of: before)))
        }

        private func isUntouched(_ now: Row?, since after: Row?) -> Bool {
            guard let now, let after else { return now == nil && after == nil }
            return now.hasSameCells(as: after)
        }
    }

    @Test func aThreeWayMergeIsAPolicyOfTheSameWalk() throws {
        let (active, left) = (Self.active, Self.left)
        let before = try stack(
            1, ["changed@a.de": active, "edited@a.de": active, "gone@a.de": active, "same@a.de": active])
        let after = try stack(
            2, ["changed@a.de": left, "edited@a.de": left, "new@a.de": active, "same@a.de": active])
        let now = try stack(
            3,
            ["changed@a.de": left, "edited@a.de": active, "later@a.de": left, "new@a.de": active, "same@a.de": active])
        var walk = RecipientWalk(ThreeStates(before: before, after: after, now: now), Reversal())
        let block = LineBlockPool().take(capacity: 0)
        let hasMore = walk.fill(block)
        #expect(!hasMore)
        // Whoever was edited since is kept, though that is now as it was before.
        #expect(
            text(block) == """
                ["changed@a.de",\(active)]
                ["gone@a.de",\(active)]
                ["new@a.de",false]

                """)
        #expect(block.rows == 3 && walk.policy.kept == 1)
        #expect(walk.tally.counts == ImportCounts(added: 1, updated: 1, unchanged: 1, removed: 1))
        #expect(walk.tally.statuses.active == 1 && walk.tally.statuses.unsubscribed == -1)
    }

    // MARK: Blocks

    /// Everybody in a state.
    private struct Everybody: AddressStreams {
        private(set) var stored: Row?
        private var cursor: StackCursor
        /// How many more there are before it fails.
        private var left: Int

        struct Problem: Error, Equatable {}

        init(_ stack: [Segment], readable: Int = .max) {
            cursor = StackCursor(stack)
            left = readable
        }

        mutating func advance() throws(Problem) -> Bool {
            guard left > 0 else { throw Problem() }
            left -= 1
            stored = cursor.current
            cursor.advance()
            return stored != nil
        }
    }

    private struct Removal: MergePolicy {
        let memory = LeaverMemory(nil, AddressHash())

        func decide(_ all: inout Everybody, into lines: inout ByteBuffer, _ counts: inout ImportCounts) -> Fate {
            .removed
        }
    }

    @Test func theWalkGoesOnWhereABlockWasFull() throws {
        let stack = try stack(1, ["a@a.de": Self.active, "b@a.de": Self.left, "c@a.de": Self.active])
        var walk = RecipientWalk(Everybody(stack), Removal())
        var blocks: [String] = []
        var hasMore = true
        while hasMore {
            let block = LineBlockPool().take(capacity: 0)
            hasMore = try walk.fill(block, upTo: 20)
            #expect(block.rows == text(block).split(separator: "\n").count)
            blocks.append(text(block))
        }
        #expect(blocks == ["[\"a@a.de\",false]\n[\"b@a.de\",false]\n", "[\"c@a.de\",false]\n"])
        #expect(walk.tally.counts == ImportCounts(removed: 3))
        #expect(walk.tally.statuses.recipients == -3)
    }

    @Test func whatStopsTheStreamsEndsTheWalk() throws {
        let stack = try stack(1, ["a@a.de": Self.active, "b@a.de": Self.left])
        var walk = RecipientWalk(Everybody(stack, readable: 1), Removal())
        let block = LineBlockPool().take(capacity: 0)
        var problem: Everybody.Problem?
        do {
            _ = try walk.fill(block)
        } catch {
            problem = error
        }
        #expect(problem == Everybody.Problem())
        #expect(block.rows == 1 && walk.tally.counts.removed == 1)
    }
}
