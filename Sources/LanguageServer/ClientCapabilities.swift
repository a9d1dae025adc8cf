import JSONRecords

/// What the client says it can do, as far as an answer depends on it.
struct ClientCapabilities {
    let encoding: PositionEncoding
    let readsMarkdownInHovers: Bool
    let readsMarkdownInCompletions: Bool
    let readsNestedSymbols: Bool

    /// - Parameter value: The `capabilities` of `initialize`.
    init(_ value: JSONValue) {
        let encodings = value["general"]?["positionEncodings"]?.array ?? []
        encoding = encodings.contains(.string(PositionEncoding.utf8.rawValue)) ? .utf8 : .utf16
        let document = value["textDocument"]
        readsMarkdownInHovers = Self.reads("markdown", document?["hover"]?["contentFormat"])
        let item = document?["completion"]?["completionItem"]
        readsMarkdownInCompletions = Self.reads("markdown", item?["documentationFormat"])
        readsNestedSymbols = document?["documentSymbol"]?["hierarchicalDocumentSymbolSupport"]?.bool ?? false
    }

    private static func reads(_ format: String, _ formats: JSONValue?) -> Bool {
        formats?.array?.contains(.string(format)) ?? false
    }

    /// A text as the client shows it.
    static func content(_ markdown: String, readsMarkdown: Bool) -> JSONValue {
        ["kind": readsMarkdown ? "markdown" : "plaintext", "value": .string(markdown)]
    }
}
