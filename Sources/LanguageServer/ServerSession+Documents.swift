import CommandLanguage
import JSONRecords
import Recipients

extension ServerSession {
    /// Handles a notification. Unknown ones are ignored.
    func take(_ method: String, _ params: JSONValue) throws(ResponseError) {
        switch method {
        case "textDocument/didOpen": try open(try params.required("textDocument"))
        case "textDocument/didChange": try change(params)
        case "textDocument/didClose": close(try params.required("textDocument").text("uri"))
        case "textDocument/didSave", "workspace/didChangeWatchedFiles": forgetDependents(on: nil)
        default: break
        }
    }

    private func open(_ item: JSONValue) throws(ResponseError) {
        let uri = try item.text("uri")
        let text = DocumentText(Array(try item.text("text").utf8), client.encoding)
        let document = Document(uri: uri, version: item["version"], text: text)
        documents[uri] = document
        stale.insert(uri)
        forgetDependents(on: document.path)
    }

    private func change(_ params: JSONValue) throws(ResponseError) {
        let item = try params.required("textDocument")
        let uri = try item.text("uri")
        guard let document = documents[uri] else {
            throw ResponseError(.invalidParams, "the document \"\(uri)\" is not open")
        }
        guard let changes = try params.required("contentChanges").array else {
            throw ResponseError(.invalidParams, "\"contentChanges\" is not an array")
        }
        // All or nothing: one change that makes no sense must not leave the others half applied.
        var text = document.text
        for change in changes {
            let new = try change.text("text")
            if change["range"] == nil {
                text = DocumentText(Array(new.utf8), client.encoding)
            } else {
                text = text.replacing(try change.range("range"), with: new)
            }
        }
        document.text = text
        document.version = item["version"]
        stale.insert(uri)
        forgetDependents(on: document.path)
    }

    private func close(_ uri: String) {
        guard let document = documents.removeValue(forKey: uri) else { return }
        stale.remove(uri)
        send(Self.problems(of: uri, version: nil, []))
        forgetDependents(on: document.path)
    }

    /// Marks the documents that name a file, or any file, to be checked again.
    private func forgetDependents(on path: String?) {
        for document in documents.values {
            guard path.map(document.lookedUp.contains) ?? !document.lookedUp.isEmpty else { continue }
            document.forget()
            stale.insert(document.uri)
        }
    }

    /// The script of a document, checked against the files as the client sees them.
    func script(_ document: Document) -> InspectedScript {
        document.script(OpenedFiles(documents: documents, environment: environment))
    }
}

/// The files of the machine, except that those open in the editor are as they are there.
struct OpenedFiles: FileReading {
    private let opened: [String: Document]
    private let environment: any ServerEnvironment

    init(documents: [String: Document], environment: any ServerEnvironment) {
        opened = Dictionary(
            documents.values.compactMap { document in document.path.map { ($0, document) } },
            uniquingKeysWith: { first, _ in first })
        self.environment = environment
    }

    func contents(of path: String) throws(Failure) -> [UInt8] {
        if let document = opened[DocumentURI.normalized(path)] { return document.text.bytes }
        return try environment.contents(of: path)
    }

    func identity(of path: String) -> String { environment.identity(of: DocumentURI.normalized(path)) }

    var homeFolder: String? { environment.homeFolder }
}
