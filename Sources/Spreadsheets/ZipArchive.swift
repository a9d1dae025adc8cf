internal import CZip

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The files that are packed in a workbook.
final class ZipArchive {
    private let handle: OpaquePointer

    /// How much may come out of one packed file, and how many times its packed size that may be once it is large: deflate
    /// packs at most 1032 times, real sheets less than a hundred times.
    static let maximumBytes = 8 << 30
    static let maximumRatio = 400
    static let ratioThreshold = 32 << 20

    /// - Parameter descriptor: An open file, which stays open.
    init(descriptor: Int32) throws(SpreadsheetProblem) {
        // libzip closes the descriptor that it is given.
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        var code: Int32 = 0
        guard copy >= 0 else { throw .malformed("it cannot be opened twice") }
        guard let handle = zip_fdopen(copy, ZIP_CHECKCONS, &code) else {
            close(copy)
            throw .malformed("it is no XLSX workbook")
        }
        self.handle = handle
    }

    deinit {
        zip_discard(handle)
    }

    /// A packed file, found without regard to case; nil if there is none of this name.
    func entry(_ path: String) throws(SpreadsheetProblem) -> ZipEntry? {
        let index = zip_name_locate(handle, path, UInt32(ZIP_FL_NOCASE))
        guard index >= 0 else { return nil }
        var status = zip_stat()
        guard zip_stat_index(handle, UInt64(index), 0, &status) == 0, status.encryption_method == ZIP_EM_NONE,
            let file = zip_fopen_index(handle, UInt64(index), 0)
        else { throw .malformed("\"\(path)\" cannot be unpacked") }
        return ZipEntry(file, of: self, path: path, packedBytes: Int(clamping: status.comp_size))
    }
}
