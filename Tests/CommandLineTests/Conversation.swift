import Foundation
import TestSupport

/// What an editor and the built language server say to each other, as a text:
///
///     # a comment
///     -> {"jsonrpc":"2.0","id":1,"method":"initialize",…}
///     <- {"jsonrpc":"2.0","id":1,"result":…}
///     ~> Content-Length: -1\r\n\r\n
///     => 0
///
/// `->` is a message of the client, `~>` bytes that are none, with `\r` and `\n` for line ends, `<-` a message of the
/// server, and `=>` the status that it ends with. `FOLDER` stands for the working directory.
struct Conversation {
    private let lines: [String]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The conversation with what the server says now.
    func replayed(in workplace: Workplace) throws -> String {
        let server = try ServerProcess(in: workplace)
        let folder = workplace.folder.path
        var said: [String] = []
        for line in lines where !line.hasPrefix("<- ") && !line.hasPrefix("=> ") {
            said.append(line)
            let body = String(line.dropFirst(3)).replacing("FOLDER", with: folder)
            if line.hasPrefix("-> ") {
                server.send(ServerProcess.frame(body))
            } else if line.hasPrefix("~> ") {
                server.send(body.replacing("\\r", with: "\r").replacing("\\n", with: "\n"))
            } else {
                continue
            }
            said += server.answers().map { "<- " + $0.replacing(folder, with: "FOLDER") }
            if let status = server.status { said.append("=> \(status)") }
        }
        return said.joined(separator: "\n")
    }
}

/// The built program as a language server.
final class ServerProcess {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var received: [UInt8] = []
    private var questions = 0

    init(in workplace: Workplace) throws {
        // What is sent to a server that has ended is lost, and that is all.
        signal(SIGPIPE, SIG_IGN)
        process.executableURL = URL(fileURLWithPath: BuiltProgram.path)
        process.arguments = ["lsp", "--stdio"]
        process.currentDirectoryURL = workplace.folder
        process.environment = ["HOME": workplace.folder.path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
    }

    /// The status that the server has ended with.
    private(set) var status: Int32?

    static func frame(_ body: String) -> String { "Content-Length: \(body.utf8.count)\r\n\r\n\(body)" }

    /// Sends a text in small pieces.
    func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try? input.fileHandleForWriting.write(contentsOf: Data(rest.prefix(100)))
            rest = rest.dropFirst(100)
        }
    }

    /// What the server has said since it was asked last: up to its answer to a question that nobody else asks, or to
    /// its end.
    func answers() -> [String] {
        questions += 1
        let question = "\"id\":\"question \(questions)\""
        send(Self.frame("{\"jsonrpc\":\"2.0\",\(question),\"method\":\"question\"}"))
        var found: [String] = []
        while let message = next() {
            if message.contains(question) { return found }
            found.append(message)
        }
        process.waitUntilExit()
        status = process.terminationStatus
        return found
    }

    /// The next message; nil at the end.
    private func next() -> String? {
        while true {
            if let message = takeMessage() { return message }
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { return nil }
            received += data
        }
    }

    private func takeMessage() -> String? {
        let text = String(decoding: received, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n"), let colon = text.firstIndex(of: ":"),
            let length = Int(text[text.index(after: colon)..<end.lowerBound].drop { $0 == " " })
        else { return nil }
        let start = text[..<end.upperBound].utf8.count
        guard received.count >= start + length else { return nil }
        defer { received.removeFirst(start + length) }
        return String(decoding: received[start..<start + length], as: UTF8.self)
    }
}
