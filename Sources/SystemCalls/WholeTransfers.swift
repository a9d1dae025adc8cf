#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The error of a system call that failed.
public struct SystemError: Error, Hashable, Sendable {
    /// Its `errno`.
    public let number: Int32

    /// The error of the last call.
    public static var last: SystemError { SystemError(errno) }

    /// The error of an `errno`.
    public init(_ number: Int32) {
        self.number = number
    }

    /// The system's description of it.
    public var message: String { String(cString: strerror(number)) }
}

extension SystemCalls {
    /// Writes all bytes to an open file; a short write is completed.
    public static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = write(descriptor, rest.baseAddress, rest.count)
            if written <= 0 {
                if written < 0, errno == EINTR { continue }
                // Where nothing was written, there is no error number either.
                throw written < 0 ? .last : SystemError(EIO)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    /// Writes all bytes of an array to an open file.
    public static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
        try bytes.span.bytes.withUnsafeBytes { (bytes) throws(SystemError) in try writeAll(bytes, to: descriptor) }
    }

    /// Reads an open file from its current position to its end.
    ///
    /// - Parameters:
    ///   - descriptor: Open for reading; it stays the caller's.
    ///   - limit: Reading stops after the chunk that reaches this many bytes.
    ///   - givesUp: Called when a signal interrupts a read; true makes the read fail with `EINTR` instead of
    ///     continuing.
    public static func readAll(
        _ descriptor: Int32,
        limit: Int = .max,
        givesUp: () -> Bool = { false }
    ) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < limit {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { break }
            if count > 0 {
                bytes += chunk[..<count]
            } else if errno != EINTR || givesUp() {
                throw .last
            }
        }
        return bytes
    }

    /// Writes all bytes to an open file from an offset on; a short write is completed.
    public static func pwriteAll(
        _ bytes: UnsafeRawBufferPointer,
        to descriptor: Int32,
        at offset: Int
    ) throws(SystemError) {
        var (rest, place) = (bytes, off_t(offset))
        while !rest.isEmpty {
            let written = pwrite(descriptor, rest.baseAddress, rest.count, place)
            if written <= 0 {
                if written < 0, errno == EINTR { continue }
                // Where nothing was written, there is no error number either.
                throw written < 0 ? .last : SystemError(EIO)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            place += off_t(written)
        }
    }

    /// Reads bytes of an open file from an offset on, as many as the memory has room for.
    ///
    /// - Returns: How many were read; fewer only at the end of the file.
    public static func preadAll(
        _ descriptor: Int32,
        into memory: UnsafeMutableRawBufferPointer,
        at offset: Int
    ) throws(SystemError) -> Int {
        var count = 0
        while count < memory.count {
            let read = pread(
                descriptor, memory.baseAddress?.advanced(by: count), memory.count - count, off_t(offset + count))
            if read < 0 {
                if errno == EINTR { continue }
                throw .last
            }
            if read == 0 { break }
            count += read
        }
        return count
    }

    /// Makes a file durable: its bytes, and what the system keeps about it.
    public static func sync(_ descriptor: Int32) throws(SystemError) {
        #if canImport(Darwin)
            // fsync(2) on macOS leaves the data in the disk's own cache. Not every file system supports F_FULLFSYNC.
            if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
        #endif
        guard fsync(descriptor) == 0 else { throw .last }
    }

    /// Makes the bytes of a file durable, and of what the system keeps about it only what reading them needs.
    public static func syncData(_ descriptor: Int32) throws(SystemError) {
        #if canImport(Darwin)
            // fdatasync(2) is not declared.
            try sync(descriptor)
        #else
            guard fdatasync(descriptor) == 0 else { throw .last }
        #endif
    }

    /// Makes the names in an open folder durable. Some file systems cannot sync folders, and report `EINVAL`, which is
    /// not taken for an error.
    public static func syncFolder(_ descriptor: Int32) throws(SystemError) {
        do {
            try sync(descriptor)
        } catch {
            if error.number != EINVAL { throw error }
        }
    }

    /// Makes the names in a folder durable, as far as its file system can.
    public static func syncNames(inFolder path: String) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard descriptor >= 0 else { throw .last }
        defer { _ = close(descriptor) }
        try syncFolder(descriptor)
    }
}
