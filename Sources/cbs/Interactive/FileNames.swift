import CommandLanguage
import SystemCalls

/// Names of files, for completion.
enum FileNames {
    /// The sorted paths of files and folders that begin with a text; those of folders end with `/`. Hidden ones are
    /// included only if the text asks for them.
    ///
    /// - Parameters:
    ///   - prefix: The beginning of a path.
    ///   - base: The folder that relative paths are relative to; empty for the working directory.
    ///   - home: The folder that `~` stands for.
    static func beginning(with prefix: String, in base: String = "", home: String?) -> [String] {
        let slash = prefix.lastIndex(of: "/")
        let folder = slash.map { String(prefix[...$0]) } ?? ""
        let name = slash.map { String(prefix[prefix.index(after: $0)...]) } ?? prefix
        let path = ScriptPath.resolve(folder.isEmpty ? "." : folder, in: base, home: home)
        guard let names = try? SystemCalls.names(inFolder: path) else { return [] }
        var found: [String] = []
        for each in names where each.hasPrefix(name) {
            if each.hasPrefix("."), !name.hasPrefix(".") { continue }
            var status = stat()
            // Fails for names that are not UTF-8, which statements cannot contain.
            guard stat("\(path)/\(each)", &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: found.append("\(folder)\(each)/")
            case S_IFREG: found.append(folder + each)
            default: continue
            }
        }
        return found.sorted()
    }
}
