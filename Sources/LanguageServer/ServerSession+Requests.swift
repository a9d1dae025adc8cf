import JSONRecords

extension ServerSession {
    /// The result of a request.
    func answer(_ method: String, _ params: JSONValue) throws(ResponseError) -> JSONValue {
        switch (phase, method) {
        case (.uninitialized, "initialize"): return initialize(params)
        case (.uninitialized, _): throw ResponseError(.serverNotInitialized, "\"initialize\" must come first")
        case (.running, "initialize"): throw ResponseError(.invalidRequest, "\"initialize\" must come only once")
        case (.shutDown, _): throw ResponseError(.invalidRequest, "the server was shut down")
        case (.running, "shutdown"):
            phase = .shutDown
            return .null
        case (.running, _): return try answerAboutDocument(method, params)
        }
    }

    private func answerAboutDocument(_ method: String, _ params: JSONValue) throws(ResponseError) -> JSONValue {
        switch method {
        case "textDocument/completion": completion(try document(params), try params.position("position"))
        case "textDocument/hover": hover(try document(params), try params.position("position"))
        case "textDocument/definition": definition(try document(params), try params.position("position"))
        case "textDocument/references":
            references(
                try document(params), try params.position("position"),
                includesDeclarations: params["context"]?["includeDeclaration"]?.bool ?? true)
        case "textDocument/documentHighlight": highlights(try document(params), try params.position("position"))
        case "textDocument/prepareRename": try renaming(try document(params), try params.position("position"))
        case "textDocument/rename":
            try rename(try document(params), try params.position("position"), to: try params.text("newName"))
        case "textDocument/documentLink": links(try document(params))
        case "textDocument/semanticTokens/full": semanticTokens(try document(params))
        case "textDocument/formatting": formatting(try document(params))
        case "textDocument/documentSymbol": symbols(try document(params))
        case "textDocument/foldingRange": folds(try document(params))
        case "textDocument/codeAction":
            codeActions(try document(params), try params.range("range"), only: params["context"]?["only"]?.array)
        default: throw ResponseError(.methodNotFound, "there is no method \"\(method)\"")
        }
    }

    private func document(_ params: JSONValue) throws(ResponseError) -> Document {
        let uri = try params.required("textDocument").text("uri")
        guard let document = documents[uri] else {
            throw ResponseError(.invalidParams, "the document \"\(uri)\" is not open")
        }
        return document
    }

    private func initialize(_ params: JSONValue) -> JSONValue {
        client = ClientCapabilities(params["capabilities"] ?? .null)
        phase = .running
        return [
            "capabilities": [
                "positionEncoding": .string(client.encoding.rawValue),
                "textDocumentSync": ["openClose": true, "change": 2, "save": ["includeText": false]],
                "completionProvider": ["triggerCharacters": ["$", ".", "-", "/"]],
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "documentHighlightProvider": true,
                "renameProvider": client.preparesRenames ? ["prepareProvider": true] : true,
                "documentLinkProvider": ["resolveProvider": false],
                "semanticTokensProvider": ["legend": TokenLegend.json, "full": true],
                "documentFormattingProvider": true,
                "documentSymbolProvider": true,
                "foldingRangeProvider": true,
                "codeActionProvider": ["codeActionKinds": [.string(Self.quickFix)]],
            ],
            "serverInfo": ["name": "cbs", "version": .string(version)],
        ]
    }
}
