/// A path inside a storage: `groups/0001/group.json`.
public struct StoragePath: Hashable, Sendable, CustomStringConvertible {
    /// The path of the folder that everything is in.
    public static let root = StoragePath("")

    /// The parts with `/` between them, relative to the root; empty for the root itself.
    public let text: String

    /// A path with this text. Nothing is checked: names of users never become parts of paths.
    public init(_ text: String) {
        self.text = text
    }

    public var description: String { text }

    /// The path of something in the folder that this path names.
    public func appending(_ name: String) -> StoragePath {
        StoragePath(text.isEmpty ? name : "\(text)/\(name)")
    }

    /// The folder that this path is in; nil for the root.
    public var folder: StoragePath? {
        if text.isEmpty { return nil }
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return .root }
        return StoragePath(String(text[..<slash]))
    }
}
