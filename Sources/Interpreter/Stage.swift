public import Account
internal import CommandLanguage
internal import Recipients

/// What statements work on: the account and the files of the user, for real or as a rehearsal.
struct Stage {
    let scope: StatementScope
    let files: StatementFiles
    /// Whether results tell what would happen.
    let isRehearsal: Bool
}

/// Where the files are that statements name.
public struct StatementFiles {
    /// Those that are named from the root or the home folder.
    public var absolute: any UserFiles = DiskFiles.shared
    /// Those that are named relative to the folder of a script.
    public var relative: any UserFiles = DiskFiles.shared

    /// The files on the disk.
    public init() {}

    /// The same files, where what is written is kept in memory.
    public var rehearsed: StatementFiles {
        var files = self
        files.absolute = OverlayFiles(over: absolute)
        files.relative = absolute === relative ? files.absolute : OverlayFiles(over: relative)
        return files
    }

    /// The file of a name.
    ///
    /// - Parameters:
    ///   - name: As the statement names it.
    ///   - folder: What relative names are relative to; empty for the working directory.
    ///   - home: What `~` stands for.
    func file(_ name: String, in folder: String, home: String?) -> UserFile {
        let isRelative = !name.hasPrefix("/") && name != "~" && !name.hasPrefix("~/")
        return UserFile(ScriptPath.resolve(name, in: folder, home: home), in: isRelative ? relative : absolute)
    }
}

/// A scenario while it runs.
struct RunningScenario {
    /// Why it was ended as skipped; nil if it was not.
    var skipped: String?
}
