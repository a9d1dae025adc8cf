import CommandLanguage
import JSONRecords
import Recipients

/// A document that is open in the client, and what is known of it.
final class Document {
    let uri: String
    /// Its path; nil if it is not a file.
    let path: String?
    var version: JSONValue?
    var text: DocumentText {
        didSet { inspected = nil }
    }
    /// The problems that were last sent to the client.
    var published: JSONValue?
    /// The files that were read for it.
    private(set) var lookedUp: Set<String> = []
    private var inspected: InspectedScript?

    init(uri: String, version: JSONValue?, text: DocumentText) {
        self.uri = uri
        path = DocumentURI.path(of: uri).map(DocumentURI.normalized)
        self.version = version
        self.text = text
    }

    /// What relative names in it are relative to.
    var folder: String? { path.map(ScriptPath.folder) }

    /// The script, parsed and checked once for each version of the text.
    func script(_ files: some FileReading) -> InspectedScript {
        if let inspected { return inspected }
        let notes = NotedFiles(files)
        let source = Source(name: path ?? uri, bytes: text.bytes, identity: path.map(files.identity))
        let script = InspectedScript(source, folder: folder, files: notes)
        lookedUp = notes.paths
        inspected = script
        return script
    }

    /// Drops what was found out, because a file that it names has changed.
    func forget() {
        inspected = nil
    }

    func range(_ range: SourceRange) -> JSONValue {
        text.json(range)
    }
}

extension DocumentText {
    /// A range in the form of the protocol.
    func json(_ range: SourceRange) -> JSONValue {
        ["start": json(position(of: range.lower)), "end": json(position(of: range.upper))]
    }

    private func json(_ position: TextPosition) -> JSONValue {
        ["line": JSONValue(position.line), "character": JSONValue(position.character)]
    }
}

/// Records which files were requested.
private final class NotedFiles<Files: FileReading>: FileReading {
    private let files: Files
    private(set) var paths: Set<String> = []

    init(_ files: Files) {
        self.files = files
    }

    func contents(of path: String) throws(Failure) -> [UInt8] {
        paths.insert(DocumentURI.normalized(path))
        return try files.contents(of: path)
    }

    func identity(of path: String) -> String { files.identity(of: path) }

    var homeFolder: String? { files.homeFolder }
}
