import CLibEdit
public import Rendering
import SystemCalls

/// Reads lines from a terminal with libedit: the keys of emacs or vi, history, completion, and pastes, which run
/// nothing.
///
/// Signals are handled between two keys, not in signal handlers: the terminal is restored before anything else happens.
public final class LineEditor: LineSource {
    public var completer: ((_ line: String, _ cursor: String.Index) -> CompletionAnswer)?
    public var pasting: ((_ before: String, _ pasted: String) -> String)?
    private(set) var editor: OpaquePointer?
    private let signals: PromptSignals
    let keys: KeyReader
    /// What was read but not used, and comes next.
    var unread: KeyReader.Input?
    var recall = HistoryRecall()
    /// What was searched for last.
    var searched = ""
    let output: DescriptorSink
    let outputDescriptor: Int32
    let style: Style
    var prompt = Prompt([])
    /// The line whose candidates were listed last: if they are requested again, all are listed.
    var listed: (line: String, cursor: String.Index)?
    /// Whether reading was given up because of a signal.
    private var wasInterrupted = false

    /// - Parameters:
    ///   - program: The name of the program in `~/.editrc`.
    ///   - terminal: The type of the terminal, as in `TERM`.
    ///   - settingsPath: The file with the user's settings of libedit.
    ///   - style: The colours of prompts.
    /// - Returns: Nil if lines cannot be edited on this terminal.
    public init?(program: String, terminal: String?, settingsPath: String?, style: Style) {
        guard Self.canEdit(terminal), isatty(STDIN_FILENO) == 1,
            let descriptor = [STDOUT_FILENO, STDERR_FILENO].first(where: { isatty($0) == 1 }),
            let signals = PromptSignals()
        else { return nil }
        Self.chooseEncoding()
        let settings = EditorSettings(path: settingsPath)
        self.signals = signals
        self.style = style
        keys = KeyReader(descriptor: STDIN_FILENO, signals: signals, bindings: settings.text)
        outputDescriptor = descriptor
        output = DescriptorSink(descriptor: descriptor, capacity: 0)
        let context = Unmanaged.passUnretained(self).toOpaque()
        let callbacks = cbs_callbacks(
            context: context,
            read: { context, character in
                context.map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue().read(character) } ?? 0
            },
            run: { context, command in
                context.map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue().run(command) } ?? 0
            })
        guard let made = cbs_editor_create(program, descriptor == STDERR_FILENO, callbacks) else { return nil }
        editor = made
        bindKeys(made, settings)
        cbs_editor_set_editing(made, false)
    }

    /// Whether lines can be edited on a type of terminal.
    public static func canEdit(_ terminal: String?) -> Bool {
        guard let terminal, !["", "dumb", "unknown", "emacs"].contains(terminal) else { return false }
        return cbs_editor_can_drive(terminal)
    }

    deinit {
        if let editor { cbs_editor_destroy(editor) }
    }

    /// Libedit converts characters by the locale; one with single bytes only would lose all others.
    private static func chooseEncoding() {
        setlocale(LC_CTYPE, "")
        let codes = nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } ?? ""
        if codes != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
    }

    private func bindKeys(_ editor: OpaquePointer, _ settings: EditorSettings) {
        for line in settings.choices { cbs_editor_configure(editor, line) }
        let modes: [EditorKey.Mode] = cbs_editor_is_vi(editor) ? [.viInsertion, .viCommands] : [.emacs]
        for mode in modes {
            let isAlternative = mode == .viCommands
            for key in EditorKey.allCases {
                cbs_editor_bind(editor, isAlternative, key.spelling, key.command(in: mode))
            }
            // Libedit's default would combine the next key with Alt.
            if isAlternative { cbs_editor_bind(editor, true, "^[", "ed-ignore") }
            cbs_editor_bind(editor, isAlternative, "^R", "cbs-search")
            cbs_editor_bind(editor, isAlternative, "^L", "ed-clear-screen")
        }
        cbs_editor_bind(editor, false, "^I", "cbs-complete")
        // Libedit's default deletes up to a mark, which nobody sets.
        cbs_editor_bind(editor, false, "^W", "ed-delete-prev-word")
        for line in settings.others { cbs_editor_configure(editor, line) }
    }

    // MARK: Lines

    public func nextLine(_ prompt: Prompt) -> LineInput {
        guard let editor else { return .end }
        self.prompt = prompt
        wasInterrupted = false
        listed = nil
        unread = nil
        recall.begin()
        signals.begin()
        // Set before the prompt appears: what is typed from then on belongs to the editor.
        cbs_editor_set_editing(editor, true)
        output.write(Self.pasteOn)
        defer {
            cbs_editor_set_editing(editor, false)
            output.write(Self.pasteOff)
            signals.end()
        }
        var length: Int32 = 0
        let text = Self.characters(prompt.painted(style, mark: "\u{1}"))
        guard let line = cbs_editor_read_line(editor, text, &length), length > 0 else {
            output.write("\n")
            return wasInterrupted ? .interrupted : .end
        }
        var result = Self.text(UnsafeBufferPointer(start: line, count: Int(length)))
        if result.unicodeScalars.last == "\n" { result.unicodeScalars.removeLast() }
        return .line(result)
    }

    public func setHistory(_ entries: [String]) {
        guard let editor else { return }
        cbs_editor_clear_history(editor)
        recall.entries = []
        for entry in entries { addToHistory(entry) }
    }

    public func addToHistory(_ entry: String) {
        recall.entries.append(entry)
        if let editor { cbs_editor_add_history(editor, Self.characters(entry)) }
    }

    /// What asks the terminal to mark pastes, and to stop marking them.
    private static let pasteOn = "\u{1B}[?2004h"
    private static let pasteOff = "\u{1B}[?2004l"

    static func text(_ characters: UnsafeBufferPointer<UInt32>) -> String {
        String(decoding: characters, as: UTF32.self)
    }

    /// The text in the form that the editor takes.
    static func characters(_ text: String) -> [UInt32] {
        text.unicodeScalars.map(\.value).filter { $0 != 0 } + [0]
    }

    // MARK: Called by the editor

    private func read(_ character: UnsafeMutablePointer<UInt32>?) -> Int32 {
        while true {
            let input = unread ?? keys.next()
            unread = nil
            switch input {
            case .character(let read):
                character?.pointee = read
                return 1
            case .end: return 0
            case .signal(let signal): if !survives(signal) { return -1 }
            }
        }
    }

    /// Handles a signal; false if the line is to be given up.
    private func survives(_ signal: Int32) -> Bool {
        guard let editor else { return false }
        switch signal {
        case SIGINT:
            wasInterrupted = true
            keys.drop()
            output.write(wayToEnd + "^C")
            return false
        case SIGWINCH:
            cbs_editor_resize(editor)
            output.write(clearingOfLine)
            cbs_editor_refresh(editor)
        case SIGCONT:
            cbs_editor_set_editing(editor, false)
            cbs_editor_set_editing(editor, true)
            output.write(Self.pasteOn)
            cbs_editor_refresh(editor)
        default:
            cbs_editor_set_editing(editor, false)
            output.write(Self.pasteOff + (signal == SIGTSTP ? "" : "\n"))
            signals.passOn(signal)
        }
        return true
    }

    private func run(_ command: Int32) -> Int32 {
        guard let editor else { return 0 }
        switch UInt32(command) {
        case cbs_command_complete.rawValue: return Int32(complete(editor).rawValue)
        case cbs_command_paste.rawValue:
            guard let text = keys.readPaste() else { return Int32(cbs_outcome_beep.rawValue) }
            let (line, cursor) = currentLine(editor)
            cbs_editor_insert(editor, Self.characters(pasting?(String(line[..<cursor]), text) ?? text))
            return Int32(cbs_outcome_refresh.rawValue)
        case cbs_command_up.rawValue: return Int32(show(recall.earlier(than: currentLine(editor).line)).rawValue)
        case cbs_command_down.rawValue: return Int32(show(recall.later(than: currentLine(editor).line)).rawValue)
        case cbs_command_search.rawValue: return Int32(search(editor).rawValue)
        default: return Int32(cbs_outcome_nothing.rawValue)
        }
    }

    /// Replaces the line by another one, if there is one.
    private func show(_ line: String?) -> cbs_outcome {
        guard let line, let editor else { return cbs_outcome_beep }
        cbs_editor_set_line(editor, Self.characters(line))
        return cbs_outcome_refresh
    }
}
