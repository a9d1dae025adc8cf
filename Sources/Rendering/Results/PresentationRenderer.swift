import Account
import CommandLanguage
import Interpreter
import Recipients

/// The result of a command as people see it.
struct PresentationRenderer {
    let sink: any TextSink
    let style: Style
    /// The window's columns; nil for no limit.
    let width: Int?
    let display: TimeDisplay

    func show(_ result: CommandResult) {
        func write(_ lines: some Sequence<String>) { self.write(lines, isAnswer: result.isAnswer) }
        switch result.presentation {
        case .record:
            // People know which command they gave, and whether it was rehearsed.
            let record = result.record.without("command", "rehearsed")
            RecordRenderer(style: style, width: width, display: display).write(record, to: sink)
        case .members(let record):
            RecordRenderer(style: style, width: width, display: display).write(record, to: sink)
        case .confirmation(let sentences): write(sentences.lazy.map(wrapped))
        case .imported(let sentences, let columns):
            write(sentences.map(wrapped) + ColumnTable(columns).lines(width: width, style: style))
        case .setting(let setting): write([sentence(setting)])
        case .settings(let settings): write(members(of: settings))
        case .timeline(let timeline): write(TimelineText(timeline, width: width, style: style).lines)
        case .comparison(let comparison): write(ComparisonText(style: style, width: width).lines(of: comparison))
        case .page(let parts): write(WordWrap.page(parts, width: width))
        case .history(let entries): write(entries.isEmpty ? ["no statement has been typed yet"] : numbered(entries))
        }
    }

    /// Writes lines that are safe for a terminal. Those of an answer end when no more are wanted; what a command has
    /// done is told even if it was to be stopped, as it is too late then.
    private func write(_ lines: some Sequence<String>, isAnswer: Bool) {
        for line in lines {
            if isAnswer, !sink.wantsMore { break }
            sink.write(line + "\n")
        }
    }

    /// A sentence made safe for a terminal and wrapped between words.
    private func wrapped(_ sentence: String) -> String {
        WordWrap.text(sentence.visible(), width: width, indent: 2)
    }

    private func lines(of text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    // MARK: Settings

    private func sentence(_ setting: CommandResult.BackupSwitch) -> String {
        let whose = setting.group.map { "of the group \($0.visible().quoted)" } ?? "of the account"
        return "backups \(whose) \(setting.isRehearsal ? "would be" : "are") \(word(setting.isOn))"
    }

    private func members(of settings: SettingsInfo) -> [String] {
        [
            "backups:    \(word(settings.keepsBackups))", "retention:  \(settings.retention)",
            "guard:      \(settings.guardAction.rawValue)",
            "time zone:  \(settings.timeZone)",
            "clock:      \(settings.clock.isSimulated ? "simulated" : "system")",
            "now:        \(ZonedInstant(settings.now, in: display.zone))",
        ]
    }

    private func word(_ isOn: Bool) -> String {
        isOn ? style.paint("on", as: .good) : style.paint("off", as: .warning)
    }

    // MARK: History

    /// Statements with right-aligned numbers; further lines of a statement are indented to match.
    private func numbered(_ entries: [String]) -> [String] {
        let width = String(entries.count).count
        return entries.enumerated().flatMap { index, entry in
            let number = String(index + 1)
            let margin = String(repeating: " ", count: width - number.count) + number + "  "
            let indentation = String(repeating: " ", count: width + 2)
            return lines(of: entry).enumerated().map {
                ($0.offset == 0 ? margin : indentation) + String($0.element).visible()
            }
        }
    }
}
