public import Recipients
internal import Storage

extension Account {
    /// Removes an address for good: from every group, its activity and every backup, and from fields, campaigns and
    /// notes of others. Afterwards no file of the store contains it, except for damaged files and for names, which the
    /// result lists; a keyed hash keeps old files from bringing it back.
    ///
    /// The intention is recorded first, with the hash instead of the address: what a crash leaves undone is finished
    /// before the next command, and a damaged file is dealt with as soon as it can be read again.
    ///
    /// - Complexity: Reads every segment once.
    public func erase(_ email: String) throws(Failure) -> ErasureResult {
        let address = try EmailAddress(email)
        try beginChange()
        var account = store.account
        var register = account.erasures ?? AddressRegister()
        register.note(address, at: now)
        account.erasures = register
        let pending = PendingErasure(hash: register.hash(address))
        account.setPending(pending)
        try store.commit(account, nil)
        var result = ErasureResult(email: address.text)
        do throws(Failure) {
            try finish(pending, AddressTrace(address), &result)
        } catch {
            // It has begun, and nobody can stop it any more.
            result.unfinished = error
        }
        return result
    }

    /// Whether an erasure can continue: one was interrupted, or a file that was damaged has changed since.
    var hasErasureToFinish: Bool {
        if store.account.unfinishedErasure != nil { return true }
        return (store.account.pendingErasures ?? []).contains { pending in
            pending.files?.contains { triedFiles[$0] != seenFile($0) } ?? true
        }
    }

    private func seenFile(_ path: String) -> TriedFile {
        (try? store.storage.version(of: StoragePath(path))).map(TriedFile.init) ?? TriedFile(version: nil)
    }

    /// Finishes erasures that a crash interrupted or that damaged files kept from finishing; the lock is held. An
    /// erasure that cannot be finished does not stop other work.
    func finishErasures() {
        guard hasErasureToFinish else { return }
        do throws(Failure) {
            // Groups from which the address has been removed must not get it back after a power cut.
            try store.makeDurable(includingGroups: true)
            try adoptUnfinishedErasure()
            for pending in store.account.pendingErasures ?? [] {
                guard let register = store.account.erasures else { continue }
                var result = ErasureResult(email: "")
                try finish(pending, AddressTrace(hash: pending.hash, under: register.hash), &result)
                if let first = result.damaged.first { warn(.erasedAddressStays(first)) }
            }
        } catch {
            warn(.interruptedErasureUnfinished(error))
        }
    }

    /// Takes over an unfinished erasure of an older cbs, which recorded the address itself.
    private func adoptUnfinishedErasure() throws(Failure) {
        guard let email = store.account.unfinishedErasure else { return }
        var account = store.account
        let address = try EmailAddress(email)
        var register = account.erasures ?? AddressRegister()
        if register.date(of: address) == nil { register.note(address, at: now) }
        account.erasures = register
        account.setPending(PendingErasure(hash: register.hash(address)))
        account.unfinishedErasure = nil
        try store.commit(account, nil)
    }

    /// Erases the address from everything that the erasure has not reached yet.
    private func finish(
        _ pending: PendingErasure,
        _ trace: AddressTrace,
        _ result: inout ErasureResult
    ) throws(Failure) {
        for number in try store.groups.keys.sorted() {
            guard let group = try store.group(number) else { continue }
            let files: Set<String>?
            switch pending.scope(ofGroup: number) {
            case .nothing: continue
            case .everything: files = nil
            case .files(let some): files = some
            }
            var erasure = GroupErasure(self, trace, group, files: files)
            try erasure.run(&result)
        }
        noteDamagedManifests(pending, &result)
        let canLog = pending.includesLog ? try eraseFromLog(trace, &result) : true
        var left = pending
        left.files = Set(result.damaged.map(\.file))
        // Files that an interrupted process left behind may contain the address as well.
        if !(try store.sweep(.withReaders, everything: true)) {
            left.files?.insert(StoreLayout.groups.text)
            warn(.filesWithAddressAreRead)
        }
        var account = store.account
        account.journal = account.journal?.erasing(trace)
        let isNew = canLog && !pending.isLogged
        let entry = isNew ? entry(.erase, recipients: result.hasTouchedAnything ? 1 : 0) : nil
        left.isLogged = pending.isLogged || entry != nil
        account.setPending(left)
        // Each program tries damaged files again: that alone is no reason to write.
        if entry != nil || account != store.account { try store.commit(account, entry) }
        for file in left.files ?? [] { triedFiles[file] = seenFile(file) }
        result.names.sort()
    }

    private func noteDamagedManifests(_ pending: PendingErasure, _ result: inout ErasureResult) {
        for (number, problem) in store.damagedGroups.sorted(by: { $0.key < $1.key }) {
            guard case .everything = pending.scope(ofGroup: number) else { continue }
            result.damaged.append(
                DamagedFile(
                    file: StoreLayout.manifest(ofGroup: number).text,
                    problem: problem.words,
                    affected: .group(number: number, name: nil)))
        }
    }

    /// Empties notes and file names in the log that contain the address.
    ///
    /// - Returns: Whether the log accepts new lines.
    private func eraseFromLog(_ trace: AddressTrace, _ result: inout ErasureResult) throws(Failure) -> Bool {
        do throws(Failure) {
            var found = result
            let wrong = try store.rewriteLog { entry in
                if let group = entry.group, trace.occurs(in: group) { found.add(.group, group) }
                if let interface = entry.interface, trace.occurs(in: interface) { found.add(.via, interface) }
                let erased = entry.erasing(trace)
                if erased != entry { found.logLines += 1 }
                return erased
            }
            result = found
            if let wrong { result.damaged.append(wrong) }
            return true
        } catch {
            guard error.code == .damaged else { throw error }
            result.damaged.append(
                DamagedFile(file: StoreLayout.log.text, problem: error.message, affected: .log))
            return false
        }
    }

    /// Removes an address from the register of erased ones, because somebody adds it by hand.
    func forgetErasure(of address: EmailAddress) throws(Failure) {
        var account = store.account
        guard var register = account.erasures, register.forget(address) else { return }
        account.erasures = register
        try store.commit(account, nil)
    }

    /// The rule for imports and restores.
    func erasureRule(resubscribes: Bool) -> ErasureRule {
        ErasureRule(store.account.erasures, resubscribes: resubscribes)
    }
}

/// A file that kept an erasure from finishing, as it was at that time.
struct TriedFile: Hashable {
    let version: FileVersion?
}
