import CLibEdit
import Recipients
import Rendering
import SystemCalls

extension LineEditor {
    /// Completes what is before the cursor as far as it is unambiguous, and lists the candidates.
    func complete(_ editor: OpaquePointer) -> cbs_outcome {
        let (line, cursor) = currentLine(editor)
        guard let answer = completer?(line, cursor), let first = answer.candidates.first else {
            return cbs_outcome_beep
        }
        let replaced = String(line.unicodeScalars[..<cursor].suffix(answer.replaced))
        if answer.candidates.count == 1 {
            replace(answer.replaced, with: first.text, editor)
            return cbs_outcome_refresh
        }
        let common = answer.commonBeginning
        if common != replaced, common.withoutQuote.hasPrefix(replaced.withoutQuote) {
            replace(answer.replaced, with: common, editor)
            return cbs_outcome_refresh
        }
        let isAskedAgain = listed.map { $0 == (line, cursor) } ?? false
        listed = (line, cursor)
        let list = CandidateList.text(
            answer.candidates, width: width,
            height: isAskedAgain ? nil : TerminalWindow.height(of: outputDescriptor) ?? 24)
        let below = String(repeating: "\n", count: rowsBeforeCursor(line, cursor))
        output.write("\n" + list + below)
        return cbs_outcome_redisplay
    }

    private func replace(_ count: Int, with text: String, _ editor: OpaquePointer) {
        cbs_editor_delete_before_cursor(editor, Int32(count))
        cbs_editor_insert(editor, Self.characters(text))
    }

    func currentLine(_ editor: OpaquePointer) -> (line: String, cursor: String.Index) {
        var length: Int32 = 0
        var cursor: Int32 = 0
        guard let characters = cbs_editor_line(editor, &length, &cursor) else { return ("", "".startIndex) }
        let line = Self.text(UnsafeBufferPointer(start: characters, count: Int(length)))
        let scalars = line.unicodeScalars
        let index = scalars.index(scalars.startIndex, offsetBy: Int(cursor), limitedBy: scalars.endIndex)
        return (line, index ?? scalars.endIndex)
    }

    // MARK: The window

    private var width: Int { max(2, TerminalWindow.width(of: outputDescriptor) ?? 80) }

    /// How many rows of the window the line occupies above the row of the cursor.
    private func rowsBeforeCursor(_ line: String, _ cursor: String.Index) -> Int {
        let before = prompt.plain + String(line[..<cursor])
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.reduce(-1) { $0 + 1 + TextWidth.of($1) / width }
    }

    /// What moves the cursor behind the last character of the line.
    var wayToEnd: String {
        guard let editor else { return "" }
        let (line, cursor) = currentLine(editor)
        guard cursor < line.endIndex else { return "" }
        let rows = rowsBeforeCursor(line, line.endIndex) - rowsBeforeCursor(line, cursor)
        let last = (prompt.plain + line).split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        let column = TextWidth.of(last) % width
        return String(repeating: "\n", count: rows) + "\r" + (column > 0 ? "\u{1B}[\(column)C" : "")
    }

    /// What moves the cursor to the beginning of the prompt and clears everything from there on.
    var clearingOfLine: String {
        guard let editor else { return "" }
        let (line, cursor) = currentLine(editor)
        let rows = rowsBeforeCursor(line, cursor)
        return (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\r\u{1B}[J"
    }
}

extension CompletionAnswer {
    /// What all candidates begin with. Where some need quotation marks and others do not, these are left out: the
    /// beginning of one that needs none needs none either.
    var commonBeginning: String {
        let isMixed = Set(candidates.map { $0.text.hasPrefix("\"") }).count > 1
        let texts = candidates.map { isMixed ? $0.shown : $0.text }
        return texts.dropFirst().reduce(texts.first ?? "") { $0.commonPrefix(with: $1) }
    }
}

extension String {
    /// The text in lower case, without a quotation mark before it.
    fileprivate var withoutQuote: String { (first == "\"" || first == "'" ? String(dropFirst()) : self).lowercased() }

    /// The longest common prefix, in whole characters.
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
