import Interpreter
import Rendering
import SystemCalls

/// Asks the person at the terminal: the question goes to standard error, the answer comes from standard input.
enum TerminalQuestion {
    /// Asks, and returns whether to continue. The end of the input and Ctrl-C mean no.
    ///
    /// - Parameters:
    ///   - question: The question, and the answers that mean yes.
    ///   - sink: Receives the prompt; the lines before it have been shown already.
    static func confirm(_ question: Question, to sink: any TextSink) -> Bool {
        let ways = question.kind == .yesOrNo ? " [y/N] " : ": "
        // What was typed before the question is not an answer to it; what is typed once it is visible is one.
        tcflush(STDIN_FILENO, TCIFLUSH)
        sink.write(question.prompt.visible() + ways)
        sink.flush()
        guard let answer = readAnswer() else {
            sink.write("\n")
            return false
        }
        return question.isConfirmed(by: answer)
    }

    /// Reads a line byte by byte, so as not to take what follows it; nil at the end of the input and if interrupted.
    private static func readAnswer() -> String? {
        var bytes: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR, !Interruption.isRequested { continue }
            guard count == 1 else { return nil }
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
    }
}
