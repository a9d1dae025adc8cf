import SystemCalls

/// A folder of a test's own, removed with everything in it when the test is over.
public final class TemporaryFolder {
    public let path: String

    /// A file or folder in it; sizes in bytes, times in nanoseconds since 1970.
    public struct Entry: Hashable {
        public let path: String
        public let isFolder: Bool
        public let mode: UInt32
        public let size: Int
        public let modified: Int
        public let inode: UInt64
    }

    /// A call of the system that failed.
    public struct Failed: Error {
        let call: String
        let errno: Int32
    }

    public init() throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/cbs-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failed(call: "mkdtemp", errno: errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for entry in (try? tree())?.reversed() ?? [] { remove("\(path)/\(entry.path)") }
        remove(path)
    }

    /// Everything in the folder, a folder before what is in it.
    public func tree(_ folder: String = "") throws -> [Entry] {
        guard let stream = opendir(path + "/" + folder) else { throw Failed(call: "opendir \(folder)", errno: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(folder.isEmpty ? name : "\(folder)/\(name)") }
        }
        var entries: [Entry] = []
        for name in names.sorted() {
            var status = stat()
            guard lstat("\(path)/\(name)", &status) == 0 else { throw Failed(call: "lstat \(name)", errno: errno) }
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            entries.append(
                Entry(
                    path: name, isFolder: isFolder, mode: UInt32(status.st_mode) & 0o777,
                    size: isFolder ? 0 : Int(status.st_size),
                    modified: status.st_mtim.tv_sec &* 1_000_000_000 &+ status.st_mtim.tv_nsec,
                    inode: UInt64(status.st_ino)))
            if isFolder { entries += try tree(name) }
        }
        return entries
    }

    public func bytes() throws -> Int {
        try tree().reduce(0) { $0 + $1.size }
    }

    public func makeFolder(_ name: String) throws {
        guard mkdir("\(path)/\(name)", 0o700) == 0 else { throw Failed(call: "mkdir", errno: errno) }
    }

    public func write(_ text: String, to name: String) throws {
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw Failed(call: "open \(name)", errno: errno) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard SystemCalls.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw Failed(call: "write", errno: errno)
        }
    }

    public func read(_ name: String) throws -> String {
        let descriptor = open("\(path)/\(name)", O_RDONLY)
        guard descriptor >= 0 else { throw Failed(call: "open \(name)", errno: errno) }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = SystemCalls.read(descriptor, &buffer, buffer.count), count > 0 {
            text += buffer[..<count]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
