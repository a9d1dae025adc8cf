/// The characters of a source as valid UTF-8, whatever encoding they come in.
public struct TextReader: ~Copyable {
    /// How much is read ahead to detect the encoding.
    private static let sampleBytes = 4 << 10
    /// The fewest bytes that a buffer to read into must have.
    public static let minimumRead = TextStream.minimumRead

    /// The encoding that was detected or asked for.
    public let encoding: TextEncoding
    private var stream: TextStream
    private var line = 1

    /// - Parameter source: The bytes, read as they are needed.
    /// - Parameter encoding: Nil to detect it, as `DelimitedReader` does.
    public init(_ source: any ByteSource, encoding: TextEncoding?) throws {
        var source = try PeekedSource(source, count: Self.sampleBytes)
        let (found, markLength) = EncodingDetection.encoding(of: source.rest, forced: encoding)
        source.skip(markLength)
        self.encoding = found
        stream = TextStream(source, encoding: found)
    }

    /// Reads whole characters to the start of a buffer of at least `minimumRead` bytes; 0 only at the end.
    ///
    /// - Throws: A `DelimitedTextError` where the bytes are not valid in the encoding, once the text before them has
    ///   been read.
    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try stream.read(into: buffer)
        let text = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        if count == 0, case .failed(let problem)? = stream.end { throw DelimitedTextError(problem, line: line) }
        line += Byte.lineFeeds(in: text)
        return count
    }
}
