public import DelimitedText

/// A source that gives away one byte, then two, then three, then one at a time, as a pipe might.
public struct DripSource: ByteSource {
    private var source: MemorySource
    private var turn = 0

    public init(_ bytes: [UInt8]) {
        source = MemorySource(bytes)
    }

    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        turn += 1
        return source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(1 + turn % 3)))
    }
}
