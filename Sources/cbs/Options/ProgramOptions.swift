import Interpreter
import Recipients
import Rendering
import SystemCalls

/// The global options, apart from how they are parsed: making `GlobalOptions` takes a twentieth of the instructions of
/// a start.
struct ProgramOptions {
    /// The place of the store; nil for the usual one.
    var store: String?
    var simulate = false
    var memory = false
    var isReadOnly = false
    var wait = WaitingTime.standard
    var format = OutputFormat.table
    var isQuiet = false
    var hasNoColour = false
    var saysYes = false

    /// Whether any of them says which store a program works on, or how.
    var concernStore: Bool { store != nil || memory || simulate || isReadOnly }

    /// Why these cannot be combined; nil if they can.
    var problem: String? {
        if memory, store != nil { return "--memory and --store cannot be combined" }
        if memory, simulate { return "--memory and --simulate cannot be combined" }
        if store == "" { return "--store needs a place: the name of a folder, or the address of a server" }
        if let text = wait.wrongText { return "--wait needs a duration, such as 10s or 5m, found \(text.quoted)" }
        return nil
    }

    /// The style for a descriptor: the colours of `CBS_COLORS`, or none where nobody sees or wants them.
    func style(on descriptor: Int32) -> Style {
        let isWanted = !hasNoColour && Environment["NO_COLOR"] == nil && Environment["TERM"] != "dumb"
        guard isWanted, TerminalWindow.isAttached(to: descriptor) else { return .plain }
        return Style(palette: Environment["CBS_COLORS"].map { Palette($0) } ?? .standard)
    }
}
