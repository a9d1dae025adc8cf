public import DelimitedText
public import Recipients

/// What to import, where, and how.
public struct ImportRequest: Sendable {
    /// Where the rows come from.
    public var source: ImportSource
    /// The group they are applied to.
    public var target: ImportTarget
    /// How they are read and applied.
    public var options: ImportOptions
    /// The external interface that the change comes through.
    public var interface: String?
    /// What the log keeps of the user's reasons.
    public var note: String?

    /// Describes an import; nothing is read yet.
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
    /// Text that is already at hand: a here-document or what came from standard input.
    case bytes([UInt8], name: String)

    /// A file on the disk, by the path that opens it.
    public static func file(path: String) -> ImportSource { .file(UserFile(path)) }

    /// What messages call it.
    var name: String {
        switch self {
        case .file(let file): file.path
        case .bytes(_, let name): name
        }
    }

    /// The last part of the file's name; nil for text.
    var fileName: String? {
        guard case .file(let file) = self else { return nil }
        return file.path.split(separator: "/").last.map(String.init)
    }
}

/// Which group the rows go to.
public struct ImportTarget: Hashable, Sendable {
    /// The group's name, as the user wrote it.
    public let name: String
    /// Whether the command creates the group.
    public let isNew: Bool

    /// Names a group; it is looked up or created by the import.
    public init(_ name: String, isNew: Bool = false) {
        self.name = name
        self.isNew = isNew
    }
}

/// How an import reads its rows and what it may do with them. Each default is that of the command.
public struct ImportOptions: Hashable, Sendable {
    /// Which recipients the rows may add, change or remove.
    public var mode = ImportMode.updateAdd
    /// What `--map` says, in its order; it overrules the headers.
    public var mappings: [ColumnAssignment.Mapping] = []
    /// What an empty cell does to a value that is stored.
    public var emptyCells = EmptyCells.keep
    /// The delimiter's byte; nil to detect it.
    public var delimiter: UInt8?
    /// Nil to detect it.
    public var encoding: TextEncoding?
    /// Whether rows may make unsubscribed recipients active again.
    public var resubscribes = false
    /// What happens if the import looks like an accident; nil for what the account's setting says.
    public var guardAction: GuardAction?
    /// Whether one invalid row makes the whole import fail.
    public var isStrict = false
    /// Nil to tell the format by the file's name, or for CSV where there is none.
    public var format: ImportFormat?
    /// The sheet of a workbook; nil for the first.
    public var sheet: String?
    /// The file that takes the rejected rows.
    public var rejects: UserFile?

    /// The defaults of the command.
    public init() {}
}
