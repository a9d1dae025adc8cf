import CommandLanguage
import JSONRecords

extension ServerSession {
    static let quickFix = "quickfix"

    /// The mends of the problems in a range whose help proposes one.
    ///
    /// - Parameter kinds: The kinds of actions that the client asks for; nil for all.
    func codeActions(_ document: Document, _ range: Range<TextPosition>, only kinds: [JSONValue]?) -> JSONValue {
        if let kinds, !kinds.contains(where: { $0 == "" || $0 == .string(Self.quickFix) }) { return [] }
        let script = script(document)
        let lower = document.text.offset(of: range.lowerBound)
        let upper = document.text.offset(of: range.upperBound)
        return .array(
            script.checked.diagnostics.compactMap { diagnostic in
                guard diagnostic.source === script.source, let place = diagnostic.range,
                    place.lower <= upper, lower <= place.upper, let mend = Mend(diagnostic),
                    helps(mend, against: diagnostic, document)
                else { return nil }
                return action(mend, for: diagnostic, document)
            })
    }

    /// Whether a problem is gone when a mend is made. What the help proposes is a guess.
    private func helps(_ mend: Mend, against problem: Diagnostic, _ document: Document) -> Bool {
        var bytes = document.text.bytes
        bytes.replaceSubrange(mend.range.lower..<mend.range.upper, with: mend.text.utf8)
        let mended = InspectedScript(
            Source(name: script(document).source.name, bytes: bytes), folder: document.folder,
            files: OpenedFiles(documents: documents, environment: environment))
        return !mended.checked.diagnostics.contains { other in
            other.source === mended.source && other.range?.lower == problem.range?.lower
                && (other.failure == problem.failure || other.code == .syntax)
        }
    }

    private func action(_ mend: Mend, for diagnostic: Diagnostic, _ document: Document) -> JSONValue {
        let edit: JSONValue = ["range": document.range(mend.range), "newText": .string(mend.text)]
        return [
            "title": .string("Replace with \(mend.text)"), "kind": .string(Self.quickFix),
            "diagnostics": [problem(diagnostic, document)], "isPreferred": true,
            "edit": ["changes": .object([JSONValue.Member(document.uri, [edit])])],
        ]
    }
}
