import Foundation
import TestSupport

/// An empty folder in which a shell runs commands; it is removed with this object.
final class Workplace {
    /// What a command wrote, and how it ended.
    struct Outcome: Equatable {
        let output: String
        let errors: String
        let status: Int32
    }

    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("cbs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        try linkProgram(as: ".tools/cbs")
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Puts the program under a path of the working directory.
    func linkProgram(as path: String) throws {
        let link = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: BuiltProgram.path)
    }

    /// Copies a file or a folder into the working directory.
    func copy(_ file: URL, as name: String) throws {
        try FileManager.default.copyItem(at: file, to: folder.appendingPathComponent(name))
    }

    /// Commands that make a store and start a writer on it: it imports, deletes and lets expire until the file `enough`
    /// is there. One that fails says so in the file `failed`.
    ///
    /// - Parameter people: How many recipients a group has; everybody in it has the same city, another after each
    ///   import.
    static func sustainedWriter(people: Int) -> String {
        """
        cbs init store --simulated-clock >/dev/null
        for round in 1 2 3; do
            { echo email,city; for person in $(seq \(people)); do echo "p$((person * round))@example.com,$round"; done; } >"$round.csv"
        done
        for round in $(seq 60); do
            echo "import $((round % 3 + 1)).csv into News --mode replace"
            echo "import $((round % 3 + 1)).csv into new Other-$round"
            echo "delete group Other-$round"
            echo 'clock advance 11d'
        done >changes.cbs
        cbs --store store -c 'import 1.csv into new News' >/dev/null
        while ! [ -e enough ]; do
            cbs --store store run changes.cbs >/dev/null 2>said || { cat said >failed; break; }
        done &
        writer=$!
        """
    }

    /// Runs a command of the shell; `cbs` is the program, the home folder is the working directory.
    func run(_ command: String) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": "\(folder.path)/.tools:/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8", "CBS_USER": "kim",
        ]
        let (output, errors) = (file(".output"), file(".errors"))
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8),
            status: process.terminationStatus
        )
    }

    /// An empty file. Files, unlike pipes, hold however much a command writes.
    private func file(_ name: String) -> URL {
        let url = folder.appendingPathComponent(name)
        _ = FileManager.default.createFile(atPath: url.path, contents: nil)
        return url
    }
}
