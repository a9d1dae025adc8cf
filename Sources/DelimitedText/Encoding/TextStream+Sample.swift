extension TextStream {
    /// The characters of some bytes, up to the first that is incomplete or none of the encoding.
    static func text(of bytes: [UInt8], in encoding: TextEncoding) throws -> [UInt8] {
        var stream = TextStream(try PeekedSource(MemorySource(bytes), count: bytes.count), encoding: encoding)
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: bytes.count + minimumRead)
        while stream.end == nil {
            let count = try chunk.withUnsafeMutableBytes { try stream.read(into: $0) }
            text += chunk[..<count]
        }
        return text
    }
}
