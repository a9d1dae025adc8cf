/// Where bytes come from: a file, memory, standard input.
public protocol ByteSource {
    /// Reads up to `buffer.count` bytes to the start of the buffer and returns how many; 0 only at the end.
    ///
    /// The buffer is never empty. Fewer bytes than asked for are no sign of the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}
