import Recipients
import SystemCalls

/// Reads whole files: scripts and what is imported from standard input.
enum InputFile {
    /// The bytes of a script.
    ///
    /// - Throws: `unreadable-file` for one that is not there or not to be read, and for a folder.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path.shown) }
        defer { close(descriptor) }
        return try readAll(descriptor, path.shown)
    }

    static func readStandardInput() throws(Failure) -> [UInt8] {
        try readAll(STDIN_FILENO, "standard input")
    }

    private static func readAll(_ descriptor: Int32, _ name: String) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { SystemCalls.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count > 0 {
                bytes += buffer[..<count]
            } else if errno != EINTR || Interruption.isRequested {
                throw unreadable(name)
            }
        }
    }

    private static func unreadable(_ name: String) -> Failure {
        if Interruption.isRequested { return Failure(.cancelled, "interrupted") }
        return Failure(.unreadableFile, "cannot read \(name): \(SystemError.last.message)")
    }
}

extension String {
    fileprivate var shown: String { "\"\(self)\"" }
}
