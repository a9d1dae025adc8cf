import Foundation
import TestSupport
import Testing

/// The sessions at the prompt that pages show. With `CBS_RECORD_TRANSCRIPTS=1` they are written again, and the test
/// fails.
@Suite(.serialized) struct RecordedSessionTests {
    private static let pages = Documentation.pages.filter { path in
        (try? Documentation.read(path).blocks.contains { $0.words.starts(with: RecordedSession.words) }) ?? false
    }

    @Test func thereAreSessions() {
        #expect(Set(Self.pages).isSuperset(of: ["README.md", "docs/shell.md"]))
    }

    @Test(arguments: pages)
    func theTerminalShowsWhatThePageShows(path: String) throws {
        var page = try Documentation.read(path)
        for block in page.blocks.reversed() where block.words.starts(with: RecordedSession.words) {
            let session = RecordedSession(block, of: page)
            let replayed = try session.replayed()
            guard !ShownOutput.matches(session.shown[...], replayed[...]) else { continue }
            Issue.record("\(path):\(block.range.lowerBound): now shows\n\(replayed.joined(separator: "\n"))")
            guard ProcessInfo.processInfo.environment["CBS_RECORD_TRANSCRIPTS"] != nil else { continue }
            page.lines.replaceSubrange(
                (block.range.lowerBound + 1)..<block.range.upperBound, with: session.marked(replayed))
            try Documentation.write(page, to: path)
        }
    }
}
