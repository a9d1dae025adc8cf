import SystemCalls

/// The texts that a workbook's cells share.
final class SharedStrings: XMLHandler {
    // Nothing that runs while one of these is being changed comes back here, so checking that for every text would be
    // wasted.
    @exclusivity(unchecked) private var bytes: [UInt8] = []
    @exclusivity(unchecked) private var ends: [Int] = []
    private var isInText = false
    private var phoneticDepth = 0
    private(set) var problem: SpreadsheetProblem?

    /// The most bytes of text in all; they are held in memory.
    private static let maximumBytes = 512 << 20
    /// The most texts: sixteen for each row of the largest sheet that Excel makes.
    static let maximumCount = 1 << 24

    /// Gives a closure access to the text with this index; false if there is none.
    func withText(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
        guard ends.indices.contains(index) else { return false }
        let start = index == 0 ? 0 : ends[index - 1]
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<ends[index]])) }
        return true
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "t" {
            isInText = phoneticDepth == 0
        } else if name == "rPh" {
            phoneticDepth += 1
        }
    }

    func end(_ name: XMLName) {
        if name == "t" {
            isInText = false
        } else if name == "rPh" {
            phoneticDepth -= 1
        } else if name == "si" {
            endText()
        }
    }

    private func endText() {
        guard ends.count < Self.maximumCount else {
            problem = .tooLarge(.texts(limit: Self.maximumCount))
            return
        }
        decodeLast()
        ends.append(bytes.count)
    }

    /// Decodes the escaped characters of the last text.
    private func decodeLast() {
        let start = ends.last ?? 0
        let decoded = bytes.withUnsafeBytes { EscapedCharacters.decode(UnsafeRawBufferPointer(rebasing: $0[start...])) }
        if let decoded { bytes.replaceSubrange(start..., with: decoded) }
    }

    func characters(_ text: UnsafeRawBufferPointer) {
        if isInText { append(text) }
    }

    private func append(_ text: UnsafeRawBufferPointer) {
        if bytes.count + text.count > Self.maximumBytes {
            problem = .tooLarge(.textSize(limitInMiB: Self.maximumBytes >> 20))
        } else {
            bytes.append(contentsOf: text)
        }
    }

    @exclusivity(unchecked) private var attributes = PlainXML.Attributes()
}

extension SharedStrings: PlainXMLHandler {
    static let parent: (name: StaticString, endOfChild: StaticString) = ("sst", "</si>")

    func takePlain(_ text: inout PlainXML) throws(PlainStop) {
        let begin = text.place
        try text.expect("<si>")
        try text.skipWhiteSpace()
        let content = try text.readTextElement(&attributes)
        try text.expect("</si>")
        guard text.isPlain(from: begin) else { throw .isUnusual }
        append(content)
        endText()
    }
}

/// `_x000D_`: how workbooks write characters that XML cannot hold (ECMA-376, 22.9.2.19).
enum EscapedCharacters {
    /// The text with its escaped characters decoded; nil if it has none.
    static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        guard text.contains(UInt8(ascii: "_")) else { return nil }
        var output: [UInt8] = []
        var index = 0
        while index < text.count {
            if index + 7 <= text.count, text[index] == UInt8(ascii: "_"), text[index + 1] == UInt8(ascii: "x"),
                text[index + 6] == UInt8(ascii: "_"),
                let value = text[index + 2..<index + 6].hexadecimalValue,
                let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: value))
            {
                output += String(Character(scalar)).utf8
                index += 7
            } else {
                output.append(text[index])
                index += 1
            }
        }
        return output
    }
}
