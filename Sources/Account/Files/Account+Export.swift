public import Recipients
internal import Snapshots

/// Where master data is written, and how.
public struct ExportTarget: Hashable, Sendable {
    /// The file.
    public let file: UserFile
    /// How the rows are written.
    public let format: RowFormat
    /// Whether an existing file is replaced; else it is the error `file-exists`.
    public let overwrites: Bool
    /// Whether cells of CSV that a spreadsheet would run as formulas are written with an apostrophe before them.
    public let guardsFormulas: Bool

    /// Describes a file to be written; nothing is checked or opened yet.
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

/// What rows are written as.
public enum RowFormat: String, CaseIterable, Sendable {
    /// Cells with a header; one JSON array; one JSON object a line.
    case csv, tsv, json, jsonl

    /// The format that a file's name tells; nil for one that tells none.
    ///
    /// - Parameter fileName: Or a path.
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

/// What an export or a download has written.
public struct ExportResult: Hashable, Sendable {
    /// The group; nil for a backup.
    public let group: String?
    /// The backup; nil for a group.
    public let backup: Int?
    /// How many rows the file has, without its header.
    public let recipients: Int
}

extension Account {
    /// Writes the master data of a group to a file, from which an import into a new group gives the same group again.
    ///
    /// - Parameters:
    ///   - name: The group.
    ///   - filter: Which recipients are written; nil for all.
    ///   - shown: The fields that are written, in this order, spelled as rows have them; nil for all but the status. One that the
    ///     group does not have is missing in every row.
    ///   - target: The file.
    public func export(
        _ name: String,
        where filter: RecipientFilter? = nil,
        showing shown: [String]? = nil,
        to target: ExportTarget
    ) throws(Failure) -> ExportResult {
        let (found, reader) = try reading(stateAndReader(.group(name), check: filter == nil ? .meanwhile : .first))
        reader.filter = filter
        let count = try write(reader, of: found.group, showing: shown, to: target)
        return ExportResult(group: found.group.name, backup: nil, recipients: count)
    }

    /// Writes the master data of a backup to a file.
    ///
    /// - Parameters:
    ///   - reference: The backup.
    ///   - filter: Which recipients are written; nil for all.
    ///   - shown: The fields that are written, as for `export`.
    ///   - target: The file.
    public func download(
        _ reference: BackupReference,
        where filter: RecipientFilter? = nil,
        showing shown: [String]? = nil,
        to target: ExportTarget
    ) throws(Failure) -> ExportResult {
        let (found, reader) = try reading(
            stateAndReader(.backup(reference), check: filter == nil ? .meanwhile : .first))
        reader.filter = filter
        let count = try write(reader, of: found.group, showing: shown, to: target)
        return ExportResult(group: nil, backup: found.backup?.id, recipients: count)
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
    /// What a row becomes.
    fileprivate var form: RowLayout.Form {
        switch format {
        case .csv: .cells(delimiter: UInt8(ascii: ","), guardsFormulas: guardsFormulas)
        case .tsv: .cells(delimiter: UInt8(ascii: "\t"), guardsFormulas: guardsFormulas)
        case .json: .elements
        case .jsonl: .lines
        }
    }
}
