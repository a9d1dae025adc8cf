public import Recipients

/// The files that a check looks into.
public protocol FileReading {
    /// The content of a file.
    ///
    /// - Throws: `unreadable-file` if there is no such file, or it cannot be read.
    func contents(of path: String) throws(Failure) -> [UInt8]
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

    /// The path of a file that a script in `folder` names.
    public static func resolve(_ name: String, in folder: String, home: String?) -> String {
        if name == "~" || name.hasPrefix("~/"), let home { return home + name.dropFirst() }
        if name.hasPrefix("/") || folder.isEmpty { return name }
        return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
