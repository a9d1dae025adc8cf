import Storage
import SystemCalls
import TestSupport
import Testing

@testable import Account

/// A copy that is cut off, at every call of the storage and at every step of the disk: it is in its old or its new
/// state, and the next one continues.
@Suite struct CopyFaultTests {
    /// A store in two states, and its copy in the first.
    private struct Stage {
        let old: [StoragePath: [UInt8]]
        let new: [StoragePath: [UInt8]]
        let copy: [StoragePath: [UInt8]]

        /// - Parameter isFirst: Whether there is no copy yet.
        init(isFirst: Bool) throws {
            let account = try Account.opened(FaultCommand.changing[0].prepare())
            try account.importCSV("email,city\nvic@example.com,Bonn\n", into: "Gone", new: true)
            _ = try account.record(.open, of: "anna@example.com", in: "News", at: nil, campaign: nil)
            old = try account.store.storage.files()
            let target = MemoryStorage()
            if !isFirst { _ = try account.copy(into: target, named: "copy") }
            copy = try target.files()
            try account.importCSV("email,city\nnew@example.com,Bonn\n", into: "News")
            _ = try account.record(.click, of: "new@example.com", in: "News", at: nil, campaign: nil)
            _ = try account.erase("vic@example.com")
            _ = try account.deleteGroup("Gone", via: "api")
            try account.importCSV("email,city\nzoe@example.com,Bonn\n", into: "More", new: true)
            new = try account.store.storage.files()
        }

        func source() throws -> Account { try Account.opened(try MemoryStorage(new)) }
    }

    private func snapshot(_ files: [StoragePath: [UInt8]]) throws -> [String] {
        try Account.opened(try MemoryStorage(files)).snapshot()
    }

    @Test(arguments: FailingStorage.Fault.allCases, [true, false])
    func everyFaultLeavesTheOldStateOrTheNew(fault: FailingStorage.Fault, isFirst: Bool) throws {
        let stage = try Stage(isFirst: isFirst)
        let states = [try snapshot(stage.old), try snapshot(stage.new)]
        var cases = 0
        defer { FaultCount.add(cases, "copies cut off") }
        for calls in FailingStorage.Calls.allCases {
            for number in FaultCount.numbers(fault, calls) {
                let target = try MemoryStorage(stage.copy)
                let failing = FailingStorage(target, failsAt: number, fault, calls)
                let source = try stage.source()
                let result = Result { try source.copy(into: failing, named: "copy") }
                let place = "\(fault), \(calls), call \(number), \(isFirst)"
                if try Store.exists(in: target) {
                    let found = try Account.opened(target).snapshot()
                    #expect(states.contains(found), "\(place)")
                    if case .success = result { #expect(found == states[1], "\(place)") }
                    #expect(try Account.opened(target).verify().damaged == [], "\(place)")
                } else {
                    #expect(isFirst, "\(place)")
                    if case .success = result { Issue.record("\(place): there is no copy") }
                }
                // The next one continues, and leaves nothing of what is gone.
                _ = try stage.source().copy(into: target, named: "copy")
                #expect(try Account.opened(target).snapshot() == states[1], "\(place)")
                #expect(try !target.holds("vic@example.com"), "\(place)")
                #expect(try target.files().keys.allSatisfy { !StoreLayout.isTemporary($0.name) }, "\(place)")
                cases += 1
                if !failing.hasFailed { break }
            }
        }
        #expect(cases > 10)
    }

    @Test(arguments: [true, false]) func thePowerGoesAtEveryStep(isFirst: Bool) throws {
        let stage = try Stage(isFirst: isFirst)
        let states = [try snapshot(stage.old), try snapshot(stage.new)]
        var cases = 0
        defer { FaultCount.add(cases, "power cuts during a copy") }
        for step in 1...1000 {
            let volatile = try VolatileStorage(stage.copy, diesAt: step)
            let source = try stage.source()
            let result = Result { try source.copy(into: volatile, named: "copy") }
            let isDone = !volatile.isDead && (try? result.get()) != nil
            // A quick run takes one after the other of the ways in which what was not synced is lost, and two where the
            // copy is done.
            let losses = PowerLossTests.losses
            let quick = isDone ? [losses[0], losses[1]] : [losses[step % losses.count]]
            for loss in FaultCount.isLong ? losses : quick {
                cases += 1
                try check(try volatile.afterPowerLoss(loss).files(), stage, states, isDone, "step \(step), \(loss)")
            }
            if isDone {
                #expect(step > 20)
                return
            }
        }
        Issue.record("a copy takes more than 1000 steps")
    }

    private func check(
        _ files: [StoragePath: [UInt8]],
        _ stage: Stage,
        _ states: [[String]],
        _ isDone: Bool,
        _ place: String
    ) throws {
        let folder = try TemporaryFolder()
        let target = FolderStorage(root: folder.path)
        for (path, bytes) in files { try target.replace(path, with: bytes) }
        // A look that must not change anything.
        if try Store.exists(in: target) {
            let reader = Account(try Store(target), StoreLocation(.folder(folder.path), isReadOnly: true))
            try reader.beginStatement()
            let found = try reader.snapshot()
            #expect(found == states[1] || (found == states[0] && !isDone), "\(place)")
            #expect(try reader.verify().damaged == [], "\(place)")
        } else {
            #expect(!isDone && stage.copy.isEmpty, "\(place)")
        }
        _ = try stage.source().copy(into: FolderStorage(root: folder.path), named: "copy")
        let again = Account(
            try Store(FolderStorage(root: folder.path)), StoreLocation(.folder(folder.path), isReadOnly: true))
        try again.beginStatement()
        #expect(try again.snapshot() == states[1], "\(place)")
        #expect(try !FolderStorage(root: folder.path).holds("vic@example.com"), "\(place)")
    }
}
