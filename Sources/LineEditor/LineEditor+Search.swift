import CLibEdit
import Rendering

extension LineEditor {
    private static let nextMatch: UInt32 = 0x12
    private static let abandon: UInt32 = 0x07
    private static let escape: UInt32 = 0x1B

    /// Searches the history backwards for what is typed, until a key means something else: that key then does it to the
    /// line that was found.
    func search(_ editor: OpaquePointer) -> cbs_outcome {
        let (typed, usualPrompt) = (currentLine(editor).line, prompt)
        var text = ""
        var found: Int?
        var isMissing = false
        searching: while true {
            show(found.map { recall.entries[$0] } ?? typed, Self.prompt(searchedFor: text, isMissing), editor)
            let input = keys.next()
            guard case .character(let character) = input else {
                unread = input
                break
            }
            var limit = found.map { $0 + 1 } ?? recall.entries.count
            switch character {
            case Self.nextMatch where text.isEmpty: text = searched
            case Self.nextMatch: limit = found ?? limit
            case 0x08, 0x7F:
                text = String(text.dropLast())
                limit = recall.entries.count
            case 0x20..<0x7F, 0xA0...:
                Unicode.Scalar(character).map { text.unicodeScalars.append($0) }
            case Self.abandon:
                found = nil
                break searching
            case Self.escape:
                // In the keys of emacs, a single one would combine the next key with Alt.
                if keys.hasMore || cbs_editor_is_vi(editor) { unread = input }
                break searching
            default:
                unread = input
                break searching
            }
            let line = limit == found ? found.map { recall.entries[$0] } : nil
            let next = text.isEmpty ? nil : recall.lastPlace(of: text, before: limit, unlike: line)
            isMissing = next == nil && !text.isEmpty
            found = text.isEmpty ? nil : next ?? found
            if !text.isEmpty { searched = text }
        }
        show(found.map { recall.show($0) } ?? typed, usualPrompt, editor)
        return cbs_outcome_nothing
    }

    private static func prompt(searchedFor text: String, _ isMissing: Bool) -> Prompt {
        Prompt([.init("search", .dim), .init(" \"\(text)\"\(isMissing ? " (no more)" : "")> ")])
    }

    /// Shows another line and another prompt in place of those that are shown.
    private func show(_ line: String, _ prompt: Prompt, _ editor: OpaquePointer) {
        output.write(clearingOfLine)
        self.prompt = prompt
        cbs_editor_set_line(editor, Self.characters(line))
        cbs_editor_show(editor, Self.characters(prompt.painted(style, mark: "\u{1}")))
    }
}
