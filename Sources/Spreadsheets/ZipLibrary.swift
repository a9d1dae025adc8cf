internal import CZip
import SystemCalls

/// The functions of libzip. The library is loaded when the first workbook is read: it and the libraries that it needs
/// would make every start of the program a third slower.
struct ZipLibrary {
    typealias Archive = OpaquePointer
    typealias File = OpaquePointer

    let open: @convention(c) (Int32, Int32, UnsafeMutablePointer<Int32>?) -> Archive?
    let discard: @convention(c) (Archive) -> Void
    let locate: @convention(c) (Archive, UnsafePointer<CChar>, UInt32) -> Int64
    let count: @convention(c) (Archive, UInt32) -> Int64
    let name: @convention(c) (Archive, UInt64, UInt32) -> UnsafePointer<CChar>?
    let status: @convention(c) (Archive, UInt64, UInt32, UnsafeMutablePointer<zip_stat>) -> Int32
    let openFile: @convention(c) (Archive, UInt64, UInt32) -> File?
    let read: @convention(c) (File, UnsafeMutableRawPointer, UInt64) -> Int64
    let closeFile: @convention(c) (File) -> Int32

    /// Nil if the library is not installed.
    static let shared = try? ZipLibrary()

    private init() throws(SharedLibrary.Absent) {
        let library = try SharedLibrary("libzip.so.5", "libzip.so.4", "libzip.5.dylib", "libzip.dylib")
        open = try library.function("zip_fdopen")
        discard = try library.function("zip_discard")
        locate = try library.function("zip_name_locate")
        count = try library.function("zip_get_num_entries")
        name = try library.function("zip_get_name")
        status = try library.function("zip_stat_index")
        openFile = try library.function("zip_fopen_index")
        read = try library.function("zip_fread")
        closeFile = try library.function("zip_fclose")
    }
}
