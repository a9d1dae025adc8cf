/// Changes texts at random, as a fuzzer does: the same for the same seed.
struct Mutation {
    private var generator: SplitMix
    private let corpus: [[UInt8]]

    init(_ seed: Int, corpus: [[UInt8]]) {
        generator = SplitMix(seed)
        self.corpus = corpus
    }

    /// A text of the corpus with a few changes.
    mutating func next() -> [UInt8] {
        var bytes = corpus[generator.below(corpus.count)]
        for _ in 0...generator.below(4) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let start = generator.below(bytes.count + 1)
        let end = min(bytes.count, start + generator.below(12))
        switch generator.below(6) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: bytes[start..<end], at: generator.below(bytes.count + 1))
        case 2: bytes.insert(UInt8(generator.below(256)), at: start)
        case 3:
            let other = corpus[generator.below(corpus.count)]
            let from = generator.below(other.count + 1)
            bytes.replaceSubrange(start..<end, with: other[from..<min(other.count, from + generator.below(40))])
        default:
            let piece = TokenSoup.pieces[generator.below(TokenSoup.pieces.count)]
            bytes.replaceSubrange(start..<(generator.below(2) == 0 ? start : end), with: " \(piece) ".utf8)
        }
    }
}
