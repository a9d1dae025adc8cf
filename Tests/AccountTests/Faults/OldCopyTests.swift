import Recipients
import Snapshots
import Storage
import Testing

@testable import Account

/// Somebody puts back an older copy of a manifest. Its checksum is right, but the log tells of a change that it lacks.
@Suite struct OldCopyTests {
    private let storage = MemoryStorage()
    /// The files after each change.
    private var states: [[StoragePath: [UInt8]]] = []

    init() throws {
        try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        let account = try Account.opened(storage)
        states.append(try storage.files())
        let changes: [() throws -> Void] = [
            { try account.importCSV("email\nanna@example.com\n", into: "News", new: true) },
            { try account.importCSV("email\nben@example.com\n", into: "Other", new: true) },
            { _ = try account.setBackup(false) },
            { _ = try account.unsubscribe("anna@example.com", from: "News") },
            { _ = try account.setRetention(TimeSpan(seconds: 86_400)) },
            { try account.importCSV("email\ncora@example.com\n", into: "Other") },
            { _ = try account.renameGroup("News", to: "Letters") },
        ]
        for change in changes {
            try change()
            states.append(try storage.files())
        }
    }

    /// Every manifest of every earlier state, in place of the one of the last.
    @Test func everyOldCopyIsNoticed() throws {
        let last = try #require(states.last)
        var cases = 0
        for path in last.keys where path.text.hasSuffix("account.json") || path.text.hasSuffix("group.json") {
            for state in states.dropLast() where state[path] != nil && state[path] != last[path] {
                var files = last
                files[path] = state[path]
                // What the old manifest refers to may still be there.
                for (other, bytes) in state where files[other] == nil { files[other] = bytes }
                cases += 1
                do {
                    let damaged = try Account.opened(MemoryStorage(files)).verify().damaged
                    #expect(damaged.map(\.file) == [path.text])
                } catch let failure as Failure {
                    #expect(failure.code == .damaged && failure.message.contains(path.text))
                }
            }
        }
        #expect(cases > 8)
    }

    @Test func whatASalvageMakesOfAnOldCopyIsWholeAndSaysSo() throws {
        for path in [StoreLayout.account, StoreLayout.manifest(ofGroup: 1)] {
            var files = try #require(states.last)
            files[path] = states[3][path]
            let new = MemoryStorage()
            var salvage = StoreSalvage(try MemoryStorage(files), new)
            let result = try salvage.run()
            #expect(result.lost.map(\.problem) == ["it is older than the last change in the log"])
            #expect(try Account.opened(new).verify().damaged == [])
            #expect(try Account.opened(new).groups().count == 2)
        }
    }
}
