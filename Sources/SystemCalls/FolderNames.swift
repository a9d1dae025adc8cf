#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension SystemCalls {
    /// The names in a folder, in no order, without `.` and `..`. In a name that is not UTF-8, U+FFFD stands for the
    /// invalid bytes: no file is found under such a name.
    public static func names(inFolder path: String) throws(SystemError) -> [String] {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard descriptor >= 0 else { throw .last }
        defer { _ = close(descriptor) }
        return try names(inFolder: descriptor)
    }

    /// The names in an open folder, which stays the caller's. It can be read once: reading it moves its position.
    public static func names(inFolder descriptor: Int32) throws(SystemError) -> [String] {
        // Closing the stream closes its descriptor.
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw .last }
        guard let stream = fdopendir(copy) else {
            let error = SystemError.last
            _ = close(copy)
            throw error
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw .last }
                return names
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
    }
}
