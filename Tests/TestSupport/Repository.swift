public import Foundation

/// The repository that the tests are in.
public enum Repository {
    /// Its top folder.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A file or folder, by its path from the top folder.
    public static func file(_ path: String) -> URL { root.appending(path: path) }

    /// The text of a file, by its path from the top folder.
    public static func text(_ path: String) throws -> String {
        try String(contentsOf: file(path), encoding: .utf8)
    }
}
