public import DelimitedText
public import Recipients

/// What to import, where, and how.
public struct ImportRequest: Sendable {
    public var source: ImportSource
    public var target: ImportTarget
    public var options: ImportOptions
    /// The external interface that the change comes through.
    public var interface: String?

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
    /// A file, by the path that opens it.
    case file(path: String)
    /// Text that is there already: a here-document or what came from standard input.
    case bytes([UInt8], name: String)

    /// What messages call it.
    var name: String {
        switch self {
        case .file(let path): path
        case .bytes(_, let name): name
        }
    }
}

/// Which group the rows go to.
public struct ImportTarget: Hashable, Sendable {
    public let name: String
    /// Whether the command creates the group.
    public let isNew: Bool

    public init(_ name: String, isNew: Bool = false) {
        self.name = name
        self.isNew = isNew
    }
}

public struct ImportOptions: Hashable, Sendable {
    public var mode = ImportMode.updateAdd
    public var mappings: [ColumnAssignment.Mapping] = []
    public var emptyCells = EmptyCells.keep
    /// The delimiter's byte; nil to detect it.
    public var delimiter: UInt8?
    /// Nil to detect it.
    public var encoding: TextEncoding?
    public var resubscribes = false
    public var isStrict = false
    /// Nil to tell the format by the file's name, or for CSV where there is none.
    public var format: ImportFormat?
    /// The sheet of a workbook; nil for the first.
    public var sheet: String?
    /// The path of the file that takes the rejected rows.
    public var rejects: String?
    /// Whether no file is written, since nothing of the import is to last.
    public var isRehearsal = false

    public init() {}
}
