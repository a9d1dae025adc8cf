import Foundation
import TestSupport
import Testing

/// The built program against `Transcripts/*.transcript`. With `CBS_RECORD_TRANSCRIPTS=1` they are written again, and the
/// tests fail, so that nobody takes a recording for a check.
struct TranscriptTests {
    private static let folder = Repository.file("Tests/CommandLineTests/Transcripts")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".transcript") }.sorted()
    }()

    @Test func thereAreTranscripts() {
        #expect(!Self.names.isEmpty)
    }

    @Test(arguments: names)
    func replay(name: String) throws {
        let file = Self.folder.appendingPathComponent(name)
        let recorded = try String(contentsOf: file, encoding: .utf8)
        let replayed = try Transcript(recorded).replayed(in: Workplace())
        if ProcessInfo.processInfo.environment["CBS_RECORD_TRANSCRIPTS"] != nil {
            try replayed.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("\(name) was recorded, not checked")
        } else {
            #expect(replayed == recorded, "\(name): \(Self.firstDifference(replayed, recorded))")
        }
    }

    private static func firstDifference(_ replayed: String, _ recorded: String) -> String {
        let new = replayed.split(separator: "\n", omittingEmptySubsequences: false)
        let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, pair) in zip(new, old).enumerated() where pair.0 != pair.1 {
            return "line \(index + 1) is now\n\(pair.0)\ninstead of\n\(pair.1)"
        }
        return "\(new.count) lines instead of \(old.count)"
    }
}
