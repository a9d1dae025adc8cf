public import Recipients

/// The files that a check looks into.
public protocol FileReading {
    /// The content of a file.
    ///
    /// - Throws: `unreadable-file` if there is no such file, or it cannot be read.
    func contents(of path: String) throws(Failure) -> [UInt8]
    /// The same text for all paths of a file or a folder: `lib.cbs` and `sub/../lib.cbs`.
    func identity(of path: String) -> String
    /// The folder that `~` stands for.
    var homeFolder: String? { get }
}

/// Paths of scripts.
public enum ScriptPath {
    /// The folder of a file, as its path says; empty for the working directory.
    public static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The path of a file that a script in `folder` names. Only what is needless at the beginning of the name is left
    /// out: where a link leads elsewhere, `sub/..` is not the folder that `sub` is in.
    public static func resolve(_ name: String, in folder: String, home: String?) -> String {
        if name == "~" || name.hasPrefix("~/"), let home { return home + name.dropFirst() }
        if name.hasPrefix("/") || folder.isEmpty { return name }
        var name = name[...]
        while name.hasPrefix("./") { name = name.dropFirst(2).drop { $0 == "/" } }
        return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
