import SystemCalls

/// The functions of LZ4. The library is loaded when the first blocks are packed or unpacked.
struct LZ4 {
    /// From, to, the number of bytes, and how many there is room for; returns how many were written.
    private typealias Function =
        @convention(c) (UnsafeRawPointer, UnsafeMutableRawPointer, Int32, Int32) -> Int32

    private let compress: Function
    private let decompress: Function

    /// Nil if the library is not installed.
    static let shared = try? LZ4()

    private init() throws(SharedLibrary.Absent) {
        let library = try SharedLibrary("liblz4.so.1", "liblz4.1.dylib", "liblz4.dylib")
        compress = try library.function("LZ4_compress_default")
        decompress = try library.function("LZ4_decompress_safe")
    }

    /// Compresses bytes.
    ///
    /// - Returns: How many bytes the result has; nil if there is no room for it.
    func compress(_ bytes: UnsafeRawBufferPointer, into memory: UnsafeMutableRawBufferPointer) -> Int? {
        guard let from = bytes.baseAddress, let to = memory.baseAddress, let count = Int32(exactly: bytes.count),
            let room = Int32(exactly: memory.count)
        else { return nil }
        let written = compress(from, to, count, room)
        return written > 0 ? Int(written) : nil
    }

    /// Restores bytes.
    ///
    /// - Returns: Whether they were as many as there is room for, and valid.
    func decompress(_ bytes: UnsafeRawBufferPointer, into memory: UnsafeMutableRawBufferPointer) -> Bool {
        guard let from = bytes.baseAddress, let to = memory.baseAddress, let count = Int32(exactly: bytes.count),
            let room = Int32(exactly: memory.count)
        else { return false }
        return decompress(from, to, count, room) == room
    }
}
