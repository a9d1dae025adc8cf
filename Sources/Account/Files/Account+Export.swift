public import Recipients
internal import Snapshots

/// A file to write master data to, and how to write it.
public struct ExportTarget: Hashable, Sendable {
    /// The file.
    public let file: UserFile
    /// The format of the rows.
    public let format: RowFormat
    /// Whether an existing file is replaced; otherwise it is an error, `file-exists`.
    public let overwrites: Bool
    /// Whether cells of CSV that a spreadsheet would run as formulas are preceded by an apostrophe.
    public let guardsFormulas: Bool

    /// Describes a file to be written; nothing is checked or opened.
    public init(
        _ file: UserFile,
        format: RowFormat = .csv,
        overwrites: Bool = false,
        guardsFormulas: Bool = false
    ) {
        self.file = file
        self.format = format
        self.overwrites = overwrites
        self.guardsFormulas = guardsFormulas
    }
}

/// The format of written rows.
public enum RowFormat: String, CaseIterable, Sendable {
    /// `csv`, `tsv`: cells with a header; `json`: one JSON array; `jsonl`: one JSON object per line.
    case csv, tsv, json, jsonl

    /// The format that a file name implies; nil if it implies none.
    ///
    /// - Parameter fileName: A file name or a path.
    public init?(fileName: String) {
        let name = fileName.split(separator: "/").last.map(String.init) ?? fileName
        switch name.split(separator: ".").dropFirst().last?.lowercased() {
        case nil, "csv", "txt": self = .csv
        case "tsv": self = .tsv
        case "json": self = .json
        case "jsonl", "ndjson": self = .jsonl
        default: return nil
        }
    }
}

/// What has been written to a file.
public struct ExportResult: Hashable, Sendable {
    /// The name of the group.
    public let group: String
    /// The id of the backup whose state was written; nil for the group as it is.
    public let backup: Int?
    /// How many rows the file has, the header not included.
    public let recipients: Int
}

extension Account {
    /// Writes the master data of a group or a backup to a file. Importing it into a new group gives the same group
    /// again.
    ///
    /// - Parameters:
    ///   - source: The group or the backup.
    ///   - filter: The recipients that are written; nil for all.
    ///   - shown: The fields that are written, in this order, spelled as in rows; nil for all but the status. A field
    ///     that the group does not have is missing in every row.
    ///   - target: The file.
    public func export(
        _ source: RecipientSource,
        where filter: RecipientFilter? = nil,
        showing shown: [String]? = nil,
        to target: ExportTarget
    ) throws(Failure) -> ExportResult {
        let (found, reader) = try reading(stateAndReader(source, check: filter == nil ? .meanwhile : .first))
        reader.filter = filter
        let count = try write(reader, of: found.group, showing: shown, to: target)
        return ExportResult(group: found.group.name, backup: found.backup?.id, recipients: count)
    }

    private func write(
        _ reader: RecipientReader,
        of group: GroupManifest,
        showing shown: [String]?,
        to target: ExportTarget
    ) throws(Failure) -> Int {
        reader.progress = counter(.writing, of: reader.count)
        let file = try target.file.files.create(target.file.path, as: .export, overwrites: target.overwrites)
        do throws(Failure) {
            let layout = RowLayout(group, fields: reader.fields, showing: shown, target.form)
            let count = try RecipientWriter(layout, to: file).write(reader)
            try file.finish()
            return count
        } catch {
            file.abandon()
            throw error
        }
    }
}

extension ExportTarget {
    /// How a row is written.
    fileprivate var form: RowLayout.Form {
        switch format {
        case .csv: .cells(delimiter: UInt8(ascii: ","), guardsFormulas: guardsFormulas)
        case .tsv: .cells(delimiter: UInt8(ascii: "\t"), guardsFormulas: guardsFormulas)
        case .json: .elements
        case .jsonl: .lines
        }
    }
}
