import Recipients
import Snapshots
import Storage
import Testing

@testable import Account

/// The power goes at every step of every command, and what was not synced is lost in several ways. Afterwards the store
/// opens to the state before the command or after it; what was acknowledged is there.
@Suite struct PowerLossTests {
    static let losses: [VolatileStorage.Loss] =
        [.everything, .tornFiles] + (1...2).map { VolatileStorage.Loss.some(seed: $0) }

    /// Runs a command until it ends or the power goes.
    ///
    /// - Returns: Whether it said that it succeeded before that.
    private func run(_ command: FaultCommand, _ storage: VolatileStorage) -> Bool {
        let result = Result { try command.run(try Account.opened(storage)) }
        if storage.isDead { return false }
        if case .success = result { return true }
        return false
    }

    @Test(arguments: FaultCommand.changing + FaultCommand.migrating)
    func thePowerGoesAtEveryStep(command: FaultCommand) throws {
        let reference = try FaultReference.of(command)
        var cases = 0
        var seen: Set<Left> = []
        defer { FaultCount.add(cases, "power cuts") }
        for step in 1...1000 {
            let volatile = try VolatileStorage(reference.files, diesAt: step)
            let isDone = run(command, volatile)
            // A quick run loses in two of the ways at each step, and in all where the command has succeeded.
            let quick = [Self.losses[step % 4], Self.losses[(step + 2) % 4]]
            for loss in isDone || FaultCount.isLong ? Self.losses : quick {
                let place = "\(command.testDescription), step \(step), \(loss)"
                try check(try volatile.afterPowerLoss(loss), isDone, reference, &seen, place)
                cases += 1
            }
            if isDone {
                // What changes nothing may take no step.
                #expect(step > 2 || reference.before == reference.after)
                return
            }
        }
        Issue.record("\(command.testDescription) takes more than 1000 steps")
    }

    /// A command is cut off, by a kill or a power cut, the next program cleans up, and at every step of that the power
    /// goes again.
    @Test(arguments: FaultCommand.changing + FaultCommand.migrating)
    func thePowerGoesAgainWhileTheStoreRecovers(command: FaultCommand) throws {
        let reference = try FaultReference.of(command)
        var cases = 0
        var seen: Set<Left> = []
        defer { FaultCount.add(cases, "power cuts during recovery") }
        var step = 1
        while true {
            var isDone = false
            for recoveryStep in FaultCount.numbers(every: 12, from: 1 + step % 12) {
                var volatile = try VolatileStorage(reference.files, diesAt: step)
                isDone = run(command, volatile)
                if step.isMultiple(of: 2) {
                    let left = try volatile.afterPowerLoss(step.isMultiple(of: 4) ? .everything : .tornFiles).files()
                    volatile = try VolatileStorage(left, diesAt: recoveryStep)
                } else {
                    volatile.goOn(diesAt: recoveryStep)
                }
                _ = Result {
                    let account = try Account.opened(volatile)
                    try account.beginChange()
                }
                let place = "\(command.testDescription), steps \(step) and \(recoveryStep)"
                let loss = VolatileStorage.Loss.some(seed: UInt64(step * 1000 + recoveryStep))
                try check(try volatile.afterPowerLoss(loss), isDone, reference, &seen, place)
                cases += 1
                if !volatile.isDead { break }
            }
            if isDone { return }
            // In three, so that a quick run meets each way of cutting off as well.
            step += FaultCount.isLong ? 1 : 3
        }
    }

    /// What a power cut left, and of what.
    private struct Left: Hashable {
        let files: [StoragePath: [UInt8]]
        let isDone: Bool
    }

    /// - Parameter seen: What has been checked: several ways of losing often leave the same.
    private func check(
        _ storage: MemoryStorage,
        _ isDone: Bool,
        _ reference: FaultReference,
        _ seen: inout Set<Left>,
        _ place: String
    ) throws {
        guard seen.insert(Left(files: try storage.files(), isDone: isDone)).inserted else { return }
        let after = reference.after
        // Where nothing had been synced, the store is what it was before, which has been checked once.
        if try storage.files() == reference.files {
            #expect(reference.before == after || !isDone, "\(place): everything is lost")
            return
        }
        let account = try Account.opened(storage)
        let found = try account.snapshot()
        #expect(found == after || (found == reference.before && !isDone), "\(place): \(found.difference(from: after))")
        #expect(try account.verify().damaged == [], "\(place)")
        let next = try Account.opened(storage)
        _ = try next.purge()
        #expect(try next.verify().damaged == [], "\(place)")
    }
}
