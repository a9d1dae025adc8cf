public import Storage
import SystemCalls

/// What has been fetched of a file that is stored in pieces.
enum Fetched {
    case whole(MappedBytes)
    case blocks(BlockwiseFile)
}

extension PostgresStorage {
    /// The most files that are kept; a folder storage keeps as many open.
    private static let fetchedLimit = 512
    /// How many bytes come with the list of blocks: the first lines, which every reader begins with.
    private static let firstBytes = 16 << 10

    public func prepare(_ paths: [StoragePath]) throws(StorageError) {
        try settle()
        var wanted: [String: (size: Int, collector: PieceCollector)] = [:]
        for path in paths {
            // Whatever is wrong with one of them is reported when it is mapped.
            guard let file = mirror[path], file.isPlausible, let body = file.body, file.tail == nil,
                fetched[body] == nil, file.size <= wholeBytes
            else { continue }
            wanted[body] = (file.size, try PieceCollector(of: path, expecting: file.size))
        }
        // A single file is fetched when it is mapped.
        guard wanted.count > 1 else { return }
        let bodies = wanted.keys.sorted()
        try session.stream(Statements.readBodies) { [session] in
            [.text(session.account), .texts(bodies)]
        } each: { rows in
            guard let file = rows.text(0, 0).flatMap({ wanted[$0] }), let start = rows.integer(0, 1),
                let bytes = rows.bytes(0, 2)
            else { return }
            file.collector.add(bytes, unpackedSize: rows.integer(0, 3), at: start)
        }
        // A missing one is noticed when it is mapped.
        for (body, file) in wanted where file.collector.size == file.size {
            keep(.whole(try file.collector.bytes), body)
        }
    }

    public func blocks(of path: StoragePath) throws(StorageError) -> BlockwiseFile? {
        try settle()
        guard let file = try file(path), let body = file.body, file.tail == nil, file.size > wholeBytes else {
            return nil
        }
        switch fetched[body] {
        case .whole: return nil
        case .blocks(let file): return file
        case nil: break
        }
        let rows = try session.repeatable(Statements.readBlocks) { [session] _ in
            [.text(session.account), .text(body), .integer(Self.firstBytes)]
        }
        if rows.count == 0 { throw .missing(path) }
        guard let source = try PieceSource(session, path, body, rows, size: file.size) else { return nil }
        let blockwise = try BlockwiseFile(source.index, from: source, in: LocalScratch.folder)
        if let first = rows.bytes(0, 4) {
            try source.takeFirst(first) { (block, bytes) throws(StorageError) in try blockwise.take(block, bytes) }
        }
        keep(.blocks(blockwise), body)
        return blockwise
    }

    /// Keeps what has been fetched of a body.
    func keep(_ file: Fetched, _ body: String) {
        if fetched.count >= Self.fetchedLimit { fetched = [:] }
        fetched[body] = file
    }

    /// Drops what has been fetched of a body.
    func forget(_ body: String?) {
        if let body { fetched[body] = nil }
    }

    /// Fetches the first `size` bytes of a file.
    ///
    /// - Throws: `.missing` if its pieces are gone: another process has removed or replaced it.
    func fetch(_ path: StoragePath, _ body: String, _ size: Int) throws(StorageError) -> MappedBytes {
        let collector = try PieceCollector(of: path, expecting: size)
        try session.stream(Statements.readPieces) { [session] in
            [.text(session.account), .text(body), .integer(collector.size)]
        } each: { rows in
            guard let start = rows.integer(0, 0), let bytes = rows.bytes(0, 1) else { return }
            collector.add(bytes, unpackedSize: rows.integer(0, 2), at: start)
        }
        let bytes = try collector.bytes
        guard collector.size == size else { throw .missing(path) }
        return bytes
    }
}

/// Temporary files on this machine, for what does not fit into memory.
enum LocalScratch {
    /// The folder for temporary files.
    static var folder: String { Environment["TMPDIR"] ?? "/tmp" }

    /// Makes a scratch file in the folder for temporary files.
    static func make() throws(StorageError) -> any ScratchFile {
        let name = "cbs-\(getpid())-\(UInt64.random(in: .min ... .max))"
        return try FolderStorage(root: folder).makeScratch(StoragePath(name))
    }
}

/// Gathers the pieces of a file: in memory, or in a scratch file if there are many bytes.
final class PieceCollector {
    /// The most bytes that are kept in memory.
    static let inMemory = 4 << 20

    private let path: StoragePath
    private let expected: Int
    private var memory: [UInt8] = []
    private let scratch: (any ScratchFile)?
    private var problem: StorageError?
    /// How many bytes have been gathered, which is also the offset of the next piece.
    private(set) var size = 0

    /// - Parameters:
    ///   - path: The file.
    ///   - size: Its size in bytes.
    init(of path: StoragePath, expecting size: Int) throws(StorageError) {
        (self.path, expected) = (path, size)
        scratch = size > Self.inMemory ? try LocalScratch.make() : nil
        if scratch == nil { memory.reserveCapacity(size) }
    }

    /// Adds a piece. One that does not directly follow the others, or that comes a second time, is ignored; so is what
    /// goes beyond the file's size: somebody may have added to the file since.
    ///
    /// - Parameters:
    ///   - bytes: What is stored of it.
    ///   - unpackedSize: Its size, if these are packed blocks.
    ///   - start: Its offset.
    func add(_ bytes: UnsafeRawBufferPointer, unpackedSize: Int?, at start: Int) {
        guard start == size, problem == nil else { return }
        do throws(StorageError) {
            guard let unpackedSize else { return try add(bytes) }
            var reader = try PackedBlocks.Reader(bytes, of: path)
            var unpacked = 0
            while let block = try reader.next() {
                unpacked += block.count
                try add(block)
            }
            guard unpacked == unpackedSize else { throw .damaged(path, .other("a piece of it has the wrong length")) }
        } catch {
            problem = error
        }
    }

    private func add(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        let wanted = UnsafeRawBufferPointer(rebasing: bytes.prefix(expected - size))
        size += wanted.count
        if let scratch { try scratch.write(wanted) } else { memory += wanted }
    }

    var bytes: MappedBytes {
        get throws(StorageError) {
            if let problem { throw problem }
            if let scratch { return try scratch.map() }
            return memory.withUnsafeBytes { MappedBytes(copying: $0) }
        }
    }
}
