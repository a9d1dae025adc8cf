import TestSupport
import Testing

@testable import Snapshots
@testable import Sorting

@Suite struct KeyPrefixTests {
    private func compare(_ left: String, _ right: String) -> Int {
        Array(left.utf8).withUnsafeBytes { left in
            Array(right.utf8).withUnsafeBytes { right in
                compare(KeyPrefix(left), KeyPrefix(right))
            }
        }
    }

    private func compare(_ left: KeyPrefix, _ right: KeyPrefix) -> Int {
        #expect(!(left < right && right < left))
        #expect((left == right) == !(left < right || right < left))
        return left == right ? 0 : left < right ? -1 : 1
    }

    /// Every length from one byte to beyond the prefix, differing early, late or not at all.
    @Test(arguments: 1...30) func comparesLikeTheBytes(length: Int) {
        let text = String((0..<length).map { Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8($0 % 26))) })
        #expect(compare(text, text) == 0)
        for place in 0..<length {
            var later = Array(text)
            later[place] = "~"
            let isSeen = place < 24
            #expect(compare(text, String(later)) == (isSeen ? -1 : 0), "place \(place)")
            #expect(compare(String(later), text) == (isSeen ? 1 : 0), "place \(place)")
        }
        #expect(compare(text, text + "a") == (length < 24 ? -1 : 0))
    }

    @Test(arguments: [("a", "b"), ("12345678a", "12345678b"), ("a", "a")]) func exchangesOnlyWhenAsked(
        pair: (String, String)
    ) {
        for mask in [UInt64.max, 0] {
            var (left, right) = (prefix(of: pair.0), prefix(of: pair.1))
            KeyPrefix.exchange(&left, &right, mask)
            #expect(left == prefix(of: mask == 0 ? pair.0 : pair.1))
            #expect(right == prefix(of: mask == 0 ? pair.1 : pair.0))
        }
    }

    private func prefix(of text: String) -> KeyPrefix {
        Array(text.utf8).withUnsafeBytes { KeyPrefix($0) }
    }

    @Test func nothingComesBehindTheLast() {
        let key = Array("zzzzzzzzzzzzzzzzzzzzzzzzzzzz".utf8)
        #expect(key.withUnsafeBytes { compare(KeyPrefix($0), .last) } == -1)
    }
}
