internal import CZip
import SystemCalls

/// The functions of libzip. The library is loaded when the first workbook is read: linking it, with the libraries that
/// it needs, would make every start of the program a third slower.
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
    static let shared = ZipLibrary()

    /// The versions whose functions match the header, newest first.
    private static let names = ["libzip.so.5", "libzip.so.4", "libzip.5.dylib", "libzip.dylib"]

    private init?() {
        guard let library = Self.names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first,
            let open = dlsym(library, "zip_fdopen"), let discard = dlsym(library, "zip_discard"),
            let locate = dlsym(library, "zip_name_locate"), let count = dlsym(library, "zip_get_num_entries"),
            let name = dlsym(library, "zip_get_name"), let status = dlsym(library, "zip_stat_index"),
            let openFile = dlsym(library, "zip_fopen_index"), let read = dlsym(library, "zip_fread"),
            let closeFile = dlsym(library, "zip_fclose")
        else { return nil }
        // A symbol has no type: these are the types in libzip's header.
        self.open = unsafeBitCast(open, to: type(of: self.open))
        self.discard = unsafeBitCast(discard, to: type(of: self.discard))
        self.locate = unsafeBitCast(locate, to: type(of: self.locate))
        self.count = unsafeBitCast(count, to: type(of: self.count))
        self.name = unsafeBitCast(name, to: type(of: self.name))
        self.status = unsafeBitCast(status, to: type(of: self.status))
        self.openFile = unsafeBitCast(openFile, to: type(of: self.openFile))
        self.read = unsafeBitCast(read, to: type(of: self.read))
        self.closeFile = unsafeBitCast(closeFile, to: type(of: self.closeFile))
    }
}
