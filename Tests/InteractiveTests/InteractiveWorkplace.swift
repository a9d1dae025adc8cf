import Foundation
import TestSupport

/// A folder with a home and a store's files, removed with this object.
final class InteractiveWorkplace {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("cbs-tty-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Begins a session of the program.
    func session(
        _ arguments: String = "--memory",
        columns: Int = 80,
        variables: [String: String] = [:]
    ) throws -> TerminalSession {
        try command("exec \(BuiltProgram.path) \(arguments)", columns: columns, variables: variables)
    }

    /// Runs a command of the shell, in which `$CBS` is the program.
    func command(
        _ command: String,
        columns: Int = 80,
        variables: [String: String] = [:]
    ) throws -> TerminalSession {
        try TerminalSession(
            command, in: folder, of: self, columns: columns,
            variables: variables.merging(["CBS": BuiltProgram.path]) { $1 })
    }

    func write(_ text: String, to name: String) throws {
        try text.write(to: folder.appendingPathComponent(name), atomically: false, encoding: .utf8)
    }

    /// Writes a list that takes a while to import: the same thousand people over and over.
    func writeList(rows: Int, to name: String) throws {
        let people = (0..<1000).map { "person\($0)@example.com,Name\($0)\n" }.joined()
        let chunk = Data(String(repeating: people, count: 100).utf8)
        try write("email,firstname\n", to: name)
        let file = try FileHandle(forWritingTo: folder.appendingPathComponent(name))
        try file.seekToEnd()
        for _ in 0..<rows / 100_000 { try file.write(contentsOf: chunk) }
        try file.close()
    }

    func read(_ name: String) -> String? {
        try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    static let historyName = ".local/state/cbs/history"

    func writeHistory(_ bytes: Data) throws {
        let file = folder.appendingPathComponent(Self.historyName)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
    }

    var history: [String] {
        read(Self.historyName)?.split(separator: "\n").map(String.init) ?? []
    }
}
