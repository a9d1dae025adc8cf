internal import CZip
import SystemCalls

/// The files in a workbook, which is a ZIP archive.
final class ZipArchive {
    private let handle: ZipLibrary.Archive
    private let library: ZipLibrary
    /// The indices of the files whose names have backslashes instead of slashes, as some Windows programs write them,
    /// by name in lower case.
    private lazy var backslashed: [String: UInt64] = findBackslashed()

    /// The most bytes that one file may unpack to, and the most times its packed size once it is large: deflate can
    /// reach 1032 times, real sheets stay below a hundred.
    static let maximumBytes = 8 << 30
    static let maximumRatio = 400
    static let ratioThreshold = 32 << 20

    /// The most bytes that a file with a packed size may unpack to. The archive says how large it is, and may say
    /// anything.
    static func mostBytes(ofPacked size: Int) -> Int {
        let (product, isTooLarge) = size.multipliedReportingOverflow(by: maximumRatio)
        return min(max(ratioThreshold, isTooLarge ? maximumBytes : product), maximumBytes)
    }

    /// - Parameter descriptor: An open file, which is not closed.
    init(descriptor: Int32) throws(SpreadsheetProblem) {
        guard let library = ZipLibrary.shared else { throw .unreadable(.missingLibrary("libzip")) }
        // libzip closes the descriptor that it is given.
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        var code: Int32 = 0
        guard copy >= 0 else { throw .unreadable(.cannotOpen) }
        guard let handle = library.open(copy, ZIP_CHECKCONS, &code) else {
            close(copy)
            throw .unreadable(.notAWorkbook)
        }
        self.handle = handle
        self.library = library
    }

    deinit {
        library.discard(handle)
    }

    /// A packed file, found without regard to case; nil if there is none with this name.
    func entry(_ path: String) throws(SpreadsheetProblem) -> ZipEntry? {
        let located = library.locate(handle, path, UInt32(ZIP_FL_NOCASE))
        guard let index = located >= 0 ? UInt64(located) : backslashed[path.lowercased()] else { return nil }
        var status = zip_stat()
        guard library.status(handle, index, 0, &status) == 0, status.encryption_method == ZIP_EM_NONE,
            let file = library.openFile(handle, index, 0)
        else { throw .unreadable(.cannotUnpack(path)) }
        return ZipEntry(file, library, of: self, path: path, packedBytes: Int(clamping: status.comp_size))
    }

    private static let maximumFiles: Int64 = 100_000

    private func findBackslashed() -> [String: UInt64] {
        var places: [String: UInt64] = [:]
        for index in 0..<UInt64(max(0, min(library.count(handle, 0), Self.maximumFiles))) {
            guard let text = library.name(handle, index, 0), case let name = String(cString: text), name.contains("\\")
            else { continue }
            places[Self.slashed(name).lowercased()] = index
        }
        return places
    }

    /// A name with slashes instead of backslashes.
    static func slashed(_ name: String) -> String { String(name.map { $0 == "\\" ? "/" : $0 }) }
}

/// A packed file that is read from its beginning to its end.
final class ZipEntry {
    private let file: ZipLibrary.File
    private let library: ZipLibrary
    /// Keeps the archive open while the file is read.
    private let archive: ZipArchive
    private let path: String
    let packedBytes: Int
    private var unpackedBytes = 0

    init(_ file: ZipLibrary.File, _ library: ZipLibrary, of archive: ZipArchive, path: String, packedBytes: Int) {
        self.file = file
        self.library = library
        self.archive = archive
        self.path = path
        self.packedBytes = packedBytes
    }

    deinit {
        _ = library.closeFile(file)
    }

    /// Reads as `read(into:)` does, into an array.
    func read(into buffer: inout [UInt8]) throws(SpreadsheetProblem) -> Int {
        var span = buffer.mutableSpan
        return try span.withUnsafeMutableBytes { (bytes) throws(SpreadsheetProblem) in try read(into: bytes) }
    }

    /// Reads into the start of a buffer and returns the number of bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SpreadsheetProblem) -> Int {
        guard let start = buffer.baseAddress else { return 0 }
        let count = Int(library.read(file, start, UInt64(buffer.count)))
        guard count >= 0 else { throw .unreadable(.damaged(path)) }
        unpackedBytes += count
        if unpackedBytes > ZipArchive.mostBytes(ofPacked: packedBytes) {
            throw .tooLarge(.file(path))
        }
        return count
    }
}
