import Foundation
import TestSupport
import Testing

/// The built language server against `Conversations/*.conversation`. With `CBS_RECORD_TRANSCRIPTS=1` they are written
/// again, and the tests fail, so that nobody takes a recording for a check.
struct ConversationTests {
    private static let folder = Repository.file("Tests/CommandLineTests/Conversations")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".conversation") }.sorted()
    }()

    @Test func thereAreConversations() {
        #expect(!Self.names.isEmpty)
    }

    @Test(arguments: names)
    func replay(name: String) throws {
        let file = Self.folder.appendingPathComponent(name)
        let recorded = try String(contentsOf: file, encoding: .utf8)
        let workplace = try Workplace()
        try Data("let year = 2026\n".utf8).write(to: workplace.folder.appendingPathComponent("settings.cbs"))
        try Data("email\n".utf8).write(to: workplace.folder.appendingPathComponent("my list.csv"))
        let replayed = try Conversation(recorded).replayed(in: workplace)
        if ProcessInfo.processInfo.environment["CBS_RECORD_TRANSCRIPTS"] != nil {
            try replayed.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("\(name) was recorded, not checked")
        } else {
            let (new, old) = (replayed.split(separator: "\n"), recorded.split(separator: "\n"))
            for (now, before) in zip(new, old) where now != before {
                Issue.record("\(name): now\n\(now)\ninstead of\n\(before)")
                return
            }
            #expect(new.count == old.count)
        }
    }
}
