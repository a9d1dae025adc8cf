#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension UnsafeMutableRawBufferPointer {
    /// From so many bytes on, memory is worth large pages: of less, too much of the last page would be for nothing.
    static let largeBytes = 8 << 20
    /// The size of a large page.
    private static let pageBytes = 2 << 20

    /// Allocates memory in large pages, where the system has them. Fresh pages of 4 KiB, one by one, took a sixth of an import's
    /// time.
    static func allocateLarge(byteCount: Int) -> UnsafeMutableRawBufferPointer {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: pageBytes)
        #if os(Linux)
            _ = madvise(memory.baseAddress, byteCount, MADV_HUGEPAGE)
        #endif
        return memory
    }
}
