import CommandLanguage
import Recipients
import Storage
import StoreTestSupport
import Synchronization
import TestSupport
import Testing

@testable import Account
@testable import PostgresStorage

/// Commands on a server: calls of the storage fail, and connections are cut, late, or say things twice. Afterwards the
/// account is what it was or what it should be, and the program says which.
@Suite(.enabled(if: TestServer.isInstalled)) struct ServerFaultTests {
    /// A new account with the files that a command is tried on.
    private func prepare(_ command: FaultCommand) throws -> (name: String, storage: PostgresStorage) {
        let name = TestServer.uniqueName()
        let storage = try ServerStorage.make(name)
        let step = try storage.beginSwitch()
        for (path, bytes) in try command.prepare().files() { try step.add(path, bytes) }
        try step.commit()
        return (name, storage)
    }

    /// The fault sweep of the other storages; a quick run tries some of the calls.
    @Test(arguments: FaultCommand.changing, [FailingStorage.Fault.refused, .late])
    func everyFaultLeavesTheOldStateOrTheNew(command: FaultCommand, fault: FailingStorage.Fault) throws {
        let reference = try FaultReference.of(command)
        for number in FaultCount.numbers(every: 7) {
            let (_, storage) = try prepare(command)
            let failing = FailingStorage(storage, failsAt: number, fault)
            let result = Result { try command.run(Account.opened(failing)) }
            storage.unlock()
            try reference.check(storage, result, "\(command.testDescription), \(fault), call \(number)")
            storage.unlock()
            if !failing.hasFailed { return }
        }
        Issue.record("\(command.testDescription) makes too many calls")
    }

    private static let verbs: Set<Verb> = [
        .importRows, .restore, .undo, .deleteGroup, .eraseRecipient, .record, .purge,
    ]
    private static let commands = FaultCommand.changing.filter {
        verbs.contains($0.verb) && !$0.testDescription.contains(" ")
    }

    @Test(arguments: commands, ServerProxy.Fault.allCases)
    func everyMessageMayBeCutLateOrDoubled(command: FaultCommand, fault: ServerProxy.Fault) throws {
        let reference = try FaultReference.of(command)
        let server = try ServerStorage.server.get()
        // What is late takes its time.
        let step = fault == .requestCut ? 1 : fault == .requestLate || fault == .answerLate ? 6 : 9
        var cases = 0
        for number in FaultCount.numbers(every: step) {
            let (name, storage) = try prepare(command)
            let proxy = try ServerProxy(to: server, fault, at: number)
            let result = Result {
                let session = PostgresSession(
                    try ServerAddress(proxy.address), account: name, patience: ServerProxy.patience)
                let reached = try PostgresStorage(session)
                // So that even small segments come in blocks.
                reached.wholeBytes = 0
                defer { reached.unlock() }
                return try command.run(Account.opened(reached))
            }
            // What is on its way has arrived when the proxy is gone, and whoever lost the server keeps the lock for a
            // while.
            let hasFired = proxy.hasFired
            proxy.close()
            try server.sql("update cbs.accounts set lease = null, token = null where account = '\(name)'")
            try storage.look()
            let place = "\(command.testDescription), \(fault), message \(number)"
            try reference.check(storage, result, place)
            if case .failure(let failure as Failure) = result {
                #expect([.storage, .outcomeUnknown, .locked].contains(failure.code), "\(place): \(failure)")
                if fault != .answerCutForGood { #expect(failure.code != .outcomeUnknown, "\(place): \(failure)") }
            }
            storage.unlock()
            guard hasFired else { break }
            cases += 1
        }
        #expect(cases > 0, "\(command.testDescription), \(fault): nothing was met")
        FaultCount.add(cases, "messages that were cut, late or doubled")
    }
}
