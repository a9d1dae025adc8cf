internal import Recipients
internal import Snapshots
internal import Sorting

/// Sorted streams that are gone through together, one address at a time in order: those that a change is made of, and
/// the group that it is applied to.
protocol AddressStreams {
    /// The error of going on.
    associatedtype Problem: Error

    /// The group's row at the address; nil if it has none.
    var stored: Row? { get }

    /// Goes to the next address; false at the end.
    mutating func advance() throws(Problem) -> Bool
}

/// Decides which row wins at an address, and what counts.
protocol MergePolicy<Streams>: ~Copyable {
    associatedtype Streams: AddressStreams

    /// The people whom the group remembers.
    var memory: LeaverMemory { get }

    /// Decides what happens to the recipient at the current address of the streams.
    ///
    /// - Parameters:
    ///   - streams: The streams. What they have besides the group's row is up to them and the policy.
    ///   - lines: Receives the resulting recipient, with its line end, if the fate is `written`; otherwise nothing.
    ///   - counts: Receives what cannot be told from the fate. The walk counts the rest.
    mutating func decide(_ streams: inout Streams, into lines: inout ByteBuffer, _ counts: inout ImportCounts) -> Fate
}

/// What happens to a recipient.
enum Fate {
    /// Nothing, and nothing is counted.
    case untouched
    /// Nothing, because the incoming row does not apply.
    case skipped
    /// Nothing, because the address was erased, so that the incoming row is left out.
    case erased
    /// The recipient leaves the group.
    case removed
    /// The recipient becomes what the policy has written, which may be the same as before.
    case written(RecipientMerge.Outcome)
}

/// A walk over sorted streams: at each address a policy decides what happens to the recipient; recipients that change
/// are written, and what happened is counted.
///
/// Every change of many recipients is such a walk, with its own policy.
struct RecipientWalk<Policy: MergePolicy & ~Copyable>: ~Copyable {
    private(set) var policy: Policy
    private(set) var tally = RowTally()
    private var streams: Policy.Streams

    /// A walk positioned before the first address.
    init(_ streams: Policy.Streams, _ policy: consuming Policy) {
        self.streams = streams
        self.policy = policy
    }

    /// Goes on to the end, or until a number of bytes has been gathered.
    ///
    /// - Parameters:
    ///   - block: Receives the rows that change.
    ///   - limit: The number of bytes.
    /// - Returns: Whether there may be more.
    mutating func fill(_ block: LineBlock, upTo limit: Int = .max) throws(Policy.Streams.Problem) -> Bool {
        // Kept in a local variable while it is written to: access to a property of an object is checked each time.
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
    /// - Parameter changes: Receives the rows that change; nil for a walk that writes nothing.
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
