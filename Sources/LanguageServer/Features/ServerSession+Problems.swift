import CommandLanguage
import JSONRecords

extension ServerSession {
    /// Tells the problems of the documents that have changed, unless they are what was told last.
    func publishProblems() {
        for uri in stale.sorted() {
            guard let document = documents[uri] else { continue }
            let problems = problems(document)
            let message = Self.problems(of: uri, version: document.version, problems)
            if document.published != message { send(message) }
            document.published = message
        }
        stale = []
    }

    static func problems(of uri: String, version: JSONValue?, _ problems: [JSONValue]) -> JSONValue {
        RPCMessage.notification(
            "textDocument/publishDiagnostics",
            .members(["uri": .string(uri), "version": version, "diagnostics": .array(problems)]))
    }

    /// How many problems of a document are told: what is no script at all has one in every line.
    static let mostProblems = 1000

    private func problems(_ document: Document) -> [JSONValue] {
        let script = script(document)
        return script.checked.diagnostics.prefix(Self.mostProblems).map { diagnostic in
            diagnostic.source === script.source
                ? problem(diagnostic, document) : foreignProblem(diagnostic, script, document)
        }
    }

    /// A problem as the protocol has it.
    func problem(_ diagnostic: Diagnostic, _ document: Document) -> JSONValue {
        problem(diagnostic, at: document.range(diagnostic.range ?? SourceRange(0, 0)), related: nil)
    }

    /// A problem in a script that this one includes: it is told at the `include`, with its place.
    private func foreignProblem(
        _ diagnostic: Diagnostic,
        _ script: InspectedScript,
        _ document: Document
    ) -> JSONValue {
        let range = inclusion(of: diagnostic.source, in: script, document) ?? SourceRange(0, 0)
        var related: JSONValue?
        if let source = diagnostic.source, let name = source.name, let place = diagnostic.range {
            let text = DocumentText(source.bytes, client.encoding)
            related = [
                [
                    "location": [
                        "uri": .string(DocumentURI.of(DocumentURI.normalized(name))), "range": text.json(place),
                    ],
                    "message": .string(diagnostic.message),
                ]
            ]
        }
        return problem(diagnostic, at: document.range(range), related: related)
    }

    private func problem(_ diagnostic: Diagnostic, at range: JSONValue, related: JSONValue?) -> JSONValue {
        let help = diagnostic.help.map { "\nhelp: \($0)" } ?? ""
        return .members([
            "range": range, "severity": 1, "code": .string(diagnostic.code.rawValue), "source": "cbs",
            "message": .string(diagnostic.message + help), "relatedInformation": related,
        ])
    }

    /// The file name of the `include` by which a source comes in; the first one, if it is included by an included one.
    private func inclusion(of source: Source?, in script: InspectedScript, _ document: Document) -> SourceRange? {
        let files = script.checked.script.allStatements.compactMap { statement -> Argument? in
            if case .include(let file) = statement.kind { file } else { nil }
        }
        let direct = files.first { path(of: $0, in: document) == source?.name.map(DocumentURI.normalized) }
        return (direct ?? files.first)?.range
    }

    /// The path of a file that a document names; nil if it takes a run to know, or the document is no file.
    func path(of file: Argument, in document: Document) -> String? {
        guard let name = file.literalText, let folder = document.folder else { return nil }
        return DocumentURI.normalized(ScriptPath.resolve(name, in: folder, home: environment.homeFolder))
    }
}
