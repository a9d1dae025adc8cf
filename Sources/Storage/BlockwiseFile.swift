import Synchronization

/// A large file of lines that is far away. Its blocks, some lines each, are fetched as they are needed and checked when they come.
///
/// Threads may use it beside each other.
public final class BlockwiseFile: Sendable {
    /// Where the blocks are, and how each begins.
    public let index: BlockIndex
    private let source: any BlockSource
    private let memory: PartialScratch
    private let state: Mutex<State>

    private struct State {
        var isFetched: [Bool]
        var missing: Int
        /// How many bytes the next block brings with it that nobody has asked for before.
        var window = BlockwiseFile.leastWindow
    }

    /// A round trip is worth so many bytes at least.
    private static let leastWindow = 64 << 10
    /// And so many at most, which is what a server puts together for one answer.
    private static let largestWindow = 32 << 20
    /// How many blocks are looked at for the end of what is there: whoever reads on asks again.
    private static let lookahead = 64

    /// - Parameters:
    ///   - index: Where its blocks are.
    ///   - source: What fetches them.
    ///   - folder: Of temporary files, for what does not fit into memory.
    package init(_ index: BlockIndex, from source: any BlockSource, in folder: String) throws(StorageError) {
        self.index = index
        self.source = source
        memory = try PartialScratch(size: index.size, in: folder)
        state = Mutex(State(isFetched: Array(repeating: false, count: index.count), missing: index.count))
    }

    /// As many bytes as the file has. Those of blocks that have not been fetched are zeros.
    public var mapped: MappedBytes { memory.mapped }

    /// Whether every block is there.
    public var isWhole: Bool { state.withLock { $0.missing == 0 } }

    /// Whether a block is there.
    public func isFetched(_ block: Int) -> Bool { state.withLock { $0.isFetched[block] } }

    /// Where the blocks that are there from one on end, as far as it has looked: at its own beginning if that is missing.
    public func endOfFetched(from block: Int) -> Int {
        state.withLock { state in
            if state.missing == 0 { return index.size }
            var end = block
            while end < min(block + Self.lookahead, index.count), state.isFetched[end] { end += 1 }
            return index.start(of: end)
        }
    }

    /// Fetches those of some blocks that are not there, in one round trip.
    ///
    /// - Parameter wanted: Blocks in their order.
    public func fetch(_ wanted: some Sequence<Int>) throws(StorageError) {
        try locked { (state) throws(StorageError) in
            var ranges: [Range<Int>] = []
            for block in wanted where !state.isFetched[block] {
                if let last = ranges.last, last.upperBound == block {
                    ranges[ranges.count - 1] = last.lowerBound..<block + 1
                } else {
                    ranges.append(block..<block + 1)
                }
            }
            try fetch(ranges, &state)
        }
    }

    /// Fetches everything that is not there.
    public func fetchAll() throws(StorageError) {
        try fetch(0..<index.count)
    }

    /// Fetches a block that nobody has asked for before, and some after it: twice as much each time, so that whoever reads all of
    /// the file, or looks here and there, waits for few answers.
    public func fetchUnexpected(_ block: Int) throws(StorageError) {
        try locked { (state) throws(StorageError) in
            if state.isFetched[block] { return }
            let end = index.block(at: min(index.start(of: block) + state.window, index.size - 1)) + 1
            var ranges: [Range<Int>] = []
            var next = block
            while next < end {
                let start = next
                while next < end, !state.isFetched[next] { next += 1 }
                if start < next { ranges.append(start..<next) }
                while next < end, state.isFetched[next] { next += 1 }
            }
            try fetch(ranges, &state)
            state.window = min(2 * state.window, Self.largestWindow)
        }
    }

    /// Takes a block that came with something else.
    package func take(_ block: Int, _ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try locked { (state) throws(StorageError) in
            guard !state.isFetched[block] else { return }
            try memory.write(bytes, at: index.start(of: block))
            state.isFetched[block] = true
            state.missing -= 1
        }
    }

    private func fetch(_ ranges: [Range<Int>], _ state: inout State) throws(StorageError) {
        if ranges.isEmpty { return }
        let (index, memory) = (index, memory)
        try source.fetch(ranges) { (block, bytes) throws(StorageError) in
            try memory.write(bytes, at: index.start(of: block))
        }
        for range in ranges {
            for block in range { state.isFetched[block] = true }
            state.missing -= range.count
        }
    }

    private func locked(_ body: (inout State) throws(StorageError) -> Void) throws(StorageError) {
        try state.withLock { state in
            Result { () throws(StorageError) in try body(&state) }
        }.get()
    }
}

/// Fetches blocks of a file.
package protocol BlockSource: Sendable {
    /// Fetches ranges of blocks in one round trip.
    ///
    /// - Parameters:
    ///   - ranges: In their order, without gaps of nothing.
    ///   - take: Given each block once or more, after its checksum was found right.
    /// - Throws: What the other end says, or `.damaged`.
    func fetch(
        _ ranges: [Range<Int>],
        _ take: (_ block: Int, _ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Void
    ) throws(StorageError)
}

/// Where the blocks of a file of lines are: each begins and ends with a line.
public struct BlockIndex: Sendable {
    /// Where each block begins, and at last where the file ends.
    private var starts: [Int] = [0]
    /// How the first line of each begins, one after the other.
    private var openings: [UInt8] = []
    private var openingEnds: [Int] = []

    package init() {}

    /// Adds the next block.
    package mutating func add(bytes: Int, opening: UnsafeRawBufferPointer) {
        starts.append(size + bytes)
        openings += opening
        openingEnds.append(openings.count)
    }

    /// How many blocks there are.
    public var count: Int { openingEnds.count }

    /// How many bytes the file has.
    public var size: Int { starts[starts.count - 1] }

    /// Where a block begins; for the number after the last, where the file ends.
    public func start(of block: Int) -> Int { starts[block] }

    /// The block that a byte of the file is in.
    public func block(at offset: Int) -> Int {
        var (low, high) = (0, count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// Lets a closure look at how the first line of a block begins.
    public func withOpening<Result>(of block: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let start = block == 0 ? 0 : openingEnds[block - 1]
        return openings.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<openingEnds[block]])) }
    }
}
