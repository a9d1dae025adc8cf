import Interpreter
import Rendering
import SystemCalls

/// Asks the person at the terminal: the question on standard error, the answer from standard input.
enum TerminalQuestion {
    /// Whether the answer is to continue. The end of the input and Ctrl-C decline.
    ///
    /// - Parameters:
    ///   - question: What is asked, and which answers continue.
    ///   - sink: Takes the question itself; what is to be known before it has been said.
    static func confirm(_ question: Question, to sink: any TextSink) -> Bool {
        let ways = question.kind == .yesOrNo ? " [y/N] " : ": "
        // What was typed before the question is no answer to it; what is typed once it shows is one.
        tcflush(STDIN_FILENO, TCIFLUSH)
        sink.write(question.prompt.visible() + ways)
        sink.flush()
        guard let answer = readAnswer() else {
            sink.write("\n")
            return false
        }
        return question.isConfirmed(by: answer)
    }

    /// A line, byte by byte so as to leave what follows it; nil at the end of the input and when interrupted.
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
