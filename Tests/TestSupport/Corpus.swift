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
}
