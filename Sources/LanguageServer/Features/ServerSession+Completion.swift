import CommandLanguage
import JSONRecords
import LanguageReference

extension ServerSession {
    /// The completions at a position.
    func completion(_ document: Document, _ position: TextPosition) -> JSONValue {
        let cursor = document.text.offset(of: position)
        let context = DocumentCompletion(script(document), document.folder, cursor: cursor, environment)
        let completion = Completion.of(document.text.bytes, at: cursor, context)
        let bytes = document.text.bytes
        let quote = bytes[completion.range.lower..<cursor].first { $0 == 0x22 || $0 == 0x27 }
        // Many editors insert the closing quotation mark as soon as one is opened.
        let isClosed = quote != nil && cursor < bytes.count && bytes[cursor] == quote
        let items = completion.candidates.enumerated().map { index, candidate in
            let end = isClosed && candidate.text.trimmingLastSpace.hasSuffix("\"") ? cursor + 1 : cursor
            let range = document.range(SourceRange(completion.range.lower, end))
            return item(candidate, at: index, range, openQuote: quote)
        }
        return ["isIncomplete": false, "items": .array(items)]
    }

    private func item(
        _ candidate: Completion.Candidate,
        at index: Int,
        _ range: JSONValue,
        openQuote: UInt8?
    ) -> JSONValue {
        let documentation = candidate.documentation(client.completionFormat).map(client.completionFormat.content)
        let digits = String(index)
        return .members([
            "label": .string(candidate.shown),
            "kind": JSONValue(candidate.itemKind),
            "detail": candidate.detail.map(JSONValue.string),
            "documentation": documentation,
            // The order in which they are offered, for clients that sort by this text.
            "sortText": .string(String(repeating: "0", count: max(0, 5 - digits.count)) + digits),
            // Clients filter by the text in the range, which includes the quotation mark.
            "filterText": openQuote.map { .string("\(Character(Unicode.Scalar($0)))\(candidate.shown)") },
            "textEdit": ["range": range, "newText": .string(candidate.text.trimmingLastSpace)],
        ])
    }
}

extension String {
    /// The text without the space after it: at a prompt that saves a key, but in an editor it is in the way.
    fileprivate var trimmingLastSpace: String { hasSuffix(" ") ? String(dropLast()) : self }
}

extension Completion.Candidate {
    /// One line next to the label.
    fileprivate var detail: String? {
        switch kind {
        case .command(let commands): commands.count == 1 ? commands.first?.summary : nil
        case .option(let option): option.summary
        default: nil
        }
    }

    /// What is shown beside the list.
    fileprivate func documentation(_ format: DocumentationFormat) -> String? {
        switch kind {
        case .command(let commands):
            commands.count == 1 ? commands.first.map(format.page) : format.list(of: commands)
        case .option(let option): format.page(of: option)
        case .rows(let kind): format.page(of: kind)
        case .keyword, .function, .value, .name, .field, .variable, .member, .file: nil
        }
    }

    /// The nearest `CompletionItemKind` of the protocol.
    fileprivate var itemKind: Int {
        switch kind {
        case .keyword: 14
        case .command, .function: 3
        case .option, .member: 10
        case .rows: 7
        case .value: 12
        case .name: 18
        case .field: 5
        case .variable: 6
        case .file: text.hasSuffix("/") ? 19 : 17
        }
    }
}
