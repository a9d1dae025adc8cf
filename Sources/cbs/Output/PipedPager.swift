import Rendering
import SystemCalls

/// The program that `$PAGER` names, else `less`, at the other end of a pipe.
final class PipedPager: Pager {
    private let pipe: UnsafeMutablePointer<FILE>
    private let sink: DescriptorSink
    private var interruption = sigaction()

    /// Nil if there is no pager, or the person wants none: `PAGER=cat`, or a terminal that cannot move its cursor.
    static func open() -> PipedPager? {
        guard let command = command else { return nil }
        return PipedPager(command)
    }

    private static var command: String? {
        if Environment["TERM"] == "dumb" { return nil }
        let command = Environment["PAGER"] ?? (isInstalled("less") ? "less -RFX" : nil)
        return command == "cat" ? nil : command
    }

    private static func isInstalled(_ program: String) -> Bool {
        (Environment["PATH"] ?? "").split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    private init?(_ command: String) {
        // A pager that is named without options shows colours all the same.
        setenv("LESS", "RFX", 0)
        guard let pipe = popen(command, "w") else { return nil }
        self.pipe = pipe
        sink = DescriptorSink(descriptor: fileno(pipe))
        // Ctrl-C is the pager's while it is open.
        var ignoring = sigaction()
        ignoring.handler = SIG_IGN
        sigaction(SIGINT, &ignoring, &interruption)
    }

    var isReading: Bool { sink.error == nil }

    func write(_ text: String) { sink.write(text) }

    func close() {
        sink.flush()
        pclose(pipe)
        sigaction(SIGINT, &interruption, nil)
    }
}
