/// A packed file that is read from its beginning to its end.
final class ZipEntry {
    private let file: ZipLibrary.File
    private let library: ZipLibrary
    /// Holds what the file is read from.
    private let archive: ZipArchive
    private let path: String
    private let packedBytes: Int
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

    /// Reads to the start of a buffer and returns how much; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SpreadsheetProblem) -> Int {
        guard let start = buffer.baseAddress else { return 0 }
        let count = Int(library.read(file, start, UInt64(buffer.count)))
        guard count >= 0 else { throw .malformed("\"\(path)\" is damaged") }
        unpackedBytes += count
        let most = max(
            ZipArchive.ratioThreshold, packedBytes.multipliedReportingOverflow(by: ZipArchive.maximumRatio).0)
        if unpackedBytes > min(most, ZipArchive.maximumBytes) {
            throw .tooLarge("\"\(path)\" unpacks to far more than a workbook holds")
        }
        return count
    }
}
