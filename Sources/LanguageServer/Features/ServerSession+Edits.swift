import CommandLanguage
import JSONRecords

extension ServerSession {
    /// The protocol's name for the kind of actions that are offered.
    static let quickFix = "quickfix"

    /// The quick fixes for the problems in a range.
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
                    place.lower <= upper, lower <= place.upper, let fix = QuickFix(diagnostic),
                    helps(fix, against: diagnostic, document)
                else { return nil }
                return action(fix, for: diagnostic, document)
            })
    }

    /// Whether a quick fix would remove the problem; the replacement is only a guess.
    private func helps(_ fix: QuickFix, against problem: Diagnostic, _ document: Document) -> Bool {
        var bytes = document.text.bytes
        bytes.replaceSubrange(fix.range.lower..<fix.range.upper, with: fix.text.utf8)
        let fixed = InspectedScript(
            Source(name: script(document).source.name, bytes: bytes), folder: document.folder,
            files: OpenedFiles(documents: documents, environment: environment))
        return !fixed.checked.diagnostics.contains { other in
            other.source === fixed.source && other.range?.lower == problem.range?.lower
                && (other.failure == problem.failure || other.code == .syntax)
        }
    }

    private func action(_ fix: QuickFix, for diagnostic: Diagnostic, _ document: Document) -> JSONValue {
        let edit: JSONValue = ["range": document.range(fix.range), "newText": .string(fix.text)]
        return [
            "title": .string("Replace with \(fix.text)"), "kind": .string(Self.quickFix),
            "diagnostics": [problem(diagnostic, document)], "isPreferred": true,
            "edit": ["changes": .object([JSONValue.Member(document.uri, [edit])])],
        ]
    }
}

/// What to write instead of the offending text.
private struct QuickFix {
    let range: SourceRange
    let text: String

    /// Nil if there is no replacement.
    init?(_ diagnostic: Diagnostic) {
        guard let range = diagnostic.range, let source = diagnostic.source, let replacement = diagnostic.replacement
        else { return nil }
        if replacement.hasPrefix("$"), source.text(range).hasPrefix("$") {
            self.range = Self.name(of: range, in: source)
            text = String(replacement.dropFirst())
        } else {
            self.range = range
            text = replacement
        }
    }

    /// The name of the variable in `$name.member` or `${name.member}`.
    private static func name(of range: SourceRange, in source: Source) -> SourceRange {
        let text = source.text(range)
        let start = text.prefix { $0 == "$" || $0 == "{" }
        let name = text.dropFirst(start.count).prefix { $0 != "." && $0 != "}" }
        let lower = range.lower + start.utf8.count
        return SourceRange(lower, lower + name.utf8.count)
    }
}

extension ServerSession {
    /// The edit that formats the document as `cbs fmt` does, from the first line that changes to the last. Null if the
    /// document has syntax errors, and thus no layout.
    func formatting(_ document: Document) -> JSONValue {
        guard let new = script(document).formatted() else { return .null }
        let old = document.text.bytes
        guard new != old else { return [] }
        let range = Self.changedLines(from: old, to: new)
        let text = String(decoding: new[range.lower..<range.upper + new.count - old.count], as: UTF8.self)
        return [["range": document.range(range), "newText": .string(text)]]
    }

    /// The part of the old text that is left when the first and last lines that both texts have in common are taken
    /// away.
    private static func changedLines(from old: [UInt8], to new: [UInt8]) -> SourceRange {
        let newline = UInt8(ascii: "\n")
        let shorter = min(old.count, new.count)
        var start = (0..<shorter).first { old[$0] != new[$0] } ?? shorter
        while start > 0, old[start - 1] != newline { start -= 1 }
        var same = 0
        while same < shorter - start, old[old.count - 1 - same] == new[new.count - 1 - same] { same += 1 }
        // The common end must begin after a line end in both.
        while same > 0, old[old.count - 1 - same] != newline || new[new.count - 1 - same] != newline { same -= 1 }
        return SourceRange(start, old.count - same)
    }
}
