import CommandLanguage
import Recipients
import SystemCalls

/// The scripts that paths stand for: a file itself, a folder for the `.cbs` files in it at any depth.
struct ScriptFiles {
    private var names: [String] = []
    private var failures: [Failure] = []
    /// The real paths of what was found, so that no file is taken twice.
    private var known: Set<[UInt8]> = []

    /// Finds scripts in the order of the paths, and in a folder in the order of their names.
    ///
    /// - Returns: The files, and what could not be read. Hidden files and folders are left out, as are linked folders,
    ///   which could form a loop.
    static func find(_ paths: [String]) -> (names: [String], failures: [Failure]) {
        var files = ScriptFiles()
        for path in paths {
            if path != standardInput, kind(of: path, followingLinks: true) == S_IFDIR {
                files.addFolder(path)
            } else {
                files.addFile(path)
            }
        }
        return (files.names, files.failures)
    }

    /// Like `find`, but finding no script is a failure as well.
    static func findAny(_ paths: [String]) -> (names: [String], failures: [Failure]) {
        let (names, failures) = find(paths)
        guard names.isEmpty, failures.isEmpty else { return (names, failures) }
        return ([], [ProgramProblem.noScript(paths: paths).failure])
    }

    /// How the names of scripts end.
    static let fileExtension = ".cbs"

    /// The path that stands for standard input.
    static let standardInput = "-"

    /// The text of a script that was found.
    static func source(_ name: String) throws(Failure) -> Source {
        guard name == standardInput else {
            return Source(name: name, bytes: try WholeFile.read(name), identity: ScriptFolder().identity(of: name))
        }
        return Source(name: "standard input", bytes: try WholeFile.readStandardInput())
    }

    private mutating func addFile(_ path: String) {
        if known.insert(Array(SystemCalls.resolved(path).utf8)).inserted { names.append(path) }
    }

    private mutating func addFolder(_ folder: String) {
        let entries: [String]
        do {
            entries = try SystemCalls.names(inFolder: folder)
        } catch {
            failures.append(ProgramProblem.unreadable(folder, error).failure)
            return
        }
        let shown = entries.filter { !$0.hasPrefix(".") }
        for name in shown.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            if Self.kind(of: path, followingLinks: false) == S_IFDIR {
                addFolder(path)
            } else if name.lowercased().hasSuffix(Self.fileExtension) {
                // A broken link is reported when it is read; reading a pipe could wait forever.
                let kind = Self.kind(of: path, followingLinks: true)
                if kind == S_IFREG || kind == nil { addFile(path) }
            }
        }
    }

    /// The file type of what a path leads to; nil if there is nothing.
    private static func kind(of path: String, followingLinks: Bool) -> mode_t? {
        var status = stat()
        let result = followingLinks ? stat(path, &status) : lstat(path, &status)
        return result == 0 ? status.st_mode & S_IFMT : nil
    }
}
