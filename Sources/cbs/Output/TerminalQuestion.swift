import Interpreter
import Rendering
import Synchronization
import SystemCalls

/// Asks the person at the terminal: the question goes to standard error, the answer comes from standard input.
enum TerminalQuestion {
    /// Whether the program has gone on after it was suspended, and the question is not visible any more.
    private static let hasContinued = Atomic(false)

    /// Asks, and returns whether to continue. The end of the input and Ctrl-C mean no.
    ///
    /// - Parameters:
    ///   - question: The question, and the answers that mean yes.
    ///   - introduction: What is shown before the prompt.
    ///   - sink: Receives both; again after the program was suspended.
    static func confirm(_ question: Question, after introduction: String, to sink: any TextSink) -> Bool {
        let ways = question.kind == .yesOrNo ? " [y/N] " : ": "
        func show() {
            sink.write(introduction + question.prompt.visible() + ways)
            sink.flush()
        }
        // What was typed before the question is not an answer to it; what is typed once it is visible is one.
        tcflush(STDIN_FILENO, TCIFLUSH)
        let answer = noticingContinuation {
            show()
            return readAnswer(askingAgain: show)
        }
        guard let answer else {
            sink.write("\n")
            return false
        }
        return question.isConfirmed(by: answer)
    }

    /// Makes a call during which `hasContinued` tells when the program goes on after it was suspended.
    private static func noticingContinuation<Result>(_ call: () -> Result) -> Result {
        hasContinued.store(false, ordering: .relaxed)
        var noticing = sigaction()
        var before = sigaction()
        noticing.handler = { _ in TerminalQuestion.hasContinued.store(true, ordering: .relaxed) }
        sigaction(SIGCONT, &noticing, &before)
        defer { sigaction(SIGCONT, &before, nil) }
        return call()
    }

    /// How long to wait for a key before signals are looked for, in milliseconds.
    private static let patience: Int32 = 100

    /// Reads a line byte by byte, so as not to take what follows it; nil at the end of the input and if interrupted.
    ///
    /// - Parameter show: Shows the question again, when the program goes on after it was suspended.
    private static func readAnswer(askingAgain show: () -> Void) -> String? {
        var bytes: [UInt8] = []
        while true {
            if Interruption.isRequested { return nil }
            if hasContinued.exchange(false, ordering: .relaxed) { show() }
            // No signal is missed that comes just before the wait, or to another thread.
            var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, patience) > 0 else { continue }
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return nil }
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
    }
}
