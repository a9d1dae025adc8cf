internal import Recipients
internal import Snapshots
internal import Sorting

/// Sorted streams that are gone through together, one address at a time in their order: those that a change is made of, and
/// the group that it is made to.
protocol AddressStreams {
    /// Why they cannot be gone through further.
    associatedtype Problem: Error

    /// The group's row at the address; nil if it has none.
    var stored: Row? { get }

    /// Goes to the next address; false at the end.
    mutating func advance() throws(Problem) -> Bool
}

/// Who wins at an address, and what counts.
protocol MergePolicy<Streams>: ~Copyable {
    associatedtype Streams: AddressStreams

    /// Whom the group remembers.
    var memory: LeaverMemory { get }

    /// Decides what becomes of the recipient at whose address the streams stand.
    ///
    /// - Parameters:
    ///   - streams: What they have besides the group's row is between them and their policy.
    ///   - lines: Takes the recipient as it is to be, with the line end, if the fate is `written`; otherwise nothing.
    ///   - counts: Takes what the fate does not tell. What it tells, the walk counts.
    mutating func decide(_ streams: inout Streams, into lines: inout ByteBuffer, _ counts: inout ImportCounts) -> Fate
}

/// What becomes of a recipient.
enum Fate {
    /// Nothing, and nothing is said about that.
    case untouched
    /// Nothing, because what comes in does not apply.
    case skipped
    /// Nothing, because the address was erased, and what comes in is left out.
    case erased
    /// The recipient leaves the group.
    case removed
    /// The recipient becomes what the policy has written, which may be what it was.
    case written(RecipientMerge.Outcome)
}

/// A walk over sorted streams: at each address a policy decides what becomes of the recipient; those who change are written,
/// and what happened is tallied.
///
/// Every change of many recipients is this walk with its own policy.
struct RecipientWalk<Policy: MergePolicy & ~Copyable>: ~Copyable {
    private(set) var policy: Policy
    private(set) var tally = RowTally()
    private var streams: Policy.Streams

    /// A walk that is before the first address.
    init(_ streams: Policy.Streams, _ policy: consuming Policy) {
        self.streams = streams
        self.policy = policy
    }

    /// Goes on to the end, or until so many bytes have gathered.
    ///
    /// - Parameters:
    ///   - block: Takes the rows that change.
    ///   - limit: How many bytes are enough.
    /// - Returns: Whether there may be more.
    mutating func fill(_ block: LineBlock, upTo limit: Int = .max) throws(Policy.Streams.Problem) -> Bool {
        // Held here while it is written to: a field of an object is checked at each access.
        var lines = ByteBuffer()
        swap(&lines, &block.lines)
        defer { swap(&lines, &block.lines) }
        while lines.count < limit {
            guard try streams.advance() else { return false }
            let start = lines.count
            let fate = policy.decide(&streams, into: &lines, &tally.counts)
            if tally.settle(fate, of: streams.stored, from: start, &lines, policy.memory) { block.rows += 1 }
        }
        return true
    }
}

extension RecipientWalk where Policy: ~Copyable, Policy.Streams.Problem == Failure {
    /// Goes on to the end.
    ///
    /// - Parameter changes: Takes the rows that change; nil for a walk that only looks.
    mutating func run(into changes: ChangeWriter?) throws(Failure) {
        let pool = changes?.pool ?? LineBlockPool()
        var goesOn = true
        while goesOn {
            let block = pool.take(capacity: ChangeWriter.portion)
            goesOn = try fill(block, upTo: ChangeWriter.portion)
            if let changes {
                try storing(rows: changes.append(block))
            } else {
                pool.giveBack(block)
            }
        }
    }
}
