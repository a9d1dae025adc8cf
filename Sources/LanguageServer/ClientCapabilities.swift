import JSONRecords

/// The capabilities of the client on which answers depend.
struct ClientCapabilities {
    let encoding: PositionEncoding
    /// The formats of hover texts and of the documentation of completions.
    let hoverFormat: DocumentationFormat
    let completionFormat: DocumentationFormat
    let readsNestedSymbols: Bool
    let preparesRenames: Bool
    /// Whether a problem may name a place in another document.
    let showsRelatedInformation: Bool

    /// - Parameter value: The `capabilities` of `initialize`.
    init(_ value: JSONValue) {
        let encodings = value["general"]?["positionEncodings"]?.array ?? []
        encoding = encodings.contains(.string(PositionEncoding.utf8.rawValue)) ? .utf8 : .utf16
        let document = value["textDocument"]
        hoverFormat = Self.format(document?["hover"]?["contentFormat"])
        let item = document?["completion"]?["completionItem"]
        completionFormat = Self.format(item?["documentationFormat"])
        preparesRenames = document?["rename"]?["prepareSupport"]?.bool ?? false
        showsRelatedInformation = document?["publishDiagnostics"]?["relatedInformation"]?.bool ?? false
        readsNestedSymbols = document?["documentSymbol"]?["hierarchicalDocumentSymbolSupport"]?.bool ?? false
    }

    /// The first of the formats that the client accepts, which is the one it prefers; plain text if it names none.
    private static func format(_ formats: JSONValue?) -> DocumentationFormat {
        formats?.array?.lazy.compactMap { $0.string.flatMap(DocumentationFormat.init) }.first ?? .plain
    }
}

/// How documentation is written: the protocol's kinds of markup.
enum DocumentationFormat: String {
    case markdown
    case plain = "plaintext"

    /// A text in the form of the protocol.
    func content(_ text: String) -> JSONValue { ["kind": .string(rawValue), "value": .string(text)] }

    /// Statements of the language.
    func code(_ text: String) -> String {
        switch self {
        case .markdown: "```cbs\n\(text)\n```"
        case .plain: text
        }
    }

    /// A name within a sentence.
    func name(_ text: String) -> String {
        switch self {
        case .markdown: "`\(text)`"
        case .plain: "\"\(text)\""
        }
    }
}
