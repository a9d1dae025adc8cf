#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A shared library that is loaded when it is needed. Each library that a program is linked with makes every start of
/// it slower.
package struct SharedLibrary {
    /// The library, or a function in it, is not there.
    package struct Absent: Error {}

    private let handle: UnsafeMutableRawPointer

    /// Where libraries are looked for: where the system does, and where Homebrew puts them.
    #if canImport(Darwin)
        private static let folders = ["", "/opt/homebrew/lib/"]
    #else
        private static let folders = [""]
    #endif

    /// Loads the first of some libraries that is installed.
    ///
    /// - Parameter names: The file names of versions whose functions match the header, newest first.
    package init(_ names: String...) throws(Absent) {
        for name in names.flatMap({ name in Self.folders.map { $0 + name } }) {
            guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { continue }
            self.handle = handle
            return
        }
        throw Absent()
    }

    /// A function. A symbol has no type: it must be the type in the library's header.
    package func function<Function>(_ name: String) throws(Absent) -> Function {
        guard let symbol = dlsym(handle, name) else { throw Absent() }
        return unsafeBitCast(symbol, to: Function.self)
    }
}
