import Account
import LineEditor
import Recipients
import Rendering
import SystemCalls

/// The prompt: which store this is, and what is special about it.
enum ShellPrompt {
    static func of(_ program: Program) -> Prompt {
        prompt(
            name: name(of: program.location.place), isReadOnly: program.location.isReadOnly,
            isRehearsal: program.location.place.isOverlay, clock: program.clock, zone: program.account.zone,
            width: TerminalWindow.width(of: STDOUT_FILENO) ?? 80)
    }

    /// - Parameters:
    ///   - name: The name of the store.
    ///   - isReadOnly: Whether changes are refused.
    ///   - isRehearsal: Whether changes are only rehearsed, in an account that persists.
    ///   - clock: The account's clock; a simulated one is shown.
    ///   - zone: The account's time zone.
    ///   - width: The columns of the window: a long name is shortened if it would leave little room.
    static func prompt(name: String, isReadOnly: Bool, isRehearsal: Bool, clock: Clock, zone: ZoneRules, width: Int)
        -> Prompt
    {
        var remarks: [String] = []
        if isReadOnly { remarks.append("read-only") }
        let kind = isRehearsal ? "rehearsal" : "simulated"
        if case .simulated(let now) = clock { remarks.append("\(kind) \(ZonedInstant(now, in: zone).day)") }
        let shown = TextWidth.truncated(name.visible(), to: max(8, width / 4))
        guard !remarks.isEmpty else { return Prompt([.init(shown, .header), .init("> ")]) }
        return Prompt([
            .init(shown, .header), .init(" ("), .init(remarks.joined(separator: ", "), .warning), .init(")> "),
        ])
    }

    private static func name(of place: StoreLocation.Place) -> String {
        switch place {
        case .memory: return "memory"
        case .server(let address): return address.account ?? address.words
        case .overlay(let base): return name(of: base)
        case .folder(let folder):
            return SystemCalls.resolved(folder).split(separator: "/").last.map(String.init) ?? "/"
        }
    }
}
