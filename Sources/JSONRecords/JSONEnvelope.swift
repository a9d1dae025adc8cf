public import DelimitedText

/// An object that is the whole text and holds the records in a list, as services answer:
/// `{"contacts":[{…},{…}],"count":2}`, `{"data":{"results":[{…}]}}`.
public struct JSONEnvelope: Hashable, Sendable {
    /// The names of the members that lead to the list.
    public let path: [String]
    /// Where the list begins, in bytes of the text as UTF-8 without a byte order mark, and on which line, from 1.
    let offset: Int
    let line: Int

    /// Looks for the only list whose first object has a member with a certain name.
    ///
    /// - Parameter source: The text, from its beginning.
    /// - Parameter encoding: Nil to detect it.
    /// - Parameter isKey: Recognises the name of a member that every record has. An object that has one itself is a
    ///   record.
    /// - Returns: Nil if the text is not a single object, or has no such list within its first two levels.
    /// - Throws: A `JSONProblem` if there are several, or if the text around the lists is not JSON.
    /// - Complexity: One pass over a text that is one object; otherwise only its first object is read.
    public static func find(
        in source: any ByteSource,
        encoding: TextEncoding?,
        isKey: (UnsafeRawBufferPointer) -> Bool
    ) throws -> JSONEnvelope? {
        var reader = try TextReader(source, encoding: encoding)
        var scan = JSONEnvelopeScan()
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { chunk.deallocate() }
        var isOpen = true
        while isOpen {
            let count = try reader.read(into: chunk)
            if count == 0 { break }
            isOpen = scan.add(UnsafeRawBufferPointer(rebasing: chunk[..<count]), isKey: isKey)
        }
        guard isOpen, scan.isComplete, let first = scan.found.first else { return nil }
        if scan.found.count > 1 {
            let names = scan.found.prefix(2).map { $0.path.joined(separator: ".") }
            throw JSONProblem(reason: .severalLists(names), line: 1)
        }
        try scan.checkFrame()
        return first
    }
}
