#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The ends of a pipe, which programs that this one starts do not inherit. Whoever makes it closes it.
package struct PipeEnds {
    /// The descriptor to read from.
    package let read: Int32
    /// The descriptor to write to.
    package let write: Int32

    /// Nil if the system has no descriptors left.
    package init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (read, write) = (ends[0], ends[1])
    }

    /// Makes reads fail that would wait for bytes, and writes that would wait for room.
    package func makeNonblocking() {
        for end in [read, write] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
    }

    /// Closes both ends.
    package func close() {
        for end in [read, write] { _ = SystemCalls.close(end) }
    }
}
