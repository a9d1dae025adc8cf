internal import JSONRecords
internal import Snapshots
internal import Storage
internal import SystemCalls

/// JSON that contains its own checksum: an object whose first member, `checksum`, is the checksum of all bytes after
/// the comma that follows it, to the end of the line or the file.
enum ChecksummedJSON {
    /// The beginning of every line and file of this kind.
    static let opening = "{\"checksum\":\""
    private static let closing = "\","
    private static let prefixLength = opening.utf8.count + 16 + closing.utf8.count

    /// Encodes a value as one line, with its line end.
    ///
    /// - Precondition: It is written as an object.
    static func encode(_ value: some JSONRepresentable) -> [UInt8] {
        let json = value.json
        precondition(json.isObject)
        let content = json.bytes
        let rest = content[1...]
        let checksum = rest.withUnsafeBytes { Checksum(of: $0) }
        var line = Array("\(opening)\(checksum)\(closing)".utf8)
        line.reserveCapacity(prefixLength + content.count)
        line += rest
        line.append(UInt8(ascii: "\n"))
        return line
    }

    /// Decodes what `encode` wrote.
    ///
    /// - Throws: What is wrong with the bytes.
    static func decode<Value: JSONRepresentable>(
        _ type: Value.Type,
        from bytes: UnsafeRawBufferPointer
    ) throws(Damage) -> Value {
        guard bytes.last == UInt8(ascii: "\n") else { throw Damage(.other("it has been cut off")) }
        let line = bytes.dropLast()
        guard line.count > prefixLength, line.starts(with: opening.utf8) else {
            throw Damage(.other("it does not begin with its checksum"))
        }
        let rest = UnsafeRawBufferPointer(rebasing: line.dropFirst(prefixLength))
        // Compared in its written form: there is only one way to write a checksum.
        guard line.dropFirst(opening.utf8.count).starts(with: "\(Checksum(of: rest))\(closing)".utf8) else {
            throw Damage(.wrongChecksum)
        }
        let json = try? JSONValue(reading: [UInt8(ascii: "{")] + rest)
        guard let json, let value = try? Value(json: json) else {
            throw Damage(.other("its content is not valid"), format: json?["format"]?.integer)
        }
        return value
    }

    /// The checksum at the beginning of a line that can be decoded.
    static func checksum(writtenIn line: UnsafeRawBufferPointer) -> Checksum? {
        Checksum(String(decoding: line.dropFirst(opening.utf8.count).prefix(16), as: UTF8.self))
    }

    /// The checksum of the line that ends at an offset of a file; nil if no line ends there.
    static func checksum(ofLineBefore end: Int, in bytes: UnsafeRawBufferPointer) -> Checksum? {
        guard end >= 1, end <= bytes.count, bytes[end - 1] == UInt8(ascii: "\n") else { return nil }
        return checksum(writtenIn: UnsafeRawBufferPointer(rebasing: bytes[bytes.lineStart(before: end - 1)..<end]))
    }

    struct Damage: Error {
        let damage: FileDamage
        /// The version of the format that the value names, if its checksum is right: what is not valid may be newer.
        let format: Int?

        init(_ damage: FileDamage, format: Int? = nil) {
            self.damage = damage
            self.format = format
        }
    }
}

extension MappedBytes {
    /// Decodes a file that is one value.
    func decode<Value: JSONRepresentable>(_ type: Value.Type) throws(ChecksummedJSON.Damage) -> Value {
        try withBytes { (bytes) throws(ChecksummedJSON.Damage) in try ChecksummedJSON.decode(type, from: bytes) }
    }
}
