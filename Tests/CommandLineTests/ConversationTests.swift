import Foundation
import TestSupport
import Testing

/// The built language server against `Conversations/*.conversation`.
struct ConversationTests {
    private static let folder = "Tests/CommandLineTests/Conversations"
    static let names = RecordedFile.names(in: folder, withExtension: "conversation")

    @Test func thereAreConversations() {
        #expect(!Self.names.isEmpty)
    }

    @Test(arguments: names)
    func replay(name: String) throws {
        let recorded = try RecordedFile(name, in: Self.folder)
        let workplace = try Workplace()
        try Data("let year = 2026\n".utf8).write(to: workplace.folder.appendingPathComponent("settings.cbs"))
        try Data("email\n".utf8).write(to: workplace.folder.appendingPathComponent("my list.csv"))
        let replayed = try Conversation(recorded.text).replayed(in: workplace)
        #expect(try recorded.problem(with: replayed) == nil)
    }
}
