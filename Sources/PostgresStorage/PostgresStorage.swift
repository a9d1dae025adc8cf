public import Storage
import SystemCalls

/// A storage on a PostgreSQL server: an account of a team.
///
/// It answers from what it saw when it last looked, with one statement however many files there are; large files are
/// fetched when they are first read. `docs/design/postgresql.md` has the reasons.
public final class PostgresStorage: Storage {
    let session: PostgresSession
    var mirror = FileMirror()
    var lease: Lease?
    /// In bytes. A file up to this size is fetched as a whole: that costs little more than a round trip.
    var wholeBytes = PieceCollector.inMemory
    /// In bytes. So many of a switch's small files are in its transaction, which a server accepts up to 1 GB. Many
    /// groups have fewer, and then need no round trip but that one.
    var inlineBytes = 64 << 20
    /// What has been fetched of files, by the names of their bodies.
    var fetched: [String: Fetched] = [:]
    /// The role that the server knows this program by.
    public private(set) var user: String?

    /// The most bytes of a piece, which is stored in one row.
    static let pieceBytes = 1 << 20

    /// Connects to a server and looks at an account.
    ///
    /// - Parameters:
    ///   - address: The server.
    ///   - account: The name of the account.
    /// - Throws: `.server`, also if there is no such account.
    public convenience init(_ address: ServerAddress, account: String) throws(StorageError) {
        try self.init(PostgresSession(address, account: account))
    }

    /// Looks at the account of a session.
    init(_ session: PostgresSession) throws(StorageError) {
        self.session = session
        try look()
    }

    deinit {
        lease?.end()
    }

    // MARK: Reading

    public func look() throws(StorageError) {
        let known = mirror.seen
        let rows = try session.repeatable(Statements.look) { [session] _ in [.text(session.account), .integer(known)] }
        var header: Int?
        var kept: Set<StoragePath> = []
        var changed: Set<StoragePath> = []
        var isAnyGone = false
        for row in 0..<rows.count {
            switch try LookRow(rows, row) {
            case .account(let user, let version, let account):
                try Schema.check(version: version)
                self.user = user
                guard let account else { throw .server(.noAccount(session.account)) }
                header = account.change
                isAnyGone = account.removed > known
            case .file(let path, var file):
                changed.insert(path)
                file.tailBytes = mirror[path]?.change == file.change ? mirror[path]?.tailBytes : nil
                mirror.set(path, file)
            case .end(let path, let bytes):
                guard var file = mirror[path] else { continue }
                file.tailBytes = bytes
                mirror.set(path, file)
            case .name(let path): kept.insert(path)
            }
        }
        if isAnyGone { mirror.keep(kept.union(changed)) }
        if let header { mirror.noteSeen(upTo: header) }
        session.endDoubt()
    }

    /// Must precede every answer from what is known: looks again if that is in doubt.
    func settle() throws(StorageError) {
        if session.hasDoubt { try look() }
    }

    /// What is known of a file; nil if there is none.
    ///
    /// - Throws: `.damaged` if its size or another number is impossible.
    func file(_ path: StoragePath) throws(StorageError) -> FileMirror.File? {
        guard let file = mirror[path] else { return nil }
        guard file.isPlausible else { throw .damaged(path, .other("its size is impossible")) }
        return file
    }

    public func map(_ path: StoragePath) throws(StorageError) -> MappedBytes {
        try settle()
        guard let file = try file(path) else { throw absence(of: path) }
        if let content = file.content { return content }
        guard let body = file.body else { return MappedBytes(copying: UnsafeRawBufferPointer(start: nil, count: 0)) }
        // A growing file differs each time, so it is not kept.
        if file.tail != nil { return try fetch(path, body, file.size) }
        switch fetched[body] {
        case .whole(let bytes): return bytes
        case .blocks(let file):
            try file.fetchAll()
            return file.mapped
        case nil:
            let bytes = try fetch(path, body, file.size)
            keep(.whole(bytes), body)
            return bytes
        }
    }

    public func mapEnd(of path: StoragePath) throws(StorageError) -> (start: Int, bytes: MappedBytes) {
        try settle()
        if let file = try file(path), let tail = file.tail, let bytes = file.tailBytes {
            return (tail, MappedBytes(bytes, upTo: file.size - tail))
        }
        return (0, try map(path))
    }

    public func version(of path: StoragePath) throws(StorageError) -> FileVersion? {
        try settle()
        guard let file = try file(path) else {
            if mirror.isFolder(path) { throw .unexpectedKind(path) }
            return nil
        }
        return FileVersion(change: file.change, size: file.size)
    }

    public func list(_ folder: StoragePath) throws(StorageError) -> [StorageEntry] {
        try settle()
        guard let entries = mirror.list(folder) else {
            throw mirror[folder] == nil ? .missing(folder) : .unexpectedKind(folder)
        }
        return entries
    }

    func absence(of path: StoragePath) -> StorageError {
        mirror.isFolder(path) ? .unexpectedKind(path) : .missing(path)
    }

    public func makeScratch(_ path: StoragePath) throws(StorageError) -> any ScratchFile {
        try LocalScratch.make()
    }

    /// Nothing to do: a change is durable when the server confirms it.
    public func syncFolder(_ folder: StoragePath) throws(StorageError) {}

    /// Always nil: a switch is one transaction, which cannot be interrupted.
    public func lookForSwitch() throws(StorageError) -> FileVersion? { nil }

    public func heed(_ isCancelled: @escaping () -> Bool) {
        session.heed(isCancelled)
    }

    // MARK: Pins

    public func pin(isCancelled: @escaping () -> Bool) throws(StorageError) {
        session.heed(isCancelled)
        try session.beginSnapshot()
    }

    public func unpin() {
        session.endSnapshot()
    }

    /// Always true: readers of a snapshot still find what others remove.
    public func beginRemoving(_ patience: Patience) throws(StorageError) -> Bool { true }

    /// Nothing to do: nobody waits for it.
    public func endRemoving() {}
}
