internal import CXXHash
import Storage
import SystemCalls

/// An XXH3 checksum of 64 bits, written as 16 hexadecimal digits. It detects accidents, not attacks.
public struct Checksum: Hashable, Sendable, CustomStringConvertible {
    /// The XXH3 checksum, of 64 bits.
    public let value: UInt64

    init(value: UInt64) {
        self.value = value
    }

    /// The checksum of these bytes.
    public init(of bytes: UnsafeRawBufferPointer) {
        value = XXH3_64bits(bytes.baseAddress, bytes.count)
    }

    /// Reads what `description` writes.
    public init?(_ text: String) {
        guard text.utf8.count == 16, let value = text.utf8.hexadecimalValue else { return nil }
        self.value = value
    }

    public var description: String { value.hexadecimalDigits }
}

/// Computes the checksum of bytes that arrive in pieces.
final class ChecksumStream {
    // XXH3_createState returns nil only if memory has run out, which Swift does not survive either.
    private let state: OpaquePointer?

    init() {
        state = XXH3_createState()
        XXH3_64bits_reset(state)
    }

    deinit {
        XXH3_freeState(state)
    }

    func update(_ bytes: UnsafeRawBufferPointer) {
        XXH3_64bits_update(state, bytes.baseAddress, bytes.count)
    }

    var checksum: Checksum { Checksum(value: XXH3_64bits_digest(state)) }
}

/// Compares the checksum of a file with the expected one, on a separate thread if the file is large.
final class ChecksumCheck {
    /// Written by the thread, read after it has been joined.
    private final class Outcome: @unchecked Sendable {
        var isRight: Bool?
    }

    /// The thread's input: bytes that do not change.
    private struct Work: @unchecked Sendable {
        let mapped: MappedBytes
        let expected: Checksum
    }

    private let outcome = Outcome()
    private let work: Work
    private var thread: WorkerThread?

    /// A file of at least this many bytes is worth a thread.
    private static let parallelBytes = 1 << 20

    /// - Parameter ahead: Whether to begin at once, on a separate thread.
    init(_ mapped: MappedBytes, _ expected: Checksum, ahead: Bool) {
        work = Work(mapped: mapped, expected: expected)
        guard ahead, mapped.bytes.count >= Self.parallelBytes else { return }
        let (work, outcome) = (work, outcome)
        thread = WorkerThread { outcome.isRight = Self.isRight(work) }
    }

    deinit {
        thread?.join()
    }

    /// Whether the checksum is the expected one. Waits for the thread, or computes the checksum now.
    var isRight: Bool {
        thread?.join()
        thread = nil
        let isRight = outcome.isRight ?? Self.isRight(work)
        outcome.isRight = isRight
        return isRight
    }

    private static func isRight(_ work: Work) -> Bool {
        let bytes = work.mapped.bytes
        let stream = ChecksumStream()
        var start = 0
        while start < bytes.count {
            let end = min(start + MappedBytes.evictionBytes, bytes.count)
            stream.update(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            // If a cursor reads it at the same time, its pages must be loaded again.
            if bytes.count > Segment.largestKept { work.mapped.evict(start..<end) }
            start = end
        }
        return stream.checksum == work.expected
    }
}
