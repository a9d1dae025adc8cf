import CommandLanguage
import JSONRecords

/// The meanings of the numbers in semantic tokens. Their order is announced by `initialize`.
enum TokenLegend: String, CaseIterable {
    case keyword, variable, parameter, property, function, string, number, `operator`, comment, enumMember

    /// The only modifier.
    static let declaration = "declaration"

    init(_ meaning: InspectedScript.Meaning) {
        switch meaning {
        case .keyword: self = .keyword
        case .option, .field, .member: self = .property
        case .choice: self = .enumMember
        case .function: self = .function
        case .variable: self = .variable
        case .parameter: self = .parameter
        case .string: self = .string
        case .number: self = .number
        case .sign: self = .operator
        case .comment: self = .comment
        }
    }

    var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The legend in the form of the protocol.
    static var json: JSONValue {
        [
            "tokenTypes": .array(allCases.map { .string($0.rawValue) }),
            "tokenModifiers": [.string(declaration)],
        ]
    }
}

extension ServerSession {
    /// The meaning of each part of the document, packed as the protocol wants it: five numbers a part, places relative
    /// to the part before.
    func semanticTokens(_ document: Document) -> JSONValue {
        var data: [JSONValue] = []
        var last = TextPosition(line: 0, character: 0)
        var cursor = TextCursor(document.text)
        for part in script(document).meanings {
            for (start, length) in cursor.lines(of: part.range) {
                let column = start.line == last.line ? start.character - last.character : start.character
                data += [
                    start.line - last.line, column, length, TokenLegend(part.meaning).number,
                    part.isDeclaration ? 1 : 0,
                ].map { JSONValue($0) }
                last = start
            }
        }
        return ["data": .array(data)]
    }

    /// The files that the document's statements name, as links.
    func links(_ document: Document) -> JSONValue {
        guard let folder = document.folder else { return [] }
        return .array(
            script(document).files.map { file in
                let path = ScriptPath.resolve(file.name, in: folder, home: environment.homeFolder)
                return [
                    "range": document.range(file.range),
                    "target": .string(DocumentURI.of(DocumentURI.normalized(path))),
                ]
            })
    }
}

/// Finds positions in a text from its beginning onwards; one pass takes time linear in the length of the text.
private struct TextCursor {
    private let text: DocumentText
    private var line = 0
    private var offset = 0
    private var units = 0

    init(_ text: DocumentText) {
        self.text = text
    }

    /// Where a range begins on each of its lines, and its length there.
    mutating func lines(of range: SourceRange) -> [(start: TextPosition, length: Int)] {
        var found: [(TextPosition, Int)] = []
        advance(to: range.lower)
        while offset < range.upper {
            let start = TextPosition(line: line, character: units)
            advance(to: min(range.upper, text.lineEnd(line)))
            if units > start.character { found.append((start, units - start.character)) }
            guard offset < range.upper else { break }
            line += 1
            (offset, units) = (text.lineStart(line), 0)
        }
        return found
    }

    private mutating func advance(to target: Int) {
        while line + 1 < text.lineCount, text.lineStart(line + 1) <= target {
            line += 1
            (offset, units) = (text.lineStart(line), 0)
        }
        let end = min(target, text.lineEnd(line))
        while offset < end {
            units += text.encoding.width(text.bytes[offset])
            offset += PositionEncoding.length(text.bytes[offset])
        }
    }
}
