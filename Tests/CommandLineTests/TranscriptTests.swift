import TestSupport
import Testing

/// The built program against `Transcripts/*.transcript`.
struct TranscriptTests {
    private static let folder = "Tests/CommandLineTests/Transcripts"
    static let names = RecordedFile.names(in: folder, withExtension: "transcript")

    @Test func thereAreTranscripts() {
        #expect(!Self.names.isEmpty)
    }

    @Test(arguments: names)
    func replay(name: String) throws {
        let recorded = try RecordedFile(name, in: Self.folder)
        let replayed = try Transcript(recorded.text).replayed(in: Workplace())
        #expect(try recorded.problem(with: replayed) == nil)
    }
}
