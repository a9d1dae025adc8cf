public import Recipients

extension Account {
    /// Writes the master data of a group to a file, from which an import into a new group gives the same group again.
    public func export(_ name: String, to target: ExportTarget) throws(Failure) -> ExportResult {
        let (group, reader) = try reading(readerOfGroup(name))
        let count = try write(reader, of: group, to: target)
        return ExportResult(group: group.name, backup: nil, recipients: count)
    }

    /// Writes the master data of a backup to a file.
    public func download(_ reference: BackupReference, to target: ExportTarget) throws(Failure) -> ExportResult {
        let (group, backup, reader) = try reading(readerOfBackup(reference))
        let count = try write(reader, of: group, to: target)
        return ExportResult(group: nil, backup: backup.id, recipients: count)
    }

    private func write(
        _ reader: RecipientReader,
        of group: GroupManifest,
        to target: ExportTarget
    ) throws(Failure) -> Int {
        reader.progress = counter(.writing, of: reader.count)
        let file = try OutputFile(path: target.path, as: .export, overwrites: target.overwrites)
        do {
            var writer = RecipientWriter(
                group, fields: reader.fields, guardsFormulas: target.guardsFormulas, to: file)
            let count =
                switch target.format {
                case .csv: try writer.writeCSV(reader)
                case .jsonl: try writer.writeJSONLines(reader)
                }
            try file.finish()
            return count
        } catch {
            file.abandon()
            throw error as? Failure ?? FileProblem.cannotWrite(target.path, nil, .export).failure
        }
    }
}
