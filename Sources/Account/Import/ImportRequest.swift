public import DelimitedText
public import Recipients

/// What to import, where, and how.
public struct ImportRequest: Sendable {
    /// Where the rows come from.
    public var source: ImportSource
    /// The group that they are applied to.
    public var target: ImportTarget
    /// How they are read and applied.
    public var options: ImportOptions
    /// The external interface that the change comes through; nil for none.
    public var interface: String?
    /// The user's note for the log; nil for none.
    public var note: String?

    /// Describes an import; nothing is read.
    public init(
        _ source: ImportSource,
        into target: ImportTarget,
        options: ImportOptions = .init(),
        via interface: String? = nil
    ) {
        self.source = source
        self.target = target
        self.options = options
        self.interface = interface
    }
}

/// Where the rows come from.
public enum ImportSource: Hashable, Sendable {
    /// A file that the statement names.
    case file(UserFile)
    /// Text that is already in memory: a here-document, or standard input.
    case bytes([UInt8], name: String)

    /// A file on disk, by its path.
    public static func file(path: String) -> ImportSource { .file(UserFile(path)) }

    /// Its name in messages.
    var name: String {
        switch self {
        case .file(let file): file.path
        case .bytes(_, let name): name
        }
    }

    /// The last part of the file's name; nil for text in memory.
    var fileName: String? {
        guard case .file(let file) = self else { return nil }
        return file.path.split(separator: "/").last.map(String.init)
    }
}

/// The group that the rows go to.
public struct ImportTarget: Hashable, Sendable {
    /// The group's name, as the user wrote it.
    public let name: String
    /// Whether the command creates the group.
    public let isNew: Bool

    /// Names a group, which the import will look up or create.
    public init(_ name: String, isNew: Bool = false) {
        self.name = name
        self.isNew = isNew
    }
}

/// How an import reads its rows, and what it may do with them. The defaults are those of the command.
public struct ImportOptions: Hashable, Sendable {
    /// Which recipients the rows may add, change or remove.
    public var mode = ImportMode.updateAdd
    /// The `--map` options, in order; they override the headers.
    public var mappings: [ColumnAssignment.Mapping] = []
    /// What an empty cell does to a stored value.
    public var emptyCells = EmptyCells.keep
    /// The delimiter's byte; nil to detect it.
    public var delimiter: UInt8?
    /// The encoding; nil to detect it.
    public var encoding: TextEncoding?
    /// Whether rows may make unsubscribed recipients active again.
    public var resubscribes = false
    /// What happens if the import looks like an accident; nil for the account's setting.
    public var guardAction: GuardAction?
    /// Whether one invalid row makes the whole import fail.
    public var isStrict = false
    /// The format; nil to tell it from the file's name, with CSV as the default.
    public var format: ImportFormat?
    /// The sheet of a workbook; nil for the first.
    public var sheet: String?
    /// The file for rejected rows; nil for none.
    public var rejects: UserFile?

    /// The defaults of the command.
    public init() {}
}
