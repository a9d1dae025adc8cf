public import Account
internal import CommandLanguage
internal import Recipients

/// What statements work on: the account and the user's files, for real or in a rehearsal.
struct Stage {
    let scope: StatementScope
    let files: StatementFiles
    /// Whether nothing of what statements do remains.
    let isRehearsal: Bool
    /// Whether a `rehearse` of the script has begun it, so that a real run of the script rehearses here as well.
    var isAskedFor = false
    /// Whether results say what only happens in memory.
    var isTold = true

    /// Whether results say what would happen.
    var tellsRehearsal: Bool { isRehearsal && isTold }

    /// The same, with results as a real run of the script gives them.
    var asInRealRun: Stage {
        var stage = self
        stage.isTold = isAskedFor
        return stage
    }
}

/// Where the files that statements name are.
public struct StatementFiles {
    /// Those with an absolute path, or one from the home folder.
    public var absolute: any UserFiles = DiskFiles.shared
    /// Those with a path relative to the folder of a script.
    public var relative: any UserFiles = DiskFiles.shared

    /// Whether what is written is only kept in memory, and lost in the end.
    private(set) var isRehearsal = false

    /// The files on the disk.
    public init() {}

    /// The same files, but what is written is kept in memory.
    public var rehearsed: StatementFiles {
        var files = self
        files.isRehearsal = true
        files.absolute = OverlayFiles(over: absolute)
        files.relative = absolute === relative ? files.absolute : OverlayFiles(over: relative)
        return files
    }

    /// The file that a name stands for.
    ///
    /// - Parameters:
    ///   - name: The name in the statement.
    ///   - folder: What relative names are relative to; empty for the working directory.
    ///   - home: The folder that `~` stands for.
    func file(_ name: String, in folder: String, home: String?) -> UserFile {
        let isRelative = !name.hasPrefix("/") && name != "~" && !name.hasPrefix("~/")
        return UserFile(ScriptPath.resolve(name, in: folder, home: home), in: isRelative ? relative : absolute)
    }
}

/// A scenario while it runs.
struct RunningScenario {
    /// The reason for which it was skipped; nil if it was not.
    var skipped: String?
}
