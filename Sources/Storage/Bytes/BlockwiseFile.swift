import Synchronization

/// A large, remote file of lines. Its blocks, each of some lines, are fetched as they are needed and checked when they
/// arrive.
///
/// Several threads may use it at once.
public final class BlockwiseFile: Sendable {
    /// Where the blocks are, and how the first line of each begins.
    public let index: BlockIndex
    private let source: any BlockSource
    private let memory: PartialScratch
    private let state: Mutex<State>

    private struct State {
        var isFetched: [Bool]
        var missing: Int
        /// How many bytes are fetched together with the next block that nobody asked for in advance.
        var window = BlockwiseFile.leastWindow
    }

    /// In bytes. One round trip costs as much time as at least this many.
    private static let leastWindow = 64 << 10
    /// In bytes. A server puts together no more than this for one answer.
    private static let largestWindow = 32 << 20
    /// How many blocks are examined for the end of what has been fetched: whoever reads on asks again.
    private static let lookahead = 64

    /// - Parameters:
    ///   - index: Where its blocks are.
    ///   - source: Fetches the blocks.
    ///   - folder: The folder for temporary files; it holds what does not fit into memory.
    package init(_ index: BlockIndex, from source: any BlockSource, in folder: String) throws(StorageError) {
        self.index = index
        self.source = source
        memory = try PartialScratch(size: index.size, in: folder)
        state = Mutex(State(isFetched: Array(repeating: false, count: index.count), missing: index.count))
    }

    /// All bytes of the file. Those of blocks that have not been fetched are zeros.
    public var mapped: MappedBytes { memory.mapped }

    /// Whether every block has been fetched.
    public var isWhole: Bool { state.withLock { $0.missing == 0 } }

    /// Whether a block has been fetched.
    public func isFetched(_ block: Int) -> Bool { state.withLock { $0.isFetched[block] } }

    /// The offset up to which the blocks from one on have been fetched, at least as far as the look-ahead goes. It is
    /// the start of that block if the block itself is missing.
    public func endOfFetched(from block: Int) -> Int {
        state.withLock { state in
            if state.missing == 0 { return index.size }
            var end = block
            while end < min(block + Self.lookahead, index.count), state.isFetched[end] { end += 1 }
            return index.start(of: end)
        }
    }

    /// Fetches those of the given blocks that have not been fetched, in one round trip.
    ///
    /// - Parameter wanted: Blocks in ascending order.
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

    /// Fetches all blocks that have not been fetched.
    public func fetchAll() throws(StorageError) {
        try fetch(0..<index.count)
    }

    /// Fetches a block that nobody asked for in advance, and some after it: twice as much each time, so that whoever
    /// reads the whole file, or jumps about in it, waits for few answers.
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

    /// Takes a block that came along with something else.
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
    ///   - ranges: In ascending order; none is empty.
    ///   - take: Called with each block, once or more, after its checksum has been verified.
    /// - Throws: What the other end reports, or `.damaged`.
    func fetch(
        _ ranges: [Range<Int>],
        _ take: (_ block: Int, _ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Void
    ) throws(StorageError)
}

/// Where the blocks of a file of lines are: each consists of whole lines.
public struct BlockIndex: Sendable {
    /// The offset of each block, then the size of the file.
    private var starts: [Int] = [0]
    /// The beginnings of the blocks' first lines, one after the other.
    private var openings: [UInt8] = []
    private var openingEnds: [Int] = []

    package init() {}

    /// Adds the next block.
    package mutating func add(bytes: Int, opening: UnsafeRawBufferPointer) {
        starts.append(size + bytes)
        openings += opening
        openingEnds.append(openings.count)
    }

    /// The number of blocks.
    public var count: Int { openingEnds.count }

    /// The size of the file in bytes.
    public var size: Int { starts[starts.count - 1] }

    /// The offset of a block; for the number after the last, the size of the file.
    public func start(of block: Int) -> Int { starts[block] }

    /// The block that an offset of the file is in.
    public func block(at offset: Int) -> Int {
        var (low, high) = (0, count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// Gives a closure access to the beginning of a block's first line.
    public func withOpening<Result>(of block: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let start = block == 0 ? 0 : openingEnds[block - 1]
        return openings.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<openingEnds[block]])) }
    }
}
