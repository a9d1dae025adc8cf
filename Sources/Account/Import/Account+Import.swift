internal import DelimitedText
public import Recipients

extension Account {
    /// Applies the rows of a file, in order, to a group, and keeps a backup of the state before in the same step.
    ///
    /// - Complexity: The file is sorted, in runs if it is large. A file that is small compared with the group is looked
    ///   up in the group's segments; a large one is merged with them.
    /// - Parameters:
    ///   - request: What to import, where, and how.
    ///   - confirm: Asks the user whether to continue, if the guard's action is to ask; throws if not. If it is nil,
    ///     such an import is refused.
    public func importRows(
        _ request: ImportRequest,
        confirm: Suspicion.Confirmation? = nil
    ) throws(Failure) -> ImportResult {
        var request = request
        request.note = try checkedNote(request.note)
        try beginChange()
        let (group, isCreated) = try importTarget(request.target)
        if let file = request.options.rejects { try RejectsFile.check(file) }
        var job = ImportJob(
            account: self, request: request, group: group, isCreated: isCreated, confirm: confirm)
        while true {
            do throws(ImportInterruption) {
                return try job.run()
            } catch {
                switch error {
                case .failure(let failure): throw failure
                // Each of these is thrown only while the job does not know it, so at most once.
                case .assumedEncoding(let stray): job.stray = stray
                case .reconsidered(let tallies): job.tallies = tallies
                case .partlyLearned: (job.learning, job.tallies) = (.whole, nil)
                }
            }
        }
    }

    /// The group that an import goes to, and whether the import creates it.
    private func importTarget(_ target: ImportTarget) throws(Failure) -> (GroupManifest, Bool) {
        guard target.isNew else { return (try liveGroup(target.name, isTarget: true), false) }
        let name = try about(.group, freeName(target.name, rows: .file))
        return (GroupManifest(number: store.nextGroup, name: name, created: now), true)
    }
}
