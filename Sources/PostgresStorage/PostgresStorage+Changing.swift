public import Storage
import SystemCalls

/// Files that will be changed in one transaction, with the pieces that belong to them.
struct FileChanges {
    /// The new state of a file.
    struct File {
        let path: StoragePath
        /// The number of the file's last change, which must not have moved: 0 for no file, nil for any.
        let expected: Int?
        let size: Int
        var content: [UInt8]?
        var body: String?
        var tail: Int?
    }

    /// A piece of a body.
    struct Piece {
        let body: String
        let start: Int
        /// What is stored.
        var bytes: [UInt8]
        /// The length of the piece if its blocks are packed; nil if it is stored as it is.
        var unpackedSize: Int?
        /// The entries of its blocks; nil for a piece that is always read as a whole.
        var blocks: [UInt8]?
    }

    var files: [File] = []
    var pieces: [Piece] = []

    /// The parameters of the transaction.
    func parameters(_ account: String, _ epoch: Int?) -> [PostgresValue] {
        [
            .text(account), .integer(epoch), .texts(files.map(\.path.text)), .integers(files.map { $0.expected ?? -1 }),
            .integers(files.map(\.size)), .byteArrays(files.map(\.content)), .texts(files.map(\.body)),
            .integers(files.map(\.tail)),
        ] + pieces.parameters
    }
}

extension [FileChanges.Piece] {
    /// The parameters that give the pieces as columns.
    var parameters: [PostgresValue] {
        [
            .texts(map(\.body)), .integers(map(\.start)), .byteArrays(map(\.bytes)), .byteArrays(map(\.blocks)),
            .integers(map(\.unpackedSize)),
        ]
    }
}

/// The name of a body: 64 random bits, so that no two writers choose the same. Servers hold such names, so the digits
/// are not padded as `UInt64.hexadecimalDigits` would pad them.
enum BodyName {
    static func make() -> String { String(UInt64.random(in: .min ... .max), radix: 16) }
}

extension PostgresStorage {
    /// In bytes. A growing file gets a new piece once its last one is this long: what is added is sent together with
    /// that piece.
    private static let tailBytes = 16 << 10
    /// How often a change is sent again because another one came between what its statement saw and its turn.
    private static let attempts = 20

    // MARK: Replacing

    public func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?
    ) throws(StorageError) -> FileVersion {
        try put(bytes, path, replacing: known, adding: nil)
    }

    public func replace(
        _ path: StoragePath,
        with bytes: UnsafeRawBufferPointer,
        replacing known: FileVersion?,
        adding addition: StorageAddition
    ) throws(StorageError) -> (version: FileVersion, isAdded: Bool) {
        (try put(bytes, path, replacing: known, adding: addition), true)
    }

    private func put(
        _ bytes: UnsafeRawBufferPointer,
        _ path: StoragePath,
        replacing known: FileVersion?,
        adding addition: StorageAddition?
    ) throws(StorageError) -> FileVersion {
        try settle()
        var changes = FileChanges()
        changes.files.append(try document(path, bytes, expecting: known?.change ?? 0))
        if let addition { try add(addition, to: &changes) }
        return FileVersion(change: try commit(changes), size: bytes.count)
    }

    public func append(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        try settle()
        try checkIsNoFolder(path)
        // What is there is already durable.
        if bytes.isEmpty, mirror[path] != nil { return }
        var changes = FileChanges()
        try add(StorageAddition(Array(bytes), to: path), to: &changes)
        _ = try commit(changes)
    }

    func checkIsNoFolder(_ path: StoragePath) throws(StorageError) {
        if mirror.isFolder(path) { throw .unexpectedKind(path) }
    }

    /// Prepares the replacement of a whole file. Pieces are sent in advance if it does not fit into a row.
    func document(
        _ path: StoragePath,
        _ bytes: UnsafeRawBufferPointer,
        expecting expected: Int?
    ) throws(StorageError) -> FileChanges.File {
        try checkIsNoFolder(path)
        guard bytes.count > Self.pieceBytes else {
            return FileChanges.File(path: path, expected: expected, size: bytes.count, content: Array(bytes))
        }
        let body = BodyName.make()
        for piece in Self.pieces(of: bytes, body, from: 0) { try session.write([piece]) }
        return FileChanges.File(path: path, expected: expected, size: bytes.count, body: body)
    }

    /// Adds bytes to a file, together with its last piece while that is small.
    ///
    /// - Throws: `.damaged` if the size that the server gives for the file is impossible.
    private func add(_ addition: StorageAddition, to changes: inout FileChanges) throws(StorageError) {
        let old = try file(addition.path)
        var body = old?.body ?? BodyName.make()
        var start = old?.size ?? 0
        var bytes = addition.bytes
        if let content = old?.content {
            // The file was replaced before: the bytes in its row become its first pieces.
            (body, start, bytes) = (BodyName.make(), 0, content.array + bytes)
        } else if let tail = old?.tail, let known = old?.tailBytes, known.bytes.count + bytes.count <= Self.tailBytes {
            (start, bytes) = (tail, known.array + bytes)
        }
        let pieces = bytes.withUnsafeBytes { Self.pieces(of: $0, body, from: start) }
        changes.pieces += pieces
        changes.files.append(
            FileChanges.File(
                path: addition.path, expected: old?.change ?? 0, size: start + bytes.count, body: body,
                tail: pieces.last?.start ?? start))
    }

    static func pieces(of bytes: UnsafeRawBufferPointer, _ body: String, from first: Int) -> [FileChanges.Piece] {
        stride(from: 0, to: bytes.count, by: pieceBytes).map { start in
            FileChanges.Piece(
                body: body, start: first + start, bytes: Array(bytes[start..<min(start + pieceBytes, bytes.count)]))
        }
    }

    // MARK: Transactions

    /// Removes the pieces of a body that no file refers to. If that fails, `removeUnfinished()` does it later.
    func abandon(_ body: String) {
        _ = try? session.repeatable(Statements.abandon) { [session] epoch in
            [.text(session.account), .integer(epoch), .text(body)]
        }
    }

    /// Changes files, all of them or none.
    ///
    /// - Returns: The number of the change.
    /// - Throws: `.lost` or `.overtaken`: nothing has happened.
    func commit(_ changes: FileChanges) throws(StorageError) -> Int {
        let change = try change(Statements.commit, changes.files.first?.path ?? .root) { [session] epoch in
            changes.parameters(session.account, epoch)
        }
        let pieces = Dictionary(grouping: changes.pieces, by: \.body)
        for file in changes.files {
            if mirror[file.path]?.body != file.body { forget(mirror[file.path]?.body) }
            var made = FileMirror.File(
                change: change, size: file.size, body: file.body,
                content: file.content.map { $0.withUnsafeBytes { MappedBytes(copying: $0) } }, tail: file.tail)
            if let body = file.body, let last = pieces[body]?.last, last.start == file.tail {
                made.tailBytes = last.bytes.withUnsafeBytes { MappedBytes(copying: $0) }
            }
            mirror.set(file.path, made)
        }
        mirror.noteOwnChange(change)
        return change
    }

    /// Sends a change, and sends it again if another one came in between.
    private func change(
        _ statement: String,
        _ path: StoragePath,
        _ parameters: (Int?) -> [PostgresValue]
    ) throws(StorageError) -> Int {
        for _ in 0..<Self.attempts {
            var epochOfStatement: Int?
            let rows = try session.change(statement) { epoch in
                epochOfStatement = epoch
                return parameters(epoch)
            }
            if let change = rows.integer(0, 0) { return change }
            guard rows.count > 0 else { throw .server(.noAccount(session.account)) }
            if let epochOfStatement, rows.integer(0, 2) != epochOfStatement {
                throw .overtaken(by: LockHolder(rows, 0, from: 3))
            }
            if rows.integer(0, 1) ?? 0 > 0 { throw .lost(path) }
        }
        throw .lost(path)
    }

    public func remove(_ path: StoragePath) throws(StorageError) {
        try settle()
        guard let file = mirror[path] else { throw absence(of: path) }
        let change: Int
        do throws(StorageError) {
            change = try self.change(Statements.remove, path) { [session] epoch in
                [.text(session.account), .integer(epoch), .texts([path.text])]
            }
        } catch {
            if error == .lost(path) { throw .missing(path) }
            throw error
        }
        forget(file.body)
        mirror.remove(path)
        mirror.noteOwnChange(change)
    }

    /// The server has no folders: they exist as long as something is in them. This program remembers empty ones.
    public func removeFolder(_ path: StoragePath) throws(StorageError) {
        guard try list(path).isEmpty else { throw .system(operation: "remove", path: path, errno: ENOTEMPTY) }
        mirror.removeFolder(path)
    }

    public func removeUnfinished() throws(StorageError) {
        guard session.turn != nil else { return }
        _ = try session.repeatable(Statements.removeUnfinished) { [session] epoch in
            [.text(session.account), .integer(epoch)]
        }
    }

    /// The server warns about tables that this user may not vacuum.
    public func reclaim() throws(StorageError) -> Bool {
        var isAllowed = true
        for statement in ["vacuum cbs.pieces", "vacuum cbs.files"] {
            isAllowed = try !session.repeatable(statement, { _ in [] }).hasWarning && isAllowed
        }
        return isAllowed
    }

    // MARK: New files

    public func create(_ path: StoragePath) throws(StorageError) -> any StorageWriter {
        try settle()
        try checkIsNoFolder(path)
        return PostgresWriter(self, path)
    }

    public func resume(
        _ path: StoragePath,
        of content: String
    ) throws(StorageError) -> (writer: any StorageWriter, written: Int) {
        try settle()
        try checkIsNoFolder(path)
        // Only somebody who writes the same bytes to the same path chooses this name.
        let body = "\(path.text)#\(content)"
        let rows = try session.repeatable(Statements.pieceSizes) { [session] _ in
            [.text(session.account), .text(body)]
        }
        var written = 0
        for row in 0..<rows.count where rows.integer(row, 0) == written { written += rows.integer(row, 1) ?? 0 }
        return (PostgresWriter(self, path, body, from: written, isResumable: true), written)
    }

    public func beginSwitch() throws(StorageError) -> any StorageSwitch { PostgresSwitch(self) }
}
