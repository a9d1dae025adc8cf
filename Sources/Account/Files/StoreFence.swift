internal import Snapshots
internal import Storage
import SystemCalls

/// Keeps users' files out of stores: such a file must never replace a file of a store, and a user's folder must never
/// be inside one.
public enum StoreFence {
    /// The store that a path leads into, as the path of its folder; nil for a path outside every store. The path need
    /// not exist. Links and `..` are followed as the system does.
    public static func store(around path: String) -> String? {
        var folder = parent(of: path)
        // A folder that does not exist cannot lead anywhere else.
        while true {
            if let real = SystemCalls.realPath(folder) { return store(holding: real) }
            guard errno == ENOENT, folder != "/", folder != "." else { return nil }
            folder = parent(of: folder)
        }
    }

    /// The innermost store among a folder and the folders around it.
    private static func store(holding folder: String) -> String? {
        var folder = folder
        while !isStore(folder) {
            if folder == "/" || folder == "." { return nil }
            folder = parent(of: folder)
        }
        return folder
    }

    /// Whether a folder is a store, even if its manifest is damaged or missing.
    private static func isStore(_ folder: String) -> Bool {
        if holdsManifest("\(folder)/\(StoreLayout.account)") { return true }
        return kind(of: "\(folder)/\(StoreLayout.groups)") == S_IFDIR
            && kind(of: "\(folder)/\(StoreLayout.log)") == S_IFREG
    }

    /// Whether a file begins like the manifest of an account: other programs have files with this name, too.
    private static func holdsManifest(_ path: String) -> Bool {
        let descriptor = SystemCalls.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0)
        // Nobody else may read our manifests. Where one may not even look, nothing can be written either.
        guard descriptor >= 0 else { return errno == EACCES && kind(of: path) != nil }
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
