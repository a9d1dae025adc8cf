internal import CExpat
import SystemCalls

/// Reads XML from a packed file, piece by piece. Document types are refused, so nothing is fetched and nothing expands.
final class XMLReader {
    private let library: XMLLibrary
    private let parser: XML_Parser
    private let entry: ZipEntry
    /// Unpacks the file ahead; nil if this reader unpacks it itself.
    private let ahead: ReadAhead?
    private let context: Context
    private var buffer = [UInt8](repeating: 0, count: pieceBytes)
    private var isAtEnd = false
    /// How many bytes have been read since the parser last reported anything.
    private var unfinishedBytes = 0

    /// How many bytes are unpacked and parsed at a time.
    private static let pieceBytes = 64 << 10
    /// The longest tag, or anything else that the parser takes as a whole, in bytes; it takes text in pieces. The
    /// longest attributes of real workbooks have some hundred thousand bytes. With each piece, the parser examines all
    /// of an unfinished tag again.
    static let maximumTagBytes = 8 << 20
    /// How deeply elements may be nested; workbooks nest them about ten levels deep.
    static let maximumDepth = 256

    /// The handler, if it reads whole elements.
    private let plain: (any PlainXMLHandler)?
    /// The beginning of an element that may be read as a whole, once the rest of it is there.
    private var begun: [UInt8] = []
    /// How many bytes the parser has been given.
    private var parsedBytes = 0

    /// What the parser's callbacks use.
    private final class Context {
        let handler: any XMLHandler
        var hasDocumentType = false
        /// Whether the parser reported anything for the last piece.
        var hasProgress = false
        var depth = 0
        var isTooDeep = false
        /// Whether the last thing that the parser reported was a tag.
        var endsWithTag = false
        /// The parent of the elements that are read as a whole, and its depth once its tag has been read.
        let parent: StaticString?
        var parentDepth: Int?
        /// Whether the file declares another encoding than UTF-8.
        var isInOtherEncoding = false

        init(_ handler: any XMLHandler, parent: StaticString?) {
            self.handler = handler
            self.parent = parent
        }
    }

    /// - Parameter isLast: Whether no other file of the archive is read as long as this reader lives. Then a large file
    ///   is unpacked on a separate thread.
    init(_ entry: ZipEntry, _ handler: any XMLHandler, isLast: Bool = false) throws(SpreadsheetProblem) {
        guard let library = XMLLibrary.shared else { throw .unreadable(.missingLibrary("Expat")) }
        guard let parser = library.create(nil) else { throw .unreadable(.noMemory) }
        self.library = library
        self.parser = parser
        self.entry = entry
        ahead =
            isLast && entry.packedBytes >= ReadAhead.leastPackedBytes
            ? ReadAhead(entry, pieceBytes: Self.pieceBytes) : nil
        plain = handler as? any PlainXMLHandler
        context = Context(handler, parent: plain.map { type(of: $0).parent.name })
        // The context lives as long as this reader, the parser no longer than that.
        library.setUserData(parser, Unmanaged.passUnretained(context).toOpaque())
        Self.setHandlers(of: parser, library)
    }

    /// Sets what the parser calls with the context.
    private static func setHandlers(of parser: XML_Parser, _ library: XMLLibrary) {
        library.setElementHandler(
            parser,
            { data, name, attributes in
                guard let name, let context = XMLReader.context(data) else { return }
                context.hasProgress = true
                context.depth += 1
                context.isTooDeep = context.isTooDeep || context.depth > XMLReader.maximumDepth
                if context.parentDepth == nil, let parent = context.parent, XMLName(name) == parent {
                    context.parentDepth = context.depth
                }
                context.endsWithTag = true
                context.handler.start(XMLName(name), XMLAttributes(list: attributes))
            },
            { data, name in
                guard let name, let context = XMLReader.context(data) else { return }
                context.hasProgress = true
                context.depth -= 1
                context.endsWithTag = true
                context.handler.end(XMLName(name))
            })
        library.setCharacterDataHandler(parser) { data, text, count in
            guard let context = XMLReader.context(data) else { return }
            context.hasProgress = true
            context.endsWithTag = false
            context.handler.characters(UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
        // For comments and the like.
        library.setDefaultHandler(parser) { data, _, _ in
            guard let context = XMLReader.context(data) else { return }
            context.hasProgress = true
            context.endsWithTag = false
        }
        library.setXmlDeclHandler(parser) { data, _, encoding, _ in
            guard let context = XMLReader.context(data) else { return }
            context.hasProgress = true
            guard let encoding else { return }
            context.isInOtherEncoding = strcasecmp(encoding, "UTF-8") != 0
        }
        library.setStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            XMLReader.context(data)?.hasDocumentType = true
        }
    }

    deinit {
        library.free(parser)
    }

    private static func context(_ data: UnsafeMutableRawPointer?) -> Context? {
        data.map { Unmanaged<Context>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Reads one more piece; false at the end.
    func readMore() throws(SpreadsheetProblem) -> Bool {
        if isAtEnd { return false }
        let count = try read()
        isAtEnd = count == 0
        let (begun, piece) = (begun, buffer)
        self.begun = []
        // Most pieces end within an element, which is short compared with a piece.
        let text = begun.isEmpty ? piece : begun + piece[..<count]
        try text.span.bytes.withUnsafeBytes { (bytes) throws(SpreadsheetProblem) in
            try take(UnsafeRawBufferPointer(rebasing: bytes[..<(begun.count + count)]))
        }
        return true
    }

    /// Reads a piece: the handler reads what it can as a whole, the parser the rest.
    private func take(_ piece: UnsafeRawBufferPointer) throws(SpreadsheetProblem) {
        var place = 0
        while place < piece.count {
            let rest = UnsafeRawBufferPointer(rebasing: piece[place...])
            if let plain, isAtChild {
                let (taken, stop) = try takePlain(rest, plain)
                place += taken
                if stop == .needsMore, !isAtEnd, piece.count - place <= Self.mostBegun {
                    begun = Array(piece[place...])
                    return
                }
            }
            let next = UnsafeRawBufferPointer(rebasing: piece[place...])
            let end = plain.flatMap { endOfParsed(in: next, type(of: $0).parent) } ?? next.count
            try parse(UnsafeRawBufferPointer(rebasing: next[..<end]))
            place += end
        }
        if isAtEnd { try parse(UnsafeRawBufferPointer(start: nil, count: 0)) }
    }

    /// In bytes: a longer unfinished element is left to the parser, piece by piece.
    private static let mostBegun = 1 << 20

    /// Whether a child of the parent may come next: the parser has read everything up to the parent's tag or the end
    /// tag of its last child.
    private var isAtChild: Bool {
        context.parentDepth == context.depth && context.endsWithTag && !context.isInOtherEncoding
            && Int(library.currentByteIndex(parser)) == parsedBytes
    }

    /// Reads whole elements, as many as there are.
    private func takePlain(
        _ text: UnsafeRawBufferPointer,
        _ handler: any PlainXMLHandler
    ) throws(SpreadsheetProblem) -> (taken: Int, stop: PlainStop) {
        guard var cursor = PlainXML(text) else { return (0, .needsMore) }
        var taken = 0
        while true {
            do throws(PlainStop) {
                try cursor.skipWhiteSpace()
                try handler.takePlain(&cursor)
            } catch {
                return (taken, error)
            }
            if let problem = handler.problem { throw problem }
            taken = cursor.place
        }
    }

    /// The end of what the parser must read before elements can be read as a whole: after the next end tag of a child,
    /// or after the parent's own tag. Nil if neither is there.
    private func endOfParsed(
        in text: UnsafeRawBufferPointer,
        _ parent: (name: StaticString, endOfChild: StaticString)
    ) -> Int? {
        if context.parentDepth != nil {
            return text.firstIndex(of: parent.endOfChild).map { $0 + parent.endOfChild.utf8CodeUnitCount }
        }
        return text.firstIndex(of: parent.name).flatMap { start in text[start...].firstIndex(of: UInt8(ascii: ">")) }
            .map { $0 + 1 }
    }

    private func parse(_ bytes: UnsafeRawBufferPointer) throws(SpreadsheetProblem) {
        context.hasProgress = false
        parsedBytes += bytes.count
        let status = library.parse(
            parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
            isAtEnd && bytes.isEmpty ? 1 : 0)
        if let problem = context.handler.problem { throw problem }
        if context.hasDocumentType { throw .unreadable(.documentType) }
        if context.isTooDeep { throw .unreadable(.tooDeep(levels: Self.maximumDepth)) }
        unfinishedBytes = context.hasProgress ? 0 : unfinishedBytes + bytes.count
        if unfinishedBytes > Self.maximumTagBytes {
            throw .tooLarge(.tag(limitInMiB: Self.maximumTagBytes >> 20))
        }
        if status != XML_STATUS_OK { throw .unreadable(.damagedXML) }
    }

    private func read() throws(SpreadsheetProblem) -> Int {
        if let ahead { return try ahead.next(&buffer) }
        return try entry.read(into: &buffer)
    }

    /// Reads a whole file.
    static func read(_ entry: ZipEntry, _ handler: any XMLHandler) throws(SpreadsheetProblem) {
        let reader = try XMLReader(entry, handler)
        while try reader.readMore() {}
    }
}
