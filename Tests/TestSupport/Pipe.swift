#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A pipe that closes its ends with itself.
public final class Pipe {
    /// What is read from.
    public let output: Int32
    /// What is written to; -1 once it is closed.
    public private(set) var input: Int32

    public init() {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0)
        (output, input) = (ends[0], ends[1])
    }

    public func send(_ bytes: [UInt8]) {
        precondition(write(input, bytes, bytes.count) == bytes.count)
    }

    /// The reader finds the end behind what was sent.
    public func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    deinit {
        closeInput()
        close(output)
    }
}
