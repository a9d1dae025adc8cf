import DelimitedText

/// A source that gives away its bytes and then fails.
struct FailingSource: ByteSource {
    struct Failure: Error, Equatable {}

    private var source: MemorySource

    init(_ bytes: [UInt8]) {
        source = MemorySource(bytes)
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = source.read(into: buffer)
        if count == 0 { throw Failure() }
        return count
    }
}
