import CommandLanguage
import Recipients
import Snapshots
import Storage
import Synchronization
import SystemCalls
import Testing

@testable import Account

/// For each command the Nth call of the storage fails, N = 1, 2, … until none does. Afterwards the store opens to the
/// state before the command or after it, nothing is damaged, and the next writer continues.
@Suite struct FaultSweepTests {
    @Test func everyCommandIsTried() {
        let tried = Set(FaultCommand.all.map(\.verb))
        #expect(tried.isDisjoint(with: FaultCommand.exempt.keys))
        #expect(tried.union(FaultCommand.exempt.keys) == Set(Verb.allCases))
        // What is known of a command is found by its description.
        #expect(Set(FaultCommand.all.map(\.testDescription)).count == FaultCommand.all.count)
    }

    @Test(arguments: FaultCommand.changing + FaultCommand.migrating, FailingStorage.Fault.allCases)
    func everyFaultLeavesTheOldStateOrTheNew(command: FaultCommand, fault: FailingStorage.Fault) throws {
        try sweep(command, fault, .changes)
    }

    /// An error while reading or listing never looks like nothing being there.
    @Test(arguments: FaultCommand.all, [FailingStorage.Fault.refused, .fromThenOn])
    func everyReadThatFailsLeavesTheOldStateOrTheNew(command: FaultCommand, fault: FailingStorage.Fault) throws {
        try sweep(command, fault, .reads)
    }

    private func sweep(_ command: FaultCommand, _ fault: FailingStorage.Fault, _ calls: FailingStorage.Calls) throws {
        let reference = try FaultReference.of(command)
        var cases = 0
        defer { FaultCount.add(cases, calls == .reads ? "reads that fail" : "changing calls that fail") }

        for number in FaultCount.numbers(fault, calls) {
            var hasFailed = false
            // The store does not look at the number; one kind of fault shows that, a few times.
            let triesAnother = fault == .refused && (FaultCount.isLong || number % 5 == 1)
            for errorNumber in triesAnother ? [ENOSPC, EIO] : [ENOSPC] {
                let storage = try command.prepare()
                let failing = FailingStorage(storage, failsAt: number, fault, calls, errno: errorNumber)
                let place = "\(command.testDescription), \(fault), \(calls), call \(number), error \(errorNumber)"
                let result = Result {
                    let account = try Account.opened(failing)
                    let answer = try command.run(account)
                    if !account.store.damagedGroups.isEmpty || account.store.log.isDamaged { throw NoticedDamage() }
                    return answer
                }
                try reference.check(storage, result, place)
                hasFailed = failing.hasFailed
                cases += hasFailed ? 1 : 0
                if !hasFailed { break }
            }
            if hasFailed { continue }
            #expect(cases > 0, "\(command.testDescription): no fault was injected")
            return
        }
        Issue.record("\(command.testDescription) makes too many calls")
    }

    /// A program continues after a command that failed: a script with --keep-going, the shell.
    @Test(arguments: FaultCommand.changing + FaultCommand.migrating, FailingStorage.Fault.allCases)
    func theSameProgramGoesOnAfterAFault(command: FaultCommand, fault: FailingStorage.Fault) throws {
        guard fault != .fromThenOn else { return }
        var cases = 0
        defer { FaultCount.add(cases, "faults after which the program goes on") }
        // Where the program goes on, the kinds of faults take turns in a quick run.
        for number in FaultCount.numbers(every: 3, from: 1 + fault.place) {
            let storage = try command.prepare()
            let failing = FailingStorage(storage, failsAt: number, fault)
            let account = try Account.opened(failing)
            _ = Result { try command.run(account) }
            guard failing.hasFailed else { return }
            cases += 1
            let place = "\(command.testDescription), \(fault), call \(number)"
            for name in ["First", "Second"] {
                try account.beginStatement()
                _ = try account.createGroup(name)
                try account.importCSV("email\nlate@example.com\n", into: name)
            }
            let seen = try account.snapshot()
            let reopened = try Account.opened(storage)
            #expect(try reopened.snapshot() == seen, "\(place)")
            #expect(try reopened.verify().damaged == [], "\(place)")
        }
    }
}

/// A command succeeded, but a part of the store that it may have needed could not be read and is reported as damaged.
struct NoticedDamage: Error {}

/// What a command does where nothing fails.
struct FaultReference: Sendable {
    let files: [StoragePath: [UInt8]]
    let before: [String]
    let after: [String]
    let answer: String
    /// Whether the command takes several commits, and what fails after the first is finished later: it then answers in
    /// part, or says what is damaged.
    let isInSteps: Bool

    private static let known = Mutex<[String: FaultReference]>([:])

    /// Every sweep needs it, and it is the same for each.
    static func of(_ command: FaultCommand) throws -> FaultReference {
        if let reference = known.withLock({ $0[command.testDescription] }) { return reference }
        let reference = try FaultReference(command)
        known.withLock { $0[command.testDescription] = reference }
        return reference
    }

    private init(_ command: FaultCommand) throws {
        isInSteps = command.verb == .eraseRecipient
        let storage = try command.prepare()
        files = try storage.files()
        before = try Account.opened(storage).snapshot()
        answer = try command.run(try Account.opened(storage))
        after = try Account.opened(storage).snapshot()
        if command.isReading { #expect(try storage.files() == files, "\(command.testDescription) writes") }
        try Self.checkTheNextWriter(try command.prepare(), command.testDescription)
    }
}

extension FaultReference {
    /// Checks what a command left that met a fault.
    ///
    /// - Parameters:
    ///   - storage: Where it ran.
    ///   - result: What it answered.
    ///   - place: What is named where something is wrong.
    func check(_ storage: any Storage, _ result: Result<String, any Error>, _ place: String) throws {
        // Most faults come before anything is written. What holds for the store as it was has been checked once.
        let isUntouched = try storage.files() == files
        let account = isUntouched ? nil : try Account.opened(storage)
        let found = try account?.snapshot() ?? before
        // An acknowledged command has happened; a failed one has not.
        if case .success(let answer) = result {
            #expect(found == after, "\(place): \(found.difference(from: after))")
            #expect(isInSteps || answer == self.answer, "\(place)")
        } else if case .failure(is NoticedDamage) = result {
            // Backups of a group that could not be read have expired, and the log will say so later.
            let lists = [found, before, after].map { $0.filter { !$0.contains(" expire ") } }
            #expect(lists[0] == lists[1] || lists[0] == lists[2], "\(place): \(found.difference(from: after))")
        } else if case .failure(let failure as Failure) = result, failure.code != .outcomeUnknown,
            !(isInSteps && failure.code == .damaged)
        {
            #expect(found == before, "\(place): \(failure), \(found.difference(from: before))")
        } else {
            #expect(found == before || found == after, "\(place): \(found.difference(from: after))")
        }
        guard let account else { return }
        #expect(try account.verify().damaged == [], "\(place)")
        try Self.checkTheNextWriter(storage, place)
    }

    /// The next writer repairs what was left, and everything is still whole.
    ///
    /// - Parameters:
    ///   - storage: What was left.
    ///   - place: What is named where something is wrong.
    static func checkTheNextWriter(_ storage: any Storage, _ place: String) throws {
        let next = try Account.opened(storage)
        _ = try next.purge()
        #expect(next.store.account.pendingErasures == nil, "\(place)")
        #expect(next.store.knownGroups.values.allSatisfy { $0.activity != nil }, "\(place)")
        #expect(try next.verify().damaged == [], "\(place)")
        #expect(try storage.files().keys.allSatisfy { !StoreLayout.isTemporary($0.name) }, "\(place)")
    }
}

/// How many cases the sweeps have tried, printed as they are.
enum FaultCount {
    private static let counts = Mutex<[String: Int]>([:])

    /// The numbers of the calls to fail. Where there are very many cases a quick run tries one in so many of them, and
    /// all with `CBS_LONG_TESTS` in the environment.
    ///
    /// - Parameter first: The first that a quick run tries. Sweeps that begin at different ones meet all calls
    ///   together.
    static func numbers(every step: Int, from first: Int = 1) -> StrideTo<Int> {
        isLong ? stride(from: 1, to: 1000, by: 1) : stride(from: first, to: 1000, by: step)
    }

    /// Those of a sweep: in a quick run each changing call is refused, and meets one of the other faults, which take
    /// turns.
    static func numbers(_ fault: FailingStorage.Fault, _ calls: FailingStorage.Calls) -> StrideTo<Int> {
        switch calls {
        case .reads: numbers(every: 10, from: 1 + fault.place)
        case .changes: fault == .refused ? numbers(every: 1) : numbers(every: 3, from: fault.place)
        }
    }

    static var isLong: Bool { getenv("CBS_LONG_TESTS") != nil }

    static func add(_ count: Int, _ kind: String) {
        let sum = counts.withLock { counts in
            counts[kind, default: 0] += count
            return counts[kind] ?? 0
        }
        if count > 0 { print("fault sweep: \(sum) \(kind)") }
    }
}
