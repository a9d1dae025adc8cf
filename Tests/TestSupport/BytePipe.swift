import SystemCalls

/// A pipe that closes its ends with itself.
public final class BytePipe {
    /// What is read from.
    public let output: Int32
    /// What is written to; -1 once it is closed.
    public private(set) var input: Int32

    /// A pipe that nothing has gone through yet.
    public init() {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0)
        (output, input) = (ends[0], ends[1])
    }

    /// Puts bytes into it; not more than the system keeps, since nobody reads in the meantime.
    public func send(_ bytes: [UInt8]) {
        precondition(write(input, bytes, bytes.count) == bytes.count)
    }

    /// The reader finds the end after what was sent.
    public func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    deinit {
        closeInput()
        close(output)
    }
}
