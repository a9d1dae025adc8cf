import Foundation

/// A file with what the program was given and what it did, which a test replays.
///
/// With `CBS_RECORD_TRANSCRIPTS=1`, files are written again, and the tests fail, so that nobody takes a recording for a
/// check.
public struct RecordedFile {
    private let file: URL
    /// What was recorded.
    public let text: String

    /// - Parameters:
    ///   - name: The file's name in the folder.
    ///   - folder: A folder of the repository.
    public init(_ name: String, in folder: String) throws {
        file = Repository.file(folder).appendingPathComponent(name)
        text = try String(contentsOf: file, encoding: .utf8)
    }

    /// The names of the files in a folder of the repository that have an extension, sorted.
    public static func names(in folder: String, withExtension suffix: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: Repository.file(folder).path)) ?? []
        return files.filter { $0.hasSuffix(".\(suffix)") }.sorted()
    }

    /// Why a replay does not pass: the first line in which it differs, or that it has been recorded; nil if it is the
    /// same as what was recorded.
    public func problem(with replayed: String) throws -> String? {
        let name = file.lastPathComponent
        if ProcessInfo.processInfo.environment["CBS_RECORD_TRANSCRIPTS"] != nil {
            try replayed.write(to: file, atomically: true, encoding: .utf8)
            return "\(name) was recorded, not checked"
        }
        return Self.firstDifference(replayed, text).map { "\(name): \($0)" }
    }

    static func firstDifference(_ replayed: String, _ recorded: String) -> String? {
        if replayed == recorded { return nil }
        let new = replayed.split(separator: "\n", omittingEmptySubsequences: false)
        let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, pair) in zip(new, old).enumerated() where pair.0 != pair.1 {
            return "line \(index + 1) is now\n\(pair.0)\ninstead of\n\(pair.1)"
        }
        return "\(new.count) lines instead of \(old.count)"
    }
}
