/// Several files of a storage that are replaced in one step: a reader sees all of the old ones, or all of the new ones.
///
/// There is one switch at a time, by the writer that holds the lock. What was added but never committed belongs to
/// nobody: the next sweep removes it.
public protocol StorageSwitch: AnyObject {
    /// Adds a new file, or a file's new content. Nobody sees it before the commit.
    func add(_ path: StoragePath, _ bytes: UnsafeRawBufferPointer) throws(StorageError)

    /// Replaces all of the files. Durable when it returns.
    ///
    /// - Throws: `.lost` or `.overtaken`: nothing has happened. After any other error the files may be the old ones or
    ///   the new ones, and the caller must look: `lookForSwitch()`, then what they hold.
    func commit() throws(StorageError)

    /// Removes what was added, unless it may have been committed.
    func abandon()
}

extension StorageSwitch {
    /// Like `add(_:_:)`, for an array.
    public func add(_ path: StoragePath, _ bytes: [UInt8]) throws(StorageError) {
        try bytes.withUnsafeBytes { bytes in
            Result { () throws(StorageError) in try add(path, bytes) }
        }.get()
    }
}

/// The switch of a folder storage. The new files wait beside the old ones until a file in the root, which lists them,
/// commits the switch; then whoever finds it first renames them.
final class FolderSwitch: StorageSwitch {
    private let storage: FolderStorage
    private var paths: [StoragePath] = []

    init(_ storage: FolderStorage) {
        self.storage = storage
    }

    func add(_ path: StoragePath, _ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        let written = try storage.write(bytes, beside: path, FolderStorage.nextSuffix)
        paths.append(path)
        do throws(StorageError) {
            _ = try written.syncAndClose()
        } catch {
            written.abandon()
            throw error
        }
    }

    func commit() throws(StorageError) {
        for folder in Set(paths.compactMap(\.folder)) { try storage.syncFolder(folder) }
        try storage.replace(FolderStorage.switchFile, with: SwitchList(paths: paths).bytes, replacing: nil)
        try storage.finishSwitch()
    }

    func abandon() {
        // If that cannot be found out, it may have been committed.
        guard case .success(nil) = Result(catching: { try storage.version(of: FolderStorage.switchFile) }) else {
            return
        }
        for path in paths { try? storage.remove(path.next) }
    }
}

/// The content of a switch's file: a line with the number of paths, then the paths, a line each.
struct SwitchList {
    let paths: [StoragePath]

    private static let opening = "cbs-switch "

    init(paths: [StoragePath]) {
        self.paths = paths
    }

    /// Nil if the bytes are not those of a list.
    init?(_ bytes: [UInt8]) {
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 1, lines.removeLast().isEmpty else { return nil }
        let first = lines.removeFirst()
        guard first == "\(Self.opening)\(lines.count)", lines.allSatisfy(Self.leadsDown) else { return nil }
        paths = lines.map { StoragePath(String($0)) }
    }

    /// Whether a path stays inside the storage.
    private static func leadsDown(_ path: Substring) -> Bool {
        path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
    }

    var bytes: [UInt8] {
        Array("\(Self.opening)\(paths.count)\n\(paths.map { "\($0)\n" }.joined())".utf8)
    }
}

extension StoragePath {
    /// The path at which the file's replacement waits for a switch.
    var next: StoragePath { StoragePath(text + FolderStorage.nextSuffix) }
}
