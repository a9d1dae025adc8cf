import FoundationEssentials

/// The inputs with which fuzzing begins, and those with which something was found once, each under the name of what it
/// was.
public struct Corpus: Sendable {
    public let names: [String]
    private let folder: URL

    /// - Parameter name: That of a folder in `Tests/Corpus`.
    public init(_ name: String) {
        folder = Repository.file("Tests/Corpus/\(name)")
        names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    public func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    public func inputs() throws -> [[UInt8]] { try names.map(bytes) }
}

/// A short, fixed run of what `Scripts/fuzz` does for as long as one likes.
public struct ShortFuzzing: Sendable {
    /// Where the inputs come from.
    public let corpus: Corpus
    private let pieces: [String]
    private let problems: @Sendable ([UInt8]) -> [String]

    /// Where the changes of inputs start.
    public static let seeds: ClosedRange<UInt64> = 1...20
    private static let inputsOfSeed = 100

    private struct EmptyCorpus: Error {}

    /// - Parameters:
    ///   - corpus: The name of a folder in `Tests/Corpus`.
    ///   - pieces: What inputs are made of.
    ///   - problems: What does not hold for an input.
    public init(_ corpus: String, pieces: [String], _ problems: @escaping @Sendable ([UInt8]) -> [String]) {
        self.corpus = Corpus(corpus)
        self.pieces = pieces
        self.problems = problems
    }

    /// What does not hold for an input of the corpus.
    public func problems(of name: String) throws -> [String] {
        problems(try corpus.bytes(name))
    }

    /// The first problem with inputs that are changed at random; nil if there is none.
    public func firstProblem(from seed: UInt64) throws -> String? {
        let inputs = try corpus.inputs()
        guard !inputs.isEmpty else { throw EmptyCorpus() }
        var mutation = Mutation(seed: seed, corpus: inputs, pieces: pieces)
        for _ in 0..<Self.inputsOfSeed {
            let input = mutation.next()
            let found = problems(input)
            if !found.isEmpty { return "\(found) of \(String(decoding: input, as: UTF8.self).debugDescription)" }
        }
        return nil
    }
}
