import SystemCalls

/// Writes to a file descriptor, such as standard output, through a buffer. The owner calls `flush()` at the end.
///
/// The first write that fails is remembered in `errorNumber`, and everything after it is dropped: a program whose
/// reader has gone (`| head`) has nobody to tell, and finds out with one look.
public final class DescriptorSink: TextSink {
    /// The `errno` of the write that failed, if one has.
    public private(set) var errorNumber: Int32?
    /// Whether the user wants more than was written; asked between lines.
    public var isWanted: () -> Bool = { true }
    private let descriptor: Int32
    private let capacity: Int
    private var buffer: [UInt8] = []

    /// - Parameters:
    ///   - descriptor: Open for writing; it stays the caller's and is not closed.
    ///   - capacity: The bytes that are kept before they are written; 0 writes each text at once.
    public init(descriptor: Int32, capacity: Int = 1 << 16) {
        self.descriptor = descriptor
        self.capacity = capacity
        buffer.reserveCapacity(capacity)
    }

    /// Whether anybody still reads what is written, and wants it.
    public var wantsMore: Bool { errorNumber == nil && isWanted() }

    public func write(_ text: String) {
        guard errorNumber == nil else { return }
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= capacity { flush() }
    }

    public func flush() {
        defer { buffer.removeAll(keepingCapacity: true) }
        guard errorNumber == nil else { return }
        do throws(SystemError) {
            try SystemCalls.writeAll(buffer, to: descriptor)
        } catch {
            errorNumber = error.number
        }
    }
}
