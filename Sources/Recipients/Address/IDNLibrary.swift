internal import CIDN2
import SystemCalls

/// The functions of libidn2. The library is loaded for the first internationalised domain,
/// in letters or in `xn--`.
struct IDNLibrary {
    let lookup:
        @convention(c) (UnsafePointer<UInt8>, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>, Int32) -> Int32
    let toUnicode:
        @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, Int32) -> Int32
    let free: @convention(c) (UnsafeMutableRawPointer) -> Void

    /// Nil if the library is not installed.
    static let shared = try? IDNLibrary()

    private init() throws(SharedLibrary.Absent) {
        let library = try SharedLibrary("libidn2.so.0", "libidn2.0.dylib", "libidn2.dylib")
        lookup = try library.function("idn2_lookup_u8")
        toUnicode = try library.function("idn2_to_unicode_8z8z")
        free = try library.function("idn2_free")
    }
}
