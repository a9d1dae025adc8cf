/// How many rows there are of some kind, with a text of the first as an example.
struct ExampleCount: Hashable, Sendable {
    private(set) var count = 0
    /// Empty while there is none.
    private(set) var example = ""

    /// Counts a row by its address, or by what one of its cells holds.
    @inline(__always)
    mutating func note(_ text: UnsafeRawBufferPointer) {
        count += 1
        if example.isEmpty { example = String(decoding: text, as: UTF8.self) }
    }

    /// Adds the count of later rows.
    mutating func add(_ later: ExampleCount) {
        count += later.count
        if example.isEmpty { example = later.example }
    }
}
