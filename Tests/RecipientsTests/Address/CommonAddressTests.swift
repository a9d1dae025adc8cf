import TestSupport
import Testing

@testable import Recipients

@Suite struct CommonAddressTests {
    private func normalizeCommon(_ text: String) -> String? {
        var output = [UInt8](repeating: 0, count: EmailAddress.maximumLength)
        let length = Array(text.utf8).withUnsafeBytes { input in
            output.withUnsafeMutableBytes { EmailAddress.normalizeCommon(input, into: $0) }
        }
        return length.map { String(decoding: output[..<$0], as: UTF8.self) }
    }

    private func normalizeAny(_ text: String) -> String? {
        var output = [UInt8](repeating: 0, count: EmailAddress.maximumLength)
        let result = Array(text.utf8).withUnsafeBytes { input in
            output.withUnsafeMutableBytes { EmailAddress.normalizeAny(input, into: $0) }
        }
        return (try? result.get()).map { String(decoding: output[..<$0], as: UTF8.self) }
    }

    /// What goes the short way comes out as it would the long way, and nothing wrong goes it.
    @Test(arguments: 1...20 as ClosedRange<UInt64>) func agreesWithTheLongWay(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var common = 0
        for _ in 0..<2_000 {
            let length = Int.random(in: 0...70, using: &random)
            var text = (0..<length).map { _ in "abcxyzABZ0189....-_+@ é".randomElement(using: &random) ?? "a" }
            if length > 4, Bool.random(using: &random) {
                text = text.map { $0 == "@" ? "a" : $0 }
                text[length / 2] = "@"
                text[length * 3 / 4] = "."
            }
            guard let short = normalizeCommon(String(text)) else { continue }
            common += 1
            #expect(short == normalizeAny(String(text)), "seed \(seed): \(String(text))")
        }
        #expect(common > 0)
    }

    @Test(arguments: [
        "a@b.c", "a.b@c.de", "Fifteen@Bytes.De", "Sixteen.1@xyz.De", "Anna.Weber@Example.COM",
        "x_y+z-1@mail2.example.org", String(repeating: "a", count: 58) + "@b.com",
    ]) func takesTheCommon(text: String) {
        #expect(normalizeCommon(text) == text.lowercased())
    }

    @Test(arguments: [
        "anna.weber", "@example.com", "anna@example", ".anna@example.com", "anna.@example.com", "anna@.example.com",
        "an..na@example.com", "anna@exam..ple.com", "anna@example.com.", "anna@weber@example.com", "anna@1.2.3.4",
        "anna@exa_mple.com", "anna@exa-mple.com", "anna weber@example.com", "anna@exämple.com", "a", "@", "a@b.c1",
    ]) func leavesTheRestToTheLongWay(text: String) {
        #expect(normalizeCommon(text) == nil)
    }
}
