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

    /// The last part; empty for the root.
    public var name: String {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return text }
        return String(text[text.utf8.index(after: slash)...])
    }
}

/// One file or folder in a folder.
public struct StorageEntry: Hashable, Sendable {
    /// The last part of its path.
    public let name: String
    /// Whether it is a folder.
    public let isFolder: Bool
    /// In bytes; 0 for a folder.
    public let size: Int

    /// An entry of a folder.
    public init(name: String, isFolder: Bool, size: Int) {
        self.name = name
        self.isFolder = isFolder
        self.size = size
    }
}

/// Tells one state of a file from another.
public struct FileVersion: Hashable, Sendable {
    /// Differs from that of every other state that the file has had with the same size and time: the number of the
    /// inode in a folder, that of the last change where the storage counts changes.
    let number: UInt64
    /// In bytes.
    public let size: Int64
    /// When the file was changed, in nanoseconds since 1970; in memory, which storage it is in; 0 on a server.
    let modified: Int64
}

extension FileVersion {
    /// The version of a file whose storage counts its changes.
    package init(change: Int, size: Int) {
        number = UInt64(bitPattern: Int64(change))
        self.size = Int64(size)
        modified = 0
    }

    /// The number of the change, where the storage counts changes.
    package var change: Int { Int(truncatingIfNeeded: number) }
}

/// Bytes that are added to the end of a file.
public struct StorageAddition {
    /// The file.
    public let path: StoragePath
    /// The bytes to add.
    public let bytes: [UInt8]

    /// Bytes to add to a file.
    public init(_ bytes: [UInt8], to path: StoragePath) {
        self.path = path
        self.bytes = bytes
    }
}
