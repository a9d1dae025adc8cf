import CommandLanguage
import JSONRecords

extension ServerSession {
    /// The edit that lays the document out as `cbs fmt` does: of the lines from the first to the last that change. Null
    /// for a document with syntax errors, which has no layout.
    func formatting(_ document: Document) -> JSONValue {
        guard let new = script(document).formatted() else { return .null }
        let old = document.text.bytes
        guard new != old else { return [] }
        let range = Self.changedLines(from: old, to: new)
        let text = String(decoding: new[range.lower..<range.upper + new.count - old.count], as: UTF8.self)
        return [["range": document.range(range), "newText": .string(text)]]
    }

    /// The part of the old text outside of which the new one begins and ends with the same lines.
    private static func changedLines(from old: [UInt8], to new: [UInt8]) -> SourceRange {
        let newline = UInt8(ascii: "\n")
        let shorter = min(old.count, new.count)
        var start = (0..<shorter).first { old[$0] != new[$0] } ?? shorter
        while start > 0, old[start - 1] != newline { start -= 1 }
        var same = 0
        while same < shorter - start, old[old.count - 1 - same] == new[new.count - 1 - same] { same += 1 }
        // The rest begins behind a line end of both.
        while same > 0, old[old.count - 1 - same] != newline || new[new.count - 1 - same] != newline { same -= 1 }
        return SourceRange(start, old.count - same)
    }
}
