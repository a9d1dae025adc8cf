import Foundation
import TestSupport
import Testing

/// Whatever a history holds, and whatever is in its place, the session continues.
@Suite(.serialized) struct HostileHistoryTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func anyBytesAreAHistory(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let place = try InteractiveWorkplace()
        let bytes = (0..<5000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        try place.writeHistory(Data(bytes + Array("\nprint 6 * 7\n".utf8)))
        let session = try place.session()
        try session.waitForPrompt()
        session.type("\u{1B}[A\r")
        try session.wait(for: "\n42\n")
        try session.waitForPrompt()
        session.type("\u{12}\u{1}\u{3}")
        try session.enter("print 1 + 1", expecting: "\n2\n")
    }

    @Test func aHistoryThatCannotBeKeptIsTold() throws {
        let place = try InteractiveWorkplace()
        try place.write("", to: ".local")
        let session = try place.session()
        try session.wait(for: "note: the history ends with this session, as")
        try session.enter("print 6 * 7", expecting: "\n42\n")
    }

    /// A link in place of the history is neither read nor written through.
    @Test func aLinkedHistoryIsLeftAlone() throws {
        let place = try InteractiveWorkplace()
        try place.write("secret\n", to: "other")
        try place.writeHistory(Data())
        let history = place.folder.appendingPathComponent(InteractiveWorkplace.historyName)
        try FileManager.default.removeItem(at: history)
        try FileManager.default.createSymbolicLink(
            at: history, withDestinationURL: place.folder.appendingPathComponent("other"))
        let session = try place.session()
        try session.enter("print 1 + 1", expecting: "\n2\n")
        try session.enter("history", expecting: "1  print 1 + 1")
        session.type("\u{4}")
        #expect(try session.waitForEnd() == 0)
        #expect(place.read("other") == "secret\n")
    }
}
