import Testing

@testable import Snapshots

@Suite struct ByteTableTests {
    /// Far more than it has room for at first, the empty one and long ones among them.
    @Test func whatCameInKeepsItsIndex() {
        let table = ByteTable()
        let texts = (0..<5_000).map { String(repeating: "x", count: $0 % 40) + ($0 == 0 ? "" : "\($0)") }
        func index(_ text: String, inserting: Bool) -> Int? {
            Array(text.utf8).withUnsafeBytes { inserting ? table.insert($0) : table.index(of: $0) }
        }
        for (number, text) in texts.enumerated() { #expect(index(text, inserting: true) == number) }
        #expect(table.count == texts.count)
        for (number, text) in texts.enumerated() {
            #expect(index(text, inserting: false) == number)
            #expect(String(decoding: table.bytes(at: number), as: UTF8.self) == text)
        }
        #expect(index("y", inserting: false) == nil)
        #expect(index(texts[7], inserting: true) == 7)
    }
}
