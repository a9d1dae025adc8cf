public import SystemCalls

/// Writes to a file descriptor, such as standard output, through a buffer. The owner must call `flush()` at the end.
///
/// The first write that fails is remembered in `error`, and everything after it is dropped: the program can check once
/// whether its reader has gone, as `head` does when it has read enough.
public final class DescriptorSink: TextSink {
    /// The system's error of the write that failed; nil if none has.
    public private(set) var error: SystemError?
    /// Called before anything is written. It may itself write and flush.
    public var willWrite: () -> Void = {}
    /// Whether the user still wants output; asked between lines.
    public var isWanted: () -> Bool = { true }
    private let descriptor: Int32
    private let capacity: Int
    private var buffer: [UInt8] = []

    /// - Parameters:
    ///   - descriptor: Open for writing; the caller keeps it and closes it.
    ///   - capacity: How many bytes are collected before they are written; 0 to write each text at once.
    public init(descriptor: Int32, capacity: Int = 1 << 16) {
        self.descriptor = descriptor
        self.capacity = capacity
        buffer.reserveCapacity(capacity)
    }

    /// Whether the output still has a reader and is wanted.
    public var wantsMore: Bool { error == nil && isWanted() }

    public func write(_ text: String) {
        guard error == nil else { return }
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= capacity { flush() }
    }

    public func flush() {
        if !buffer.isEmpty { willWrite() }
        defer { buffer.removeAll(keepingCapacity: true) }
        guard error == nil else { return }
        do throws(SystemError) {
            try SystemCalls.writeAll(buffer, to: descriptor)
        } catch {
            self.error = error
        }
    }
}
