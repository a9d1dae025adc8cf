import Account
import LineEditor
import Recipients
import Rendering
import SystemCalls

/// The prompt: which store this is, and what makes it other than the real thing.
enum ShellPrompt {
    static func of(_ program: Program) -> Prompt {
        prompt(
            name: name(of: program.location.place), isReadOnly: program.location.isReadOnly,
            isRehearsal: program.location.isRehearsal, clock: program.clock, zone: program.account.zone,
            width: TerminalWindow.width(of: STDOUT_FILENO) ?? 80)
    }

    /// - Parameters:
    ///   - name: The store's.
    ///   - isReadOnly: Whether every change is refused.
    ///   - isRehearsal: Whether nothing that is done lasts, in an account that does.
    ///   - clock: The account's: a simulated one is told.
    ///   - zone: The account's.
    ///   - width: The window's: a long name is cut where little room would be left.
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
            let resolved = realpath(folder, nil)
            defer { free(resolved) }
            let path = resolved.map { String(cString: $0) } ?? folder
            return path.split(separator: "/").last.map(String.init) ?? "/"
        }
    }
}

extension StoreLocation {
    /// Whether what is done is done to a copy in memory, of which nothing stays.
    fileprivate var isRehearsal: Bool {
        if case .overlay = place { true } else { false }
    }
}
