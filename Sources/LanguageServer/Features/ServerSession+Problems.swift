import CommandLanguage
import JSONRecords

extension ServerSession {
    /// Sends the problems of the documents that have changed, unless the client already has them.
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

    private func problems(_ document: Document) -> [JSONValue] {
        let script = script(document)
        var texts = SourceTexts(client.encoding)
        var shown = script.checked.diagnostics.map { diagnostic in
            diagnostic.source === script.source
                ? problem(diagnostic, document) : foreignProblem(diagnostic, script, document, &texts)
        }
        for warning in script.checked.warnings.shown where warning.source === script.source {
            shown.append(problem(warning, document, severity: 2))
        }
        // A script that is named twice has its problems once.
        var seen: Set<JSONValue> = []
        shown = shown.filter { seen.insert($0).inserted }
        if script.checked.problems.more > 0 {
            shown.append([
                "range": document.range(SourceRange(0, 0)), "severity": 3, "source": "cbs",
                "message": .string(script.checked.problems.wordsForMore),
            ])
        }
        return shown
    }

    /// A problem in the form of the protocol.
    func problem(_ diagnostic: Diagnostic, _ document: Document, severity: Int = 1) -> JSONValue {
        problem(
            diagnostic, at: document.range(diagnostic.range ?? SourceRange(0, 0)), message: diagnostic.message,
            severity: severity)
    }

    /// A problem in a script that this one includes or runs: it is reported where that one is named, and says where it
    /// is.
    private func foreignProblem(
        _ diagnostic: Diagnostic,
        _ script: InspectedScript,
        _ document: Document,
        _ texts: inout SourceTexts
    ) -> JSONValue {
        let range = document.range(mention(of: diagnostic.source, in: script, document) ?? SourceRange(0, 0))
        guard let source = diagnostic.source, let name = source.name, let place = diagnostic.range else {
            return problem(diagnostic, at: range, message: diagnostic.message)
        }
        guard client.showsRelatedInformation else {
            let file = name.split(separator: "/").last.map(String.init) ?? name
            let line = source.location(at: place.lower).line
            return problem(diagnostic, at: range, message: "line \(line) of \(file): \(diagnostic.message)")
        }
        let related: JSONValue = [
            "location": [
                "uri": .string(DocumentURI.of(DocumentURI.normalized(name))),
                "range": texts.text(of: source).json(place),
            ],
            "message": .string(diagnostic.message),
        ]
        return problem(diagnostic, at: range, message: diagnostic.message, related: [related])
    }

    private func problem(
        _ diagnostic: Diagnostic,
        at range: JSONValue,
        message: String,
        related: JSONValue? = nil,
        severity: Int = 1
    ) -> JSONValue {
        let help = diagnostic.help.map { "\nhelp: \($0)" } ?? ""
        return .members([
            "range": range, "severity": JSONValue(severity), "code": .string(diagnostic.code.rawValue), "source": "cbs",
            "message": .string(message + help), "relatedInformation": related,
        ])
    }

    /// The file name in the statement through which a source comes in; for a script that such a script names, the first
    /// of the document.
    private func mention(of source: Source?, in script: InspectedScript, _ document: Document) -> SourceRange? {
        let files = script.checked.script.allStatements.compactMap(\.namedScript)
        let direct = files.first { path(of: $0, in: document) == source?.name.map(DocumentURI.normalized) }
        return (direct ?? files.first)?.range
    }

    /// The path of a file that a document names; nil if it is known only at run time, or the document is not a file.
    func path(of file: Argument, in document: Document) -> String? {
        guard let name = file.literalText, let folder = document.folder else { return nil }
        return DocumentURI.normalized(ScriptPath.resolve(name, in: folder, home: environment.homeFolder))
    }
}
