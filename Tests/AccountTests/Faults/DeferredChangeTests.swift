import Recipients
import Snapshots
import Storage
import Testing

@testable import Account

/// Changes that become durable while the next statement runs, with a fault or a power cut at every step.
struct DeferredChangeTests {
    /// Two of one group in sequence, and some that cannot be deferred: files go, or `account.json` changes.
    private static let changes: [@Sendable (Account) throws -> Void] = [
        { try city("Bonn", of: "anna@example.com", in: "A", $0) },
        { try city("Rom", of: "ben@example.com", in: "B", $0) },
        { _ = try $0.restore(RestoreRequest(.backup(.id(2)))) },
        { try city("Genf", of: "anna@example.com", in: "A", $0) },
        { _ = try $0.setBackup(false, for: "B") },
        { _ = try $0.undo(UndoRequest(.newest)) },
        { _ = try $0.setRetention(TimeSpan(seconds: 3600)) },
        { _ = try $0.unsubscribe("ben@example.com", from: "B") },
        { _ = try $0.removeRecipient("anna@example.com", from: "A") },
    ]

    private static func city(_ city: String, of email: String, in group: String, _ account: Account) throws {
        _ = try account.updateRecipient(email, of: group, values: [FieldValue(field: "city", text: city)])
    }

    /// Two groups, with backups.
    private static let prepared: Result<[StoragePath: [UInt8]], any Error> = Result {
        let storage = MemoryStorage()
        try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        let account = try Account.opened(storage)
        try account.importCSV("email,city\nanna@example.com,Ulm\n", into: "A", new: true)
        try account.importCSV("email,city\nanna@example.com,?\n", into: "A")
        try account.importCSV("email,city\nben@example.com,Ulm\n", into: "B", new: true)
        account.close()
        return try storage.files()
    }

    /// What the account is before the first change and after each.
    private static let states: Result<[[String]], any Error> = Result {
        let account = try Account.opened(try MemoryStorage(prepared.get()))
        var states = [try account.snapshot()]
        for change in changes {
            try account.beginStatement()
            try change(account)
            states.append(try account.snapshot())
        }
        return states
    }

    /// How far a program came.
    private final class Course {
        /// How many changes returned.
        var made = 0
        /// How many were known to be durable.
        var durable = 0
        /// Those of changes that a power cut might undo.
        var warnings: [String] = []
    }

    /// Makes all changes, as a script does, until one fails.
    ///
    /// - Parameter isOn: Whether the power is on.
    private func run(on storage: any Storage, while isOn: @escaping () -> Bool = { true }) -> Course {
        let course = Course()
        func noteDurable() {
            if isOn() { course.durable = course.made }
        }
        _ = Result {
            let account = try Account.opened(storage)
            account.deferChanges(noteDurable)
            for change in Self.changes {
                try account.beginStatement()
                defer {
                    account.endStatement(keepsLock: true)
                    course.warnings += account.takeWarnings()
                }
                try change(account)
                course.made += 1
            }
            account.finishChange()
            course.warnings += account.takeWarnings()
            noteDurable()
            account.close()
        }
        course.warnings.removeAll { !$0.contains("power cut") }
        return course
    }

    private func check(_ storage: any Storage, _ expected: ClosedRange<Int>, _ place: String) throws {
        let account = try Account.opened(storage)
        let states = try Self.states.get()
        let found = try account.snapshot()
        let last = min(expected.upperBound, states.count - 1)
        #expect(states[expected.lowerBound...last].contains(found), "\(place), not \(expected)")
        #expect(try account.verify().damaged == [], "\(place)")
        #expect(try account.log().map(\.sequence) == Array(1...account.log().count), "\(place)")
        try account.beginStatement()
        _ = try account.createGroup("Next")
        #expect(try account.verify().damaged == [], "\(place)")
    }

    @Test func theyAreDurableOneByOne() throws {
        let storage = try MemoryStorage(Self.prepared.get())
        let course = run(on: FailingStorage(storage, failsAt: .max, .refused))
        #expect(course.durable == Self.changes.count)
        #expect(course.warnings == [])
        try check(storage, course.durable...course.durable, "all changes")
    }

    @Test(arguments: FailingStorage.Fault.allCases)
    func everyFaultLeavesWhatWasMadeOrOneMore(fault: FailingStorage.Fault) throws {
        for number in 1...1000 {
            let storage = try MemoryStorage(Self.prepared.get())
            let failing = FailingStorage(storage, failsAt: number, fault)
            let course = run(on: failing)
            guard failing.hasFailed else {
                #expect(number > 30)
                return
            }
            try check(storage, course.made...(course.made + 1), "\(fault), call \(number)")
        }
        Issue.record("there are too many calls")
    }

    @Test func aPowerCutTakesNothingThatWasKnownToBeDurable() throws {
        let losses: [VolatileStorage.Loss] = [.everything, .tornFiles, .some(seed: 1), .some(seed: 2), .some(seed: 3)]
        for step in 1...1000 {
            let storage = try VolatileStorage(try Self.prepared.get(), diesAt: step)
            let course = run(on: storage) { !storage.isDead }
            for loss in losses {
                let left = try storage.afterPowerLoss(loss)
                try check(left, course.durable...(course.made + 1), "step \(step), \(loss)")
            }
            guard storage.isDead else {
                #expect(step > 80)
                return
            }
        }
        Issue.record("there are too many steps")
    }

    /// The change before it stays, durably and with its line in the log.
    @Test func aChangeIsNotMadeIfWhatMustComeBeforeItFails() throws {
        let storage = try MemoryStorage(Self.prepared.get())
        let account = try Account.opened(FailingStorage(storage, failsAt: .max, .refused))
        account.deferChanges { () throws(Failure) in throw Failure(.storage, "the result cannot be shown") }
        try account.beginStatement()
        // Nothing was made before the first change, and yet it is called.
        let first = #expect(throws: Failure.self) { try Self.changes[0](account) }
        #expect(first?.message == "the result cannot be shown")
        account.deferChanges {}
        try Self.changes[0](account)
        #expect(account.isChangeUnfinished)
        account.deferChanges { () throws(Failure) in throw Failure(.storage, "the result cannot be shown") }
        let second = #expect(throws: Failure.self) { try Self.changes[1](account) }
        #expect(second?.message == "the result cannot be shown")
        #expect(!account.isChangeUnfinished)
        account.close()
        try check(storage, 1...1, "one change")
    }

    /// The change has been made, and so have those after it.
    @Test func aSyncThatFailsIsAWarning() throws {
        var warned = 0
        for number in 1...20 {
            let storage = try MemoryStorage(Self.prepared.get())
            let course = run(on: FailingStorage(storage, failsAt: number, .refused))
            if course.warnings.isEmpty { continue }
            #expect(course.warnings.count == 1)
            #expect(course.made == Self.changes.count)
            try check(storage, course.made...course.made, "call \(number)")
            warned += 1
        }
        #expect(warned > 0)
    }
}
