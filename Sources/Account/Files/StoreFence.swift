internal import Snapshots
internal import Storage
import SystemCalls

/// Keeps what is written for users out of stores: a file of theirs must never take the place of one of a store's, and a
/// folder of theirs must not be in one.
public enum StoreFence {
    /// The store that a path leads into, by the path of its folder; nil for a path outside of every store. What the path
    /// names need not be there. Links and `..` are followed as the system does it.
    public static func store(around path: String) -> String? {
        var folder = parent(of: path)
        // What is not there cannot lead anywhere else.
        while true {
            if let real = realpath(folder, nil) {
                defer { free(real) }
                return store(holding: String(cString: real))
            }
            guard errno == ENOENT, folder != "/", folder != "." else { return nil }
            folder = parent(of: folder)
        }
    }

    /// The innermost store among a folder and those around it.
    private static func store(holding folder: String) -> String? {
        var folder = folder
        while !isStore(folder) {
            if folder == "/" || folder == "." { return nil }
            folder = parent(of: folder)
        }
        return folder
    }

    /// Whether a folder is a store: whole, or with a manifest that is damaged or missing.
    private static func isStore(_ folder: String) -> Bool {
        if holdsManifest("\(folder)/\(StoreLayout.account)") { return true }
        return kind(of: "\(folder)/\(StoreLayout.groups)") == S_IFDIR
            && kind(of: "\(folder)/\(StoreLayout.log)") == S_IFREG
    }

    /// Whether a file begins as the manifest of an account does: other programs write files of this name, too.
    private static func holdsManifest(_ path: String) -> Bool {
        let descriptor = SystemCalls.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0)
        // Ours are nobody else's to read.
        guard descriptor >= 0 else { return errno == EACCES }
        defer { _ = SystemCalls.close(descriptor) }
        let beginning = Array(ChecksummedJSON.opening.utf8)
        var bytes = [UInt8](repeating: 0, count: beginning.count)
        return SystemCalls.read(descriptor, &bytes, bytes.count) == bytes.count && bytes == beginning
    }

    private static func kind(of path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    /// The folder that a path is in.
    static func parent(of path: String) -> String {
        var rest = path[...]
        while rest.count > 1, rest.hasSuffix("/") { rest.removeLast() }
        guard let slash = rest.lastIndex(of: "/") else { return "." }
        return slash == rest.startIndex ? "/" : String(rest[..<slash])
    }
}
