import Recipients
import Testing

struct CollationTests {
    /// Texts in their order: by letters, then by accents, then by case; punctuation, then digits, come first.
    private static let order = [
        "", " a", "-a", "10", "2", "a", "A", "ä", "Ä", "ab", "aB", "Ab", "äb", "Apfel", "Äpfel", "Apfelbaum", "cote",
        "Cote", "coté", "côte", "côté", "masse", "Masse", "maße", "Maße", "massen", "oe", "öf", "z",
    ]

    @Test func theOrderIsThatOfADictionary() {
        for (index, text) in Self.order.enumerated() {
            for (other, later) in Self.order.enumerated() {
                #expect((CollationKey(text) < CollationKey(later)) == (index < other), "\(text) and \(later)")
            }
        }
    }

    @Test(arguments: ["", "é", "\u{301}", "漢"]) func aKeyBeginsAsTheFirstLetterSays(rest: String) {
        var encoder = CollationEncoder()
        for byte in 0..<0x80 as Range<UInt8> {
            var key: [UInt8] = []
            var text = String(Unicode.Scalar(byte)) + rest
            text.withUTF8 { encoder.append(UnsafeRawBufferPointer($0), to: &key) }
            #expect(CollationEncoder.firstByte(for: byte) == key.first, "\(byte)")
        }
        #expect(CollationEncoder.firstByte(for: 0xC3) == nil)
    }

    @Test func compositionDoesNotMatter() {
        for (one, other) in [("u\u{308}ber", "über"), ("Ω", "\u{2126}"), ("ａ̈", "ａ\u{308}"), ("K\u{212A}", "KK")] {
            #expect(!(CollationKey(one) < CollationKey(other)) && !(CollationKey(other) < CollationKey(one)), "\(one)")
        }
        #expect(CollationKey("u\u{308}a") < CollationKey("üb"))
        #expect(CollationKey("øa") < CollationKey("ob") && CollationKey("oa") < CollationKey("øa"))
    }
}
