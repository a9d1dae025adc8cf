public import PostgresStorage
public import Storage
public import TestSupport

/// The implementations of `Storage` that the conformance suite is about.
public enum StorageKind: Sendable, CaseIterable {
    case folder, memory, overlayOverMemory, overlayOverFolder, overlayOverOverlay, server, overlayOverServer

    /// Those that can be tried here.
    public static var allCases: [StorageKind] {
        let local: [StorageKind] = [.folder, .memory, .overlayOverMemory, .overlayOverFolder, .overlayOverOverlay]
        return TestServer.isInstalled ? local + [.server, .overlayOverServer] : local
    }

    /// A storage that holds these files; an overlay has them in its base.
    public func make(_ files: [String: String] = [:]) throws -> StorageFixture {
        let folder = try TemporaryFolder()
        let base: any Storage
        switch self {
        case .folder, .overlayOverFolder: base = FolderStorage(root: folder.path)
        case .memory, .overlayOverMemory: base = MemoryStorage()
        case .overlayOverOverlay: base = OverlayStorage(over: MemoryStorage())
        case .server, .overlayOverServer: base = try ServerStorage.make()
        }
        for (path, text) in files { try base.replace(StoragePath(path), with: Array(text.utf8)) }
        switch self {
        case .folder, .memory, .server: return StorageFixture(storage: base, base: nil, folder: folder)
        default: return StorageFixture(storage: OverlayStorage(over: base), base: base, folder: folder)
        }
    }
}

/// Storages on the tests' own server.
public enum ServerStorage {
    /// The server, with the tables in it.
    public static let server: Result<TestServer, any Error> = Result {
        guard let server = TestServer.shared else { throw NoServer() }
        try Schema.install(at: ServerAddress(server.address()))
        return server
    }

    /// There is no PostgreSQL here, or it cannot be started.
    public struct NoServer: Error {}

    /// An empty account, or the account of a name as it is.
    public static func make(_ name: String = TestServer.uniqueName()) throws -> PostgresStorage {
        let address = try ServerAddress(server.get().address())
        try Schema.makeAccount(name, at: address)
        return try PostgresStorage(address, account: name)
    }
}

/// Keep it for as long as its storage is used: the folder goes with it.
public final class StorageFixture {
    public let storage: any Storage
    public let base: (any Storage)?
    public let folder: TemporaryFolder

    init(storage: any Storage, base: (any Storage)?, folder: TemporaryFolder) {
        self.storage = storage
        self.base = base
        self.folder = folder
    }
}

extension Storage {
    public func text(of path: String) throws -> String {
        String(decoding: try map(StoragePath(path)).array, as: UTF8.self)
    }

    public func write(_ text: String, to path: String) throws {
        let writer = try create(StoragePath(path))
        try writer.write(text)
        try writer.finish()
    }

    /// Every file with its version and text, and every folder, in all depths.
    public func everything(below folder: StoragePath = StoragePath("")) throws -> [String] {
        var lines: [String] = []
        for entry in try list(folder) {
            let path = folder.appending(entry.name)
            if entry.isFolder {
                lines.append("\(path)/")
                lines += try everything(below: path)
            } else {
                let version = try version(of: path)
                lines.append("\(path) \(entry.size) \(version.debugDescription) \(try text(of: path.text))")
            }
        }
        return lines
    }
}

extension StorageWriter {
    public func write(_ text: String) throws(StorageError) {
        let bytes = Array(text.utf8)
        try bytes.withUnsafeBytes { bytes in
            Result { () throws(StorageError) in try write(bytes) }
        }.get()
    }
}

/// The error with which a call fails, or nil.
public func storageError<Value>(_ body: () throws -> Value) -> StorageError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? StorageError
    }
}
