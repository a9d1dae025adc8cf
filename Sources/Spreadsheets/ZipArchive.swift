internal import CZip
internal import Recipients
import SystemCalls

/// The files that are packed in a workbook.
final class ZipArchive {
    private let handle: ZipLibrary.Archive
    private let library: ZipLibrary
    /// The places of the files whose names have backslashes for slashes, as some programs for Windows write them; small.
    private lazy var backslashed: [String: UInt64] = findBackslashed()

    /// How much may come out of one packed file, and how many times its packed size that may be once it is large: deflate
    /// packs at most 1032 times, real sheets less than a hundred times.
    static let maximumBytes = 8 << 30
    static let maximumRatio = 400
    static let ratioThreshold = 32 << 20

    /// - Parameter descriptor: An open file, which stays open.
    init(descriptor: Int32) throws(SpreadsheetProblem) {
        guard let library = ZipLibrary.shared else {
            throw .malformed("reading workbooks needs libzip, which is not installed")
        }
        // libzip closes the descriptor that it is given.
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        var code: Int32 = 0
        guard copy >= 0 else { throw .malformed("it cannot be opened twice") }
        guard let handle = library.open(copy, ZIP_CHECKCONS, &code) else {
            close(copy)
            throw .malformed("it is not an XLSX workbook")
        }
        self.handle = handle
        self.library = library
    }

    deinit {
        library.discard(handle)
    }

    /// A packed file, found without regard to case; nil if there is none of this name.
    func entry(_ path: String) throws(SpreadsheetProblem) -> ZipEntry? {
        let located = library.locate(handle, path, UInt32(ZIP_FL_NOCASE))
        guard let index = located >= 0 ? UInt64(located) : backslashed[path.lowercased()] else { return nil }
        var status = zip_stat()
        guard library.status(handle, index, 0, &status) == 0, status.encryption_method == ZIP_EM_NONE,
            let file = library.openFile(handle, index, 0)
        else { throw .malformed("\(path.quoted) cannot be unpacked") }
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

    /// A name with slashes for backslashes.
    static func slashed(_ name: String) -> String { String(name.map { $0 == "\\" ? "/" : $0 }) }
}

/// A packed file that is read from its beginning to its end.
final class ZipEntry {
    private let file: ZipLibrary.File
    private let library: ZipLibrary
    /// Holds what the file is read from.
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

    /// As `read(into:)`, for an array.
    func read(into buffer: inout [UInt8]) throws(SpreadsheetProblem) -> Int {
        try buffer.withUnsafeMutableBytes { bytes in
            Result { () throws(SpreadsheetProblem) in try read(into: bytes) }
        }.get()
    }

    /// Reads to the start of a buffer and returns how much; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SpreadsheetProblem) -> Int {
        guard let start = buffer.baseAddress else { return 0 }
        let count = Int(library.read(file, start, UInt64(buffer.count)))
        guard count >= 0 else { throw .malformed("\(path.quoted) is damaged") }
        unpackedBytes += count
        let most = max(
            ZipArchive.ratioThreshold, packedBytes.multipliedReportingOverflow(by: ZipArchive.maximumRatio).0)
        if unpackedBytes > min(most, ZipArchive.maximumBytes) {
            throw .tooLarge("\(path.quoted) unpacks to far more than a workbook can hold")
        }
        return count
    }
}
