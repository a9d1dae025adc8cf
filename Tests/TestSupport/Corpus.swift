import FoundationEssentials

/// The inputs with which fuzzing begins, and those with which something was found once, each under the name of what it was.
public struct Corpus: Sendable {
    public let names: [String]
    private let folder: URL

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// - Parameter name: That of a folder in `Tests/Corpus`.
    public init(_ name: String) {
        folder = Self.root.appending(path: "Corpus/\(name)")
        names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    public func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    public func inputs() throws -> [[UInt8]] { try names.map(bytes) }

    /// The first problem with a hundred inputs that are changed at random; nil if there is none.
    ///
    /// - Parameters:
    ///   - seed: Where the changes start.
    ///   - pieces: What inputs are made of.
    ///   - problems: What does not hold for an input.
    public func firstProblem(
        ofMutations seed: UInt64,
        pieces: [String],
        _ problems: ([UInt8]) -> [String]
    ) throws -> String? {
        var mutation = Mutation(seed: seed, corpus: try inputs(), pieces: pieces)
        for _ in 0..<100 {
            let input = mutation.next()
            let found = problems(input)
            if !found.isEmpty { return "\(found) of \(String(decoding: input, as: UTF8.self).debugDescription)" }
        }
        return nil
    }
}
