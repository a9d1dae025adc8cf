public import SystemCalls

/// Writes to a file descriptor, such as standard output, through a buffer. The owner calls `flush()` at the end.
///
/// The first write that fails is remembered in `error`, and everything after it is dropped: a program whose
/// reader has gone (`| head`) has nobody to tell, and finds out with one look.
public final class DescriptorSink: TextSink {
    /// What the system said of the write that failed, if one has.
    public private(set) var error: SystemError?
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
    public var wantsMore: Bool { error == nil && isWanted() }

    public func write(_ text: String) {
        guard error == nil else { return }
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= capacity { flush() }
    }

    public func flush() {
        defer { buffer.removeAll(keepingCapacity: true) }
        guard error == nil else { return }
        do throws(SystemError) {
            try SystemCalls.writeAll(buffer, to: descriptor)
        } catch {
            self.error = error
        }
    }
}
