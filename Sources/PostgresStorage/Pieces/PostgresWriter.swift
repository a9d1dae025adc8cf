internal import Storage

/// A file that is sent in pieces. The last ones are sent together with its name.
final class PostgresWriter: StorageWriter {
    private let storage: PostgresStorage
    private let path: StoragePath
    private let body: String
    private let expected: Int
    private var piece: [UInt8] = []
    private var full: [FileChanges.Piece] = []
    private var sent = 0
    private let sender: PieceSender
    private var start: Int
    /// Whether a later program can continue with what was sent.
    private let isResumable: Bool

    /// How many pieces are sent at once.
    private static let piecesAtOnce = 4

    /// Begins a file with pieces under a new name.
    convenience init(_ storage: PostgresStorage, _ path: StoragePath) {
        self.init(storage, path, BodyName.make(), from: 0, isResumable: false)
    }

    /// - Parameters:
    ///   - body: The name of its pieces.
    ///   - start: How many bytes are there already.
    ///   - isResumable: Whether they stay if the file is not finished.
    init(_ storage: PostgresStorage, _ path: StoragePath, _ body: String, from start: Int, isResumable: Bool) {
        self.storage = storage
        self.path = path
        self.body = body
        self.start = start
        self.isResumable = isResumable
        sender = PieceSender(storage.session)
        expected = storage.mirror[path]?.change ?? 0
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = min(rest.count, PostgresStorage.pieceBytes - piece.count)
            piece += rest[..<count]
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if piece.count == PostgresStorage.pieceBytes { try endPiece() }
        }
    }

    /// Ends a piece with a line if it contains the end of one, so that its blocks can be fetched separately.
    private func endPiece() throws(StorageError) {
        var rest: [UInt8] = []
        if let lineEnd = piece.lastIndex(of: UInt8(ascii: "\n")), lineEnd + 1 < piece.count {
            rest = Array(piece[(lineEnd + 1)...])
            piece.removeSubrange((lineEnd + 1)...)
        }
        full.append(described(piece))
        start += piece.count
        piece = rest
        guard full.count == Self.piecesAtOnce else { return }
        let pieces = full
        full = []
        sent += pieces.count
        try sender.send(pieces)
    }

    func finish() throws(StorageError) {
        if !piece.isEmpty { full.append(described(piece)) }
        try sender.finish()
        var changes = FileChanges()
        changes.pieces = full
        changes.files = [
            FileChanges.File(path: path, expected: expected, size: start + piece.count, body: body)
        ]
        // Even if there is no answer, the pieces may belong to the file.
        sent = 0
        _ = try storage.commit(changes)
    }

    /// What a later program could continue with stays; the sweep of the next writer but one removes it.
    func abandon() {
        // Otherwise pieces could arrive after the others have been removed.
        try? sender.finish()
        if sent > 0, !isResumable { storage.abandon(body) }
    }

    /// In bytes. Shorter pieces are stored as they are.
    private static let leastPacked = 64 << 10

    private func described(_ bytes: [UInt8]) -> FileChanges.Piece {
        var made = FileChanges.Piece(body: body, start: start, bytes: bytes)
        bytes.withUnsafeBytes { piece in
            guard let blocks = PieceBlocks.cut(piece) else { return }
            let packed = piece.count < Self.leastPacked ? nil : PackedBlocks(piece, blocks)
            made.blocks = PieceBlocks.describe(piece, blocks, packed: packed?.lengths)
            if let packed { (made.bytes, made.unpackedSize) = (packed.bytes, piece.count) }
        }
        return made
    }
}

/// Files that are replaced in one transaction at the commit.
///
/// A statement may be 1 GB long, so the transaction contains the bytes of so many files only; those of the others are
/// sent before it, in pieces, as those of large files are.
final class PostgresSwitch: StorageSwitch {
    private let storage: PostgresStorage
    private var changes = FileChanges()
    /// How many bytes of files the transaction contains.
    private var inlineBytes = 0
    /// Pieces of small files that have not been sent, and their bytes.
    private var pieces: [FileChanges.Piece] = []
    private var pieceBytes = 0

    /// In bytes: so many are worth a round trip.
    private static let bytesAtOnce = 4 << 20

    init(_ storage: PostgresStorage) {
        self.storage = storage
    }

    func add(_ path: StoragePath, _ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try storage.settle()
        let isInline = inlineBytes + bytes.count <= storage.inlineBytes
        guard bytes.count <= PostgresStorage.pieceBytes, !isInline else {
            let file = try storage.document(path, bytes, expecting: nil)
            inlineBytes += file.content?.count ?? 0
            changes.files.append(file)
            return
        }
        try storage.checkIsNoFolder(path)
        let body = BodyName.make()
        pieces += PostgresStorage.pieces(of: bytes, body, from: 0)
        pieceBytes += bytes.count
        changes.files.append(FileChanges.File(path: path, expected: nil, size: bytes.count, body: body))
        if pieceBytes >= Self.bytesAtOnce { try sendPieces() }
    }

    private func sendPieces() throws(StorageError) {
        let waiting = pieces
        (pieces, pieceBytes) = ([], 0)
        try storage.session.write(waiting)
    }

    func commit() throws(StorageError) {
        try sendPieces()
        _ = try storage.commit(changes)
    }

    func abandon() {
        for body in changes.files.compactMap(\.body) { storage.abandon(body) }
    }
}
