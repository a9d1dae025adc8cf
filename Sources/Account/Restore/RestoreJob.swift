internal import Recipients
internal import Snapshots

/// One restore: what is brought back, where it goes, and what that changes.
struct RestoreJob {
    let plan: RestorePlan
    /// The target, with the fields that the rows are written with.
    let after: GroupManifest
    private let account: Account
    private let request: RestoreRequest
    private let merge: RecipientMerge

    /// What a restore does to its target.
    struct Outcome {
        var tally = RowTally()
        /// The stack that the new segment is put on; nil for the target's own.
        var base: [Int]?
        /// The first addresses of those who are removed.
        var leaving: [String] = []
    }

    init(_ account: Account, _ request: RestoreRequest) throws(Failure) {
        let plan = try account.plan(request)
        var after = plan.target
        var only: OnlyFields?
        if let fields = request.only {
            guard request.mode == .update else { throw RestoreProblem.onlyUpdates(request.mode).failure }
            only = try OnlyFields(fields, known: plan.fields + plan.target.fields)
        }
        let columns = PatchColumns(plan, request, only: only, into: &after)
        self.account = account
        self.request = request
        self.plan = plan
        self.after = after
        merge = RecipientMerge(
            mode: request.mode, emptyCells: request.emptyCells,
            consent: ConsentRule(resubscribes: request.resubscribes),
            erasures: account.erasureRule(resubscribes: request.resubscribes), columns: columns,
            memory: plan.target.memory(account.store.account), now: account.now,
            leavesSignUp: only.map { !$0.includesSignUp } ?? false)
    }

    /// Computes what the restore does, and writes the rows that it needs.
    func run(_ changes: ChangeWriter) throws(Failure) -> Outcome {
        if putsBack { return try putBack(changes) }
        let progress = account.counter(.merging, of: plan.state.counts.recipients)
        var (outcome, isExact) = try mergeRows(into: changes, progress)
        guard isExact, outcome.tally.counts.changed > 0, request.isWhole else { return outcome }
        changes.discard()
        outcome.base = plan.state.segments
        return outcome
    }

    /// The target with the fields that it has after the restore: a part that affects nobody brings no fields either.
    ///
    /// - Parameter outcome: What happens to its recipients.
    func target(_ outcome: Outcome) -> GroupManifest {
        !request.isWhole && !plan.isCreated && outcome.tally.counts.changed == 0 ? plan.target : after
    }

    /// Computes what the restore would do, and writes nothing.
    func preview() throws(Failure) -> Outcome {
        putsBack ? Outcome(tally: RowTally(puttingBack: plan.state)) : try mergeRows(into: nil, nil).outcome
    }

    /// The addresses among those that the user named that the state does not have, in the order in which they were
    /// given.
    func notFound() throws(Failure) -> [String] {
        if request.sought.isEmpty { return [] }
        let segments = try account.open(plan.state, of: plan.origin)
        var cursor = StackCursor(segments)
        let addresses = request.sought.map { (try? EmailAddress($0))?.text ?? $0.trimmed }
        var found: Set<String> = []
        // A cursor only moves forward, in the order of the addresses' bytes.
        for address in Set(addresses).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        where Array(address.utf8).withUnsafeBytes({ cursor.find($0) }) != nil {
            found.insert(address)
        }
        try segments.checkRead()
        var seen = found
        return addresses.filter { seen.insert($0).inserted }
    }

    /// Whether a state is put back, by reference, into its own, now empty, group.
    private var putsBack: Bool {
        merge.erasures.leavesNobodyOut && plan.isWithinGroup && plan.target.state.counts.recipients == 0
            && request.isWhole && request.mode.adds && merge.memory.isEmpty
    }

    /// Merges the rows of the state with those of the target.
    ///
    /// - Parameter changes: Receives the rows that change; nil to write none.
    /// - Returns: What happened, and whether the target becomes exactly the state.
    private func mergeRows(
        into changes: ChangeWriter?,
        _ progress: ProgressCounter?
    ) throws(Failure) -> (outcome: Outcome, isExact: Bool) {
        let filter = request.filter.map { RecipientDecoder.filter($0, of: plan.origin, fields: plan.fields) }
        // A filter reads every row; and without the lock, blocks may be removed before they are fetched.
        let check = filter == nil && account.holdsLock ? Segment.Check.asNeeded : .meanwhile
        let source = try account.open(plan.state, of: plan.origin, check: check)
        let target = try account.open(plan.target.state, of: plan.target, check: check)
        if check == .asNeeded { try storing(rows: DifferenceCursor.fetch(source, target)) }
        let rows = RestoredRows(
            source, over: target,
            where: filter, consentHistory, CancellationCheck(account.isCancelled), progress)
        // If only some fields are brought back, the cells of the others are left out, as for another group.
        let isWithinGroup = plan.isWithinGroup && request.only == nil
        var walk = RecipientWalk(rows, RestorePolicy(merge, isWithinGroup: isWithinGroup))
        try walk.run(into: changes)
        var tally = walk.tally
        if filter == nil {
            // The other rows are in segments that both share, so they are the same.
            tally.addUnvisited(plan.state.counts.recipients - tally.counts.read, merge.mode)
        }
        return (Outcome(tally: tally, leaving: walk.policy.leaving), walk.policy.isExact)
    }

    /// Puts the state back by referring to its segments again. Only recipients who are unsubscribed in a newer backup
    /// are rewritten.
    private func putBack(_ changes: ChangeWriter) throws(Failure) -> Outcome {
        let tally = try account.putBack(plan.state, of: plan.origin, newer: newerStates, merge, into: changes)
        return Outcome(tally: tally, base: plan.state.segments)
    }

    /// What is consulted about somebody who is not in the target.
    private var consentHistory: ConsentHistory {
        // The restored state itself has all its recipients, so no older state is consulted.
        if plan.isWithinGroup {
            return ConsentHistory(account.store, plan.origin, target: merge.memory, states: newerStates)
        }
        return ConsentHistory(
            account.store, plan.origin, target: merge.memory, present: plan.origin.isDeleted ? nil : plan.origin.state,
            memory: plan.origin.memory(account.store.account), states: newerStates)
    }

    /// The states of the origin that are newer than the restored one, newest first.
    private var newerStates: [GroupManifest.State] {
        plan.backup.map { account.states(of: plan.origin, after: $0) } ?? []
    }
}
