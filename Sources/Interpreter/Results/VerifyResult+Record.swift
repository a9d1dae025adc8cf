public import Account
internal import CommandLanguage
internal import Recipients

extension CommandResult {
    /// What `verify` says.
    ///
    /// - Parameters:
    ///   - result: What it found.
    ///   - isRehearsed: The last member of the record; nil if somebody else adds it.
    public init(_ result: VerifyResult, isRehearsed: Bool? = nil) {
        let files = result.damaged + result.unchecked.map(\.file)
        var record = Record(
            command: .verify,
            [
                "files": .count(result.files), "bytes": .count(result.bytes), "damaged": .rows(Rows(files)),
            ])
        if let isRehearsed { record = record.appending(["rehearsed": .bool(isRehearsed)]) }
        let checked = "checked \(counted(result.files, "file", "files")), \(counted(result.bytes, "byte", "bytes"))"
        let damage =
            result.damaged.isEmpty ? nil : CommandProblem.storeDamaged(files: result.damaged.count).failure
        let details = files.map(\.words) + result.stillWhole
        let sentences = details.isEmpty ? ["\(checked): all intact"] : [checked] + details
        self.init(
            record, .confirmation(sentences), isAnswer: CommandTable[.verify].asks,
            failure: damage ?? result.unchecked.first?.refusal)
    }
}
