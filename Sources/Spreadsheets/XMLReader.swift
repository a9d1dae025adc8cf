internal import CExpat
import SystemCalls

/// Reads XML from a packed file, piece by piece. No document type is taken, so nothing is fetched and nothing expands.
final class XMLReader {
    private let parser: XML_Parser
    private let entry: ZipEntry
    /// Unpacks the file; nil where this reader does it.
    private let ahead: ReadAhead?
    private let context: Context
    private var buffer = [UInt8](repeating: 0, count: pieceBytes)
    private var isAtEnd = false
    /// How much has been read since the parser last made something of it.
    private var unfinishedBytes = 0

    /// How much is unpacked and parsed at a time.
    private static let pieceBytes = 64 << 10
    /// How long a tag may be, or whatever else the parser takes as a whole; texts it takes in pieces. The longest attributes of
    /// real workbooks have some hundred thousand bytes. Each piece that is read makes the parser look at all of an unfinished
    /// tag again.
    static let maximumTagBytes = 8 << 20
    /// How deep elements may be nested; in a workbook they do some ten deep.
    static let maximumDepth = 256

    /// What handler takes whole elements; nil if it takes none, or the file is not in UTF-8.
    private var plain: (any PlainXMLHandler)?
    /// An element that may be taken whole and is not all there yet.
    private var begun: [UInt8] = []
    /// How many bytes the parser has got.
    private var parsedBytes = 0

    /// What the parser's calls get at.
    private final class Context {
        let handler: any XMLHandler
        var hasDocumentType = false
        /// Whether the parser made anything of the last piece.
        var hasProgress = false
        var depth = 0
        var isTooDeep = false
        /// Whether the last thing was a tag, and how deep the parent of elements that are taken whole stands.
        var endsWithTag = false
        var parentDepth: Int?
        let parent: StaticString?
        /// Whether the file says that it is in another encoding than UTF-8.
        var isInOtherEncoding = false

        init(_ handler: any XMLHandler) {
            self.handler = handler
            parent = (handler as? any PlainXMLHandler).map { type(of: $0).parent.name }
        }
    }

    /// - Parameter isLast: Whether no other file of the archive is read as long as this reader lives. Then a large one is unpacked on a
    ///   thread of its own.
    init(_ entry: ZipEntry, _ handler: any XMLHandler, isLast: Bool = false) throws(SpreadsheetProblem) {
        guard let parser = XML_ParserCreate(nil) else { throw .malformed("there is not enough memory to read it") }
        self.parser = parser
        self.entry = entry
        ahead =
            isLast && entry.packedBytes >= ReadAhead.leastPackedBytes
            ? ReadAhead(entry, pieceBytes: Self.pieceBytes) : nil
        context = Context(handler)
        plain = handler as? any PlainXMLHandler
        // The context lives as long as this reader, and the parser no longer.
        XML_SetUserData(parser, Unmanaged.passUnretained(context).toOpaque())
        XML_SetElementHandler(
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
        XML_SetCharacterDataHandler(parser) { data, text, count in
            guard let context = XMLReader.context(data) else { return }
            context.hasProgress = true
            context.endsWithTag = false
            context.handler.characters(UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
        // Comments and the like.
        XML_SetDefaultHandler(parser) { data, _, _ in
            guard let context = XMLReader.context(data) else { return }
            context.hasProgress = true
            context.endsWithTag = false
        }
        XML_SetXmlDeclHandler(parser) { data, _, encoding, _ in
            guard let context = XMLReader.context(data) else { return }
            context.hasProgress = true
            guard let encoding else { return }
            context.isInOtherEncoding = strcasecmp(encoding, "UTF-8") != 0
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            XMLReader.context(data)?.hasDocumentType = true
        }
    }

    deinit {
        XML_ParserFree(parser)
    }

    private static func context(_ data: UnsafeMutableRawPointer?) -> Context? {
        data.map { Unmanaged<Context>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Reads some more; false at the end.
    func readMore() throws(SpreadsheetProblem) -> Bool {
        if isAtEnd { return false }
        let count = try read()
        isAtEnd = count == 0
        let (begun, piece) = (begun, buffer)
        self.begun = []
        // Most pieces end within an element, which is then short beside them.
        let text = begun.isEmpty ? piece : begun + piece[..<count]
        let result = text.withUnsafeBytes { bytes in
            Result { () throws(SpreadsheetProblem) in
                try take(UnsafeRawBufferPointer(rebasing: bytes[..<(begun.count + count)]))
            }
        }
        try result.get()
        return true
    }

    /// Takes a piece: what the handler takes whole, and the rest through the parser.
    private func take(_ piece: UnsafeRawBufferPointer) throws(SpreadsheetProblem) {
        var place = 0
        while place < piece.count {
            let rest = UnsafeRawBufferPointer(rebasing: piece[place...])
            if let plain, isBehindChild {
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

    /// In bytes: a longer element is left to the parser, piece by piece.
    private static let mostBegun = 1 << 20

    /// Whether what comes next stands in the parent, behind one of its elements or its own tag, and the parser has seen all before it.
    private var isBehindChild: Bool {
        context.parentDepth == context.depth && context.endsWithTag && !context.isInOtherEncoding
            && Int(XML_GetCurrentByteIndex(parser)) == parsedBytes
    }

    /// Takes whole elements, as many as there are.
    private func takePlain(
        _ text: UnsafeRawBufferPointer,
        _ handler: any PlainXMLHandler
    ) throws(SpreadsheetProblem) -> (taken: Int, stop: PlainStop) {
        guard var cursor = PlainXML(text) else { return (0, .needsMore) }
        var taken = 0
        do throws(PlainStop) {
            while handler.problem == nil {
                try cursor.skipBlanks()
                try handler.takePlain(&cursor)
                taken = cursor.place
            }
        } catch {
            if handler.problem == nil { return (taken, error) }
        }
        throw handler.problem ?? .malformed("its XML is damaged")
    }

    /// How far the parser reads until whole elements may follow: up to the end of the element that comes next, or of the parent's own
    /// tag.
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
        let status = XML_Parse(
            parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
            isAtEnd && bytes.isEmpty ? 1 : 0)
        if let problem = context.handler.problem { throw problem }
        if context.hasDocumentType { throw .malformed("it declares a document type, which workbooks never do") }
        if context.isTooDeep {
            throw .malformed("its elements are nested more than \(Self.maximumDepth) levels deep")
        }
        unfinishedBytes = context.hasProgress ? 0 : unfinishedBytes + bytes.count
        if unfinishedBytes > Self.maximumTagBytes {
            throw .tooLarge("a tag is longer than \(Self.maximumTagBytes >> 20) MiB")
        }
        if status != XML_STATUS_OK { throw .malformed("its XML is damaged") }
    }

    private func read() throws(SpreadsheetProblem) -> Int {
        if let ahead { return try ahead.next(&buffer) }
        return try entry.read(into: &buffer)
    }

    /// Reads all there is.
    static func read(_ entry: ZipEntry, _ handler: any XMLHandler) throws(SpreadsheetProblem) {
        let reader = try XMLReader(entry, handler)
        while try reader.readMore() {}
    }
}

extension UnsafeRawBufferPointer {
    /// Where a text in ASCII stands first.
    fileprivate func firstIndex(of text: StaticString) -> Int? {
        let length = text.utf8CodeUnitCount
        guard let start = baseAddress else { return nil }
        var place = 0
        while place + length <= count,
            let found = memchr(start + place, Int32(text.utf8Start[0]), count - length + 1 - place)
        {
            if memcmp(found, text.utf8Start, length) == 0 { return UnsafeRawPointer(found) - start }
            place = UnsafeRawPointer(found) - start + 1
        }
        return nil
    }
}

/// Takes what stands in an XML text, in order. Names are without their prefixes.
protocol XMLHandler: AnyObject {
    func start(_ name: XMLName, _ attributes: XMLAttributes)
    func end(_ name: XMLName)
    func characters(_ text: UnsafeRawBufferPointer)
    /// What the handler found wrong; it ends the reading.
    var problem: SpreadsheetProblem? { get }
}

/// The name of an element or an attribute, without its prefix; valid during the call that it is passed to.
struct XMLName {
    private let text: UnsafePointer<CChar>

    init(_ text: UnsafePointer<CChar>) {
        var start = text
        var position = text
        while position.pointee != 0 {
            if position.pointee == 0x3A { start = position + 1 }
            position += 1
        }
        self.text = start
    }

    static func == (name: XMLName, expected: StaticString) -> Bool {
        var index = 0
        while index < expected.utf8CodeUnitCount {
            // Ends at the name's NUL at the latest, since the expected name has none.
            if UInt8(bitPattern: name.text[index]) != expected.utf8Start[index] { return false }
            index += 1
        }
        return name.text[index] == 0
    }
}

/// The attributes of an element; valid during the call that they are passed to.
struct XMLAttributes {
    let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The value of an attribute.
    func value(_ expected: StaticString) -> UnsafeRawBufferPointer? {
        guard let list else { return nil }
        var index = 0
        while let name = list[index] {
            if XMLName(name) == expected {
                return list[index + 1].map { UnsafeRawBufferPointer(start: $0, count: strlen($0)) }
            }
            index += 2
        }
        return nil
    }

    func text(_ expected: StaticString) -> String? {
        value(expected).map { String(decoding: $0, as: UTF8.self) }
    }

    func number(_ expected: StaticString) -> Int? { value(expected).flatMap { DecimalDigits.wholeNumber($0) } }
}

/// Numbers as workbooks write nearly all of them: digits and nothing else.
enum DecimalDigits {
    /// More may not fit into a number.
    private static let most = 18

    /// The number that some digits are; nil for anything else.
    static func number(_ text: UnsafeRawBufferPointer) -> Int? {
        guard 1...most ~= text.count else { return nil }
        var number = 0
        for byte in text {
            guard 0x30...0x39 ~= byte else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }

    /// The number that a text is, however it is written.
    static func wholeNumber(_ text: UnsafeRawBufferPointer) -> Int? {
        number(text) ?? Int(String(decoding: text, as: UTF8.self))
    }
}
