public import Rendering
import SystemCalls

/// Reads lines from a terminal that can only print; the terminal driver edits them.
public final class PlainLineEditor: LineSource {
    // Never called: no key requests completion, and pastes cannot be told from typing.
    public var completer: ((_ line: String, _ cursor: String.Index) -> CompletionAnswer)?
    public var pasting: ((_ before: String, _ pasted: String) -> String)?
    private let descriptor: Int32
    private let output: any TextSink
    private let signals = PromptSignals()
    private var unread: [UInt8] = []

    /// - Parameters:
    ///   - descriptor: Open for reading; the caller keeps it.
    ///   - output: Receives the prompts.
    public init(descriptor: Int32, output: any TextSink) {
        self.descriptor = descriptor
        self.output = output
    }

    public func setHistory(_ entries: [String]) {}
    public func addToHistory(_ entry: String) {}

    public func nextLine(_ prompt: Prompt) -> LineInput {
        signals?.begin()
        defer { signals?.end() }
        write(prompt.plain)
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread.removeFirst(end + 1)
                return .line(line)
            }
            if let signal = signals?.next() {
                if let input = input(after: signal, prompt) { return input }
                continue
            }
            guard wait() else { continue }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = read(descriptor, &chunk, chunk.count)
            if count > 0 { unread += chunk[..<count] }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count <= 0 else { continue }
            if unread.isEmpty {
                write("\n")
                return .end
            }
            defer { unread = [] }
            return .line(String(decoding: unread, as: UTF8.self))
        }
    }

    private func write(_ text: String) {
        output.write(text)
        output.flush()
    }

    /// Waits for input or a signal; false for a signal.
    private func wait() -> Bool {
        var polled = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        if let signals { polled.append(pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)) }
        let ready = poll(&polled, nfds_t(polled.count), -1)
        return ready > 0 && polled.dropFirst().allSatisfy { $0.revents == 0 }
    }

    private func input(after signal: Int32, _ prompt: Prompt) -> LineInput? {
        switch signal {
        case SIGINT:
            unread = []
            write("\n")
            return .interrupted
        case SIGCONT: write(prompt.plain)
        case SIGWINCH: break
        default: signals?.passOn(signal)
        }
        return nil
    }
}
