import TestSupport
import Testing

@testable import Recipients

@Suite struct ConsentMemoryTests {
    private static let zone = ZoneRules.utc

    /// Of more cells than there are places, so that some take the places of others.
    @Test func whatIsRememberedIsWhatIsRead() {
        let words = ["Subscribed", "Unsubscribed", "yes", "no", "0", "1", "[5]", "[]", "2024-01-01", "77", "x y", "ON"]
        let cells = (0..<600).map { words[$0 % words.count] + ($0 < 300 ? "" : " \($0)") }
        var memory = ConsentMemory()
        for round in 0..<2 {
            for cell in cells {
                for meaning in ConsentMeaning.allCases {
                    let (remembered, read) = Array(cell.utf8).withUnsafeBytes { bytes in
                        (
                            meaning.reading(bytes, in: Self.zone, remembering: &memory),
                            meaning.reading(bytes, in: Self.zone)
                        )
                    }
                    #expect(remembered == read, "\(cell) in round \(round)")
                }
            }
        }
    }

    @Test func aColumnOfFewStatesIsReadOnce() {
        var memory = ConsentMemory()
        for cell in 0..<1000 {
            Array(["Subscribed", "Cleaned", "Non-Subscribed"][cell % 3].utf8).withUnsafeBytes {
                _ = ConsentMeaning.status.reading($0, in: Self.zone, remembering: &memory)
            }
        }
        #expect(memory.questions == 3)
    }

    /// Brevo lists the newsletters that somebody has left.
    @Test(arguments: [("[5]", true), ("[5, 7]", true), ("[]", false), ("[ ]", false)])
    func aListOfNumbersIsAYesUnlessItIsEmpty(text: String, isYes: Bool) {
        #expect(Array(text.utf8).withUnsafeBytes { ConsentAnswer($0)?.isYes } == isYes)
    }

    @Test(arguments: ["[x]", "[", "[]]", "5", "{}"]) func otherTextsAreNoLists(text: String) {
        #expect(Array(text.utf8).withUnsafeBytes { ConsentAnswer($0) } == nil)
    }
}
