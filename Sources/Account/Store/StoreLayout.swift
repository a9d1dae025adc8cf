import Storage

/// The paths of a store's files, which are made and parsed only here; names of users never become paths. The lock's
/// name, and the suffixes of files that will replace others, are the storage's.
enum StoreLayout {
    /// The folder of the whole store.
    static let root = StoragePath.root
    /// The account's manifest.
    static let account = StoragePath("account.json")
    /// The file that names the one writer.
    static let lock = FolderStorage.lockFile
    /// The log: one line for each change.
    static let log = StoragePath("log.jsonl")
    /// Where the groups and backups of a large account are; derived from the manifests.
    static let catalog = StoragePath("catalog.jsonl")
    /// In which groups of a large account an address may be; derived from the manifests.
    static let addresses = StoragePath("addresses.jsonl")
    /// The name of the manifest of each group.
    private static let groupManifest = "group.json"
    /// The folder that has a folder for each group.
    static let groups = FolderStorage.dataFolder

    /// The folder of a group.
    static func group(_ number: Int) -> StoragePath {
        groups.appending(padded(number, to: 4))
    }

    /// The manifest of a group, whose replacement commits a change.
    static func manifest(ofGroup number: Int) -> StoragePath {
        group(number).appending(groupManifest)
    }

    /// The pattern, as SQL's `like` reads it, of the paths of all groups' manifests.
    static let anyManifest = groups.appending("%").appending(groupManifest).text

    /// The folder of a group's segments.
    static func segments(ofGroup number: Int) -> StoragePath {
        group(number).appending("segments")
    }

    /// A segment of a group.
    static func segment(_ segment: Int, ofGroup number: Int) -> StoragePath {
        segments(ofGroup: number).appending(padded(segment, to: 6) + ".jsonl")
    }

    /// An activity file of a group; a new one is begun when recipients have been removed.
    static func activity(_ file: Int, ofGroup number: Int) -> StoragePath {
        group(number).appending(file == 0 ? "activity.jsonl" : "activity-\(padded(file, to: 6)).jsonl")
    }

    /// The number of the group whose folder has this name; nil for any other name.
    static func groupNumber(ofFolder name: String) -> Int? {
        number(name, digits: 4)
    }

    /// The number of the group whose folder this is; nil for any other path.
    static func groupNumber(ofFolder path: StoragePath) -> Int? {
        guard path.folder == groups else { return nil }
        return groupNumber(ofFolder: path.name)
    }

    /// The number of the segment whose file has this name; nil for any other name.
    static func segmentNumber(ofFile name: String) -> Int? {
        name.hasSuffix(".jsonl") ? number(String(name.dropLast(6)), digits: 6) : nil
    }

    /// The number of the activity file with this name; nil for any other name.
    static func activityNumber(ofFile name: String) -> Int? {
        if name == "activity.jsonl" { return 0 }
        guard name.hasPrefix("activity-"), name.hasSuffix(".jsonl") else { return nil }
        return number(String(name.dropFirst(9).dropLast(6)), digits: 6)
    }

    /// Whether this is the path of an activity file, which need not be the one that its group has now: a salvage, for
    /// example, writes the records to a new file.
    static func isActivity(_ path: String) -> Bool {
        let path = StoragePath(path)
        guard let folder = path.folder, groupNumber(ofFolder: folder) != nil else { return false }
        return activityNumber(ofFile: path.name) != nil
    }

    /// The replacement of `account.json`. A folder that has this file and no `account.json` is a copy that was never
    /// finished.
    static let nextAccount = StoragePath(account.text + FolderStorage.nextSuffix)

    /// Whether this is the name of a file that was being written, in order to replace a file of the store's, when a
    /// process ended.
    static func isTemporary(_ name: String) -> Bool {
        for suffix in [FolderStorage.temporarySuffix, FolderStorage.nextSuffix] where name.hasSuffix(suffix) {
            let replaced = String(name.dropLast(suffix.count))
            return replacedFiles.contains(replaced) || activityNumber(ofFile: replaced) != nil
        }
        return false
    }

    /// The names of the files that are replaced as a whole, apart from those of activity.
    private static let replacedFiles: Set = [
        account.text, log.text, catalog.text, addresses.text, FolderStorage.switchFile.text, groupManifest,
    ]

    private static func padded(_ number: Int, to digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// Reads only what `padded` gives, so that `1` and `0001` cannot both be groups.
    private static func number(_ text: String, digits: Int) -> Int? {
        guard let number = Int(text), number >= 0, padded(number, to: digits) == text else { return nil }
        return number
    }
}
