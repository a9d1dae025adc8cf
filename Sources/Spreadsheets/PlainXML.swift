internal import CProcessor
internal import DelimitedText
import SystemCalls

/// Why a stretch of XML cannot be read without the parser.
enum PlainStop: Error {
    /// The rest of it may be in what has not been read yet.
    case needsMore
    /// It is not written in the plain way, or it is wrong: the parser will tell.
    case isUnusual
}

/// A handler that reads some elements as a whole, without the parser, if they are written in the plain way in which
/// spreadsheet programs write them by the million. The parser's calls for each tag are most of what reading a large
/// workbook costs.
protocol PlainXMLHandler: XMLHandler {
    /// The name of the element whose children are read this way, and the end tag of a child.
    static var parent: (name: StaticString, endOfChild: StaticString) { get }

    /// Reads the next element as a whole. If it throws, nothing has changed.
    func takePlain(_ text: inout PlainXML) throws(PlainStop)
}

/// A position in a stretch of XML. It understands only the plainest kind: tags without prefixes, attributes in double
/// quotation marks, line feeds as line ends, and no references, comments or CDATA sections.
struct PlainXML {
    private let start: UnsafePointer<UInt8>
    private let count: Int
    private(set) var place = 0

    /// The attributes of a tag: their names with prefixes, and their values. It is reused for every tag to save
    /// allocations.
    struct Attributes {
        private typealias Attribute = (name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)

        private var attributes: [Attribute] = []
        /// How many of them belong to the current tag.
        private var count = 0
        /// Whether the tag also ends its element, as `<c/>` does.
        fileprivate(set) var endsElement = false

        private static let capacity = 16

        /// The value of the attribute with this name.
        func value(_ expected: StaticString) -> UnsafeRawBufferPointer? {
            for index in 0..<count where attributes[index].name.isText(expected) { return attributes[index].value }
            return nil
        }

        /// The value of the attribute with this name, if it is a whole number.
        func number(_ expected: StaticString) -> Int? { value(expected).flatMap { DecimalDigits.wholeNumber($0) } }

        fileprivate mutating func removeAll() {
            count = 0
        }

        /// - Returns: Whether it was added: false if the name occurs twice, or if there are too many attributes to
        ///   compare.
        fileprivate mutating func add(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
            for index in 0..<count where attributes[index].name.elementsEqual(name) { return false }
            guard count < Self.capacity else { return false }
            if count < attributes.count { attributes[count] = (name, value) } else { attributes.append((name, value)) }
            count += 1
            return true
        }
    }

    /// - Parameter text: UTF-8, valid as long as this is used.
    init?(_ text: UnsafeRawBufferPointer) {
        guard let start = text.bindMemory(to: UInt8.self).baseAddress else { return nil }
        self.start = start
        count = text.count
    }

    private func next() throws(PlainStop) -> UInt8 {
        guard place < count else { throw .needsMore }
        return start[place]
    }

    /// Skips white space between tags.
    mutating func skipWhiteSpace() throws(PlainStop) {
        while try Self.isWhiteSpace(next()) { place += 1 }
    }

    /// A carriage return is not included: the parser would turn it into a line feed.
    private static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 }

    /// Skips a text if it comes next.
    @inline(__always)
    mutating func accept(_ expected: StaticString) throws(PlainStop) -> Bool {
        let length = expected.utf8CodeUnitCount
        guard place + length <= count else {
            if memcmp(start + place, expected.utf8Start, count - place) == 0 { throw .needsMore }
            return false
        }
        guard memcmp(start + place, expected.utf8Start, length) == 0 else { return false }
        place += length
        return true
    }

    /// Skips a text, which must come next.
    @inline(__always)
    mutating func expect(_ expected: StaticString) throws(PlainStop) {
        guard try accept(expected) else { throw .isUnusual }
    }

    /// Skips the beginning of a tag up to the end of its name, if it comes next.
    @inline(__always)
    mutating func acceptTag(_ expected: StaticString) throws(PlainStop) -> Bool {
        let before = place
        guard try accept(expected) else { return false }
        let byte = try next()
        if Self.isWhiteSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { return true }
        place = before
        return false
    }

    /// Reads the rest of a tag, after its name.
    mutating func readAttributes(into attributes: inout Attributes) throws(PlainStop) {
        attributes.removeAll()
        while true {
            let hasWhiteSpace = try Self.isWhiteSpace(next())
            try skipWhiteSpace()
            switch try next() {
            case UInt8(ascii: ">"):
                place += 1
                attributes.endsElement = false
                return
            case UInt8(ascii: "/"):
                try expect("/>")
                attributes.endsElement = true
                return
            default:
                guard hasWhiteSpace else { throw .isUnusual }
                try readAttribute(into: &attributes)
            }
        }
    }

    private mutating func readAttribute(into attributes: inout Attributes) throws(PlainStop) {
        let nameStart = place
        while try Self.isNamed(next()) { place += 1 }
        let name = bytes(nameStart..<place)
        // The parser's handlers compare names without their prefixes. All the attribute names that they look for have
        // one letter.
        guard let first = name.first, Self.beginsName(first), !name.suffix(2).contains(UInt8(ascii: ":")) else {
            throw .isUnusual
        }
        try expect("=\"")
        let valueStart = place
        while true {
            let byte = try next()
            if byte == UInt8(ascii: "\"") { break }
            guard byte != UInt8(ascii: "<"), byte >= 0x20 else { throw .isUnusual }
            place += 1
        }
        guard attributes.add(name, bytes(valueStart..<place)) else { throw .isUnusual }
        place += 1
    }

    private static func beginsName(_ byte: UInt8) -> Bool {
        0x61...0x7A ~= byte | 0x20 || byte == UInt8(ascii: "_")
    }

    private static func isNamed(_ byte: UInt8) -> Bool {
        beginsName(byte) || 0x30...0x3A ~= byte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// Reads characters up to the next tag.
    mutating func readText() throws(PlainStop) -> UnsafeRawBufferPointer {
        let begin = place
        while try next() != UInt8(ascii: "<") {
            // It may be part of `]]>`, which is an error.
            if start[place] == UInt8(ascii: ">") { throw .isUnusual }
            place += 1
        }
        return bytes(begin..<place)
    }

    /// Reads an element `<t>` that holds only characters, and the white space after it.
    mutating func readTextElement(_ attributes: inout Attributes) throws(PlainStop) -> UnsafeRawBufferPointer {
        guard try acceptTag("<t") else { throw .isUnusual }
        try readAttributes(into: &attributes)
        guard !attributes.endsElement else { throw .isUnusual }
        let content = try readText()
        try expect("</t>")
        try skipWhiteSpace()
        return content
    }

    private func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.count)
    }

    /// Whether the parser would leave all characters from a place up to this one unchanged.
    func isPlain(from begin: Int) -> Bool {
        let text = bytes(begin..<place)
        var isASCII = true
        var offset = begin
        while offset + 16 <= place {
            let bits = cbs_bits_of_xml(start + offset)
            if bits & 0xFFFF != 0 { return false }
            isASCII = isASCII && bits == 0
            offset += 16
        }
        while offset < place {
            let byte = start[offset]
            // U+FFFE, which XML does not allow, begins with EF.
            if byte < 0x20 && byte != 0x0A && byte != 0x09 || byte == UInt8(ascii: "&") || byte == 0xEF { return false }
            isASCII = isASCII && byte < 0x80
            offset += 1
        }
        return isASCII || UTF8Validation.isValid(text)
    }
}

extension UnsafeRawBufferPointer {
    @inline(__always)
    fileprivate func isText(_ expected: StaticString) -> Bool {
        guard let start = baseAddress, count == expected.utf8CodeUnitCount else { return false }
        return memcmp(start, expected.utf8Start, count) == 0
    }
}
