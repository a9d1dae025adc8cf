import LineEditor
import Rendering
import SystemCalls

/// The pager at the other end of a pipe: the program that `$PAGER` names, otherwise `less`.
final class PipedPager: Pager {
    private let pipe: UnsafeMutablePointer<FILE>
    private let sink: DescriptorSink

    /// Starts a pager. Nil if there is none, or it is not wanted: an empty `PAGER`, `PAGER=cat`, or a terminal that
    /// cannot move its cursor.
    ///
    /// - Parameter headingLines: How many lines stay in sight, if the pager can do that.
    static func open(headingLines: Int) -> PipedPager? {
        guard let command = command(headingLines) else { return nil }
        return PipedPager(command)
    }

    private static func command(_ headingLines: Int) -> String? {
        guard !Environment.isEmpty("PAGER"), LineEditor.canEdit(Environment["TERM"]),
            let command = Environment["PAGER"] ?? (isInstalled("less") ? "less -RFX" : nil), command != "cat"
        else { return nil }
        let isLess = command == "less" || command.hasPrefix("less ")
        return isLess && headingLines > 0 && lessKeepsHeadings ? "\(command) --header=\(headingLines)" : command
    }

    /// Whether the installed `less` supports `--header`. Its version information begins with `less 608 (…)`.
    private static let lessKeepsHeadings: Bool = {
        guard let pipe = popen("less --version 2>/dev/null", "r") else { return false }
        defer { pclose(pipe) }
        var line = [CChar](repeating: 0, count: 100)
        guard fgets(&line, Int32(line.count), pipe) != nil else { return false }
        let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).split(
            separator: " ")
        let version = words.dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) }
        return words.first == "less" && version.map { $0 >= firstLessWithHeadings } ?? false
    }()

    private static let firstLessWithHeadings = 600

    private static func isInstalled(_ program: String) -> Bool {
        (Environment["PATH"] ?? "").split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    private init?(_ command: String) {
        // So that `less` without options shows colours, unless the user has other settings for it.
        setenv("LESS", "RFX", 0)
        guard let pipe = popen(command, "w") else { return nil }
        self.pipe = pipe
        sink = DescriptorSink(descriptor: fileno(pipe))
        Interruption.beginPaging()
    }

    var isReading: Bool { sink.error == nil }

    func write(_ text: String) { sink.write(text) }

    func close() -> Bool {
        sink.flush()
        let status = pclose(pipe)
        Interruption.endPaging()
        return !Self.hasFailed(status) || Interruption.isRequested
    }

    /// Whether it ended with an error: it is missing, or it has not shown anything. Signals end it with a higher
    /// status, or without one.
    private static func hasFailed(_ status: Int32) -> Bool {
        status & 0x7F == 0 && (1...128).contains(status >> 8 & 0xFF)
    }
}
