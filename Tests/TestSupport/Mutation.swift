/// Changes inputs at random, as a fuzzer does: the same for the same seed.
public struct Mutation {
    private var random: SplitMix
    private let corpus: [[UInt8]]
    private let pieces: [[UInt8]]

    /// - Parameters:
    ///   - seed: Where the changes start.
    ///   - corpus: What changes are made to; not empty.
    ///   - pieces: What inputs are made of.
    public init(seed: UInt64, corpus: [[UInt8]], pieces: [String]) {
        random = SplitMix(seed: seed)
        self.corpus = corpus
        self.pieces = pieces.map { Array($0.utf8) }
    }

    /// An input of the corpus with a few changes.
    public mutating func next() -> [UInt8] {
        var bytes = pick(corpus)
        for _ in 0...below(4) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let start = below(bytes.count + 1)
        let end = min(bytes.count, start + below(12))
        switch below(6) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: bytes[start..<end], at: below(bytes.count + 1))
        case 2: bytes.insert(UInt8(below(256)), at: start)
        case 3:
            let other = pick(corpus)
            let from = below(other.count + 1)
            bytes.replaceSubrange(start..<end, with: other[from..<min(other.count, from + below(40))])
        default: bytes.replaceSubrange(start..<(below(2) == 0 ? start : end), with: pick(pieces))
        }
    }

    private mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    private mutating func pick(_ inputs: [[UInt8]]) -> [UInt8] { inputs.isEmpty ? [] : inputs[below(inputs.count)] }
}
