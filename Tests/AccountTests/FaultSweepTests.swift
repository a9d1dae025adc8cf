import Recipients
import Testing

@testable import Account
@testable import Snapshots

/// For each command the Nth call that changes the storage fails, N = 1, 2, … until none does. Afterwards the store opens to
/// the state before the command or after it, and nothing is damaged.
@Suite struct FaultSweepTests {
    struct Command: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let run: @Sendable (Account) throws -> Void
    }

    static let commands = [
        Command(testDescription: "import") { account in
            try importCSV("email,city,shoe\nanna@example.com,Bonn,42\nzoe@example.com,Ulm,\n", into: "News", account)
        },
        Command(testDescription: "import replace") { account in
            try importCSV("email\nzoe@example.com\n", into: "News", account) { $0.mode = .replace }
        },
        Command(testDescription: "import into new") { account in
            try importCSV("email\nzoe@example.com\n", into: "Other", new: true, account)
        },
        Command(testDescription: "restore") { _ = try $0.restore(RestoreRequest(.backup(.id(2)))) },
        Command(testDescription: "restore a deleted group") { _ = try $0.restore(RestoreRequest(.backup(.id(5)))) },
        Command(testDescription: "delete group") { _ = try $0.deleteGroup("News") },
        Command(testDescription: "add") { _ = try $0.addRecipient("ben@example.com", to: "News", values: []) },
        Command(testDescription: "remove") { _ = try $0.removeRecipient("anna@example.com", from: "News") },
        Command(testDescription: "erase") { _ = try $0.erase("anna@example.com") },
        Command(testDescription: "record") {
            _ = try $0.record(.click, of: "anna@example.com", in: "News", at: nil, campaign: nil)
        },
        Command(testDescription: "set backup") { _ = try $0.setBackup(false) },
        Command(testDescription: "set retention") { _ = try $0.setRetention(TimeSpan(seconds: 86_400)) },
        Command(testDescription: "clock advance") { _ = try $0.advanceClock(by: TimeSpan(seconds: 31 * 86_400)) },
    ]

    private static func importCSV(
        _ csv: String,
        into name: String,
        new: Bool = false,
        _ account: Account,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws {
        var options = ImportOptions()
        change(&options)
        _ = try account.importRows(
            ImportRequest(
                .bytes(Array(csv.utf8), name: "t.csv"), into: ImportTarget(name, isNew: new), options: options))
    }

    /// A store with a group, changes, activity and a deleted group.
    private static func prepare(_ storage: any Storage) throws {
        try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        let account = try open(storage)
        try importCSV("email,city\nanna@example.com,Berlin\ncora@example.com,Rom\n", into: "News", new: true, account)
        for round in 0..<2 { try importCSV("email,city\nanna@example.com,Bonn \(round)\n", into: "News", account) }
        _ = try account.record(.open, of: "anna@example.com", in: "News", at: nil, campaign: nil)
        try importCSV("email\nden@example.com\n", into: "Old", new: true, account)
        _ = try account.deleteGroup("Old")
    }

    private static func open(_ storage: any Storage) throws -> Account {
        let account = Account(try Store(storage), StoreLocation(.memory))
        try account.beginStatement()
        return account
    }

    /// Everything that can be seen of an account.
    private static func snapshot(_ account: Account) throws -> [String] {
        var lines = ["\(account.settings)"]
        for group in try account.groups() {
            lines.append("\(group)")
            lines += try account.activity(of: group.name).map { "\($0)" }
            lines += try people(account, .group(group.name))
        }
        for backup in try account.backups() {
            lines.append("\(backup)")
            lines += try people(account, .backup(.id(backup.id)))
        }
        return lines + (try account.log().map { "\($0)" })
    }

    private static func people(_ account: Account, _ source: RecipientSource) throws -> [String] {
        let reader = try account.recipients(of: source)
        var all: [String] = []
        while let recipient = try reader.next() { all.append("\(recipient)") }
        return all
    }

    @Test(arguments: commands, FailingStorage.Fault.allCases)
    func everyFaultLeavesTheOldStateOrTheNew(command: Command, fault: FailingStorage.Fault) throws {
        let reference = MemoryStorage()
        try Self.prepare(reference)
        let before = try Self.snapshot(try Self.open(reference))
        let unharmed = try Self.open(reference)
        try command.run(unharmed)
        let after = try Self.snapshot(try Self.open(reference))

        for number in 1...100 {
            let storage = MemoryStorage()
            try Self.prepare(storage)
            let failing = FailingStorage(storage, failsAt: number, fault)
            let account = try Self.open(failing)
            let result = Result { try command.run(account) }
            let found = try Self.snapshot(try Self.open(storage))
            let place = "\(command.testDescription), \(fault), call \(number)"
            // An acknowledged command has happened; a failed one has not, or has and only its aftermath failed.
            if case .success = result {
                #expect(found == after, "\(place): \(found.difference(from: after))")
            } else {
                #expect(found == before || found == after, "\(place): \(found.difference(from: after))")
            }
            #expect(try Self.open(storage).verify().damaged.isEmpty, "\(place)")
            // The next writer mends what was left, and everything is still whole.
            let next = try Self.open(storage)
            _ = try next.purge()
            #expect(next.store.account.unfinishedErasure == nil, "\(place)")
            #expect(try next.verify().damaged.isEmpty, "\(place)")
            if !failing.hasFailed {
                #expect(number > 1, "\(place): no fault was injected")
                return
            }
        }
        Issue.record("\(command.testDescription) makes more than 100 calls")
    }
}

/// Lets the Nth call that changes a storage fail, once or from then on.
final class FailingStorage: Storage {
    enum Fault: CaseIterable, Sendable {
        /// The call does nothing and fails.
        case refused
        /// An append writes half of its bytes and fails; other calls do nothing.
        case torn
        /// All later calls fail as well, as on a full disk.
        case fromThenOn
    }

    private let base: any Storage
    private let fault: Fault
    private var remaining: Int
    private(set) var hasFailed = false

    init(_ base: any Storage, failsAt number: Int, _ fault: Fault) {
        self.base = base
        self.fault = fault
        remaining = number
    }

    fileprivate func check(_ path: StoragePath) throws(StorageError) {
        remaining -= 1
        guard remaining == 0 || (remaining < 0 && fault == .fromThenOn) else { return }
        hasFailed = true
        throw .system(operation: "write", path: path, errno: 28)
    }

    func map(_ path: StoragePath) throws(StorageError) -> MappedBytes { try base.map(path) }

    func version(of path: StoragePath) throws(StorageError) -> FileVersion? { try base.version(of: path) }

    func create(_ path: StoragePath) throws(StorageError) -> any StorageWriter {
        try check(path)
        return Writer(self, path, try base.create(path))
    }

    func append(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        do throws(StorageError) {
            try check(path)
        } catch {
            if fault == .torn {
                try base.append(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count / 2)]), to: path)
            }
            throw error
        }
        try base.append(bytes, to: path)
    }

    func replace(_ path: StoragePath, with bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try check(path)
        try base.replace(path, with: bytes)
    }

    func remove(_ path: StoragePath) throws(StorageError) {
        try check(path)
        try base.remove(path)
    }

    func removeFolder(_ path: StoragePath) throws(StorageError) { try base.removeFolder(path) }

    func list(_ folder: StoragePath) throws(StorageError) -> [StorageEntry] { try base.list(folder) }

    func lock() throws(StorageError) { try base.lock() }

    func unlock() { base.unlock() }

    private final class Writer: StorageWriter {
        private let storage: FailingStorage
        private let path: StoragePath
        private let base: any StorageWriter

        init(_ storage: FailingStorage, _ path: StoragePath, _ base: any StorageWriter) {
            self.storage = storage
            self.path = path
            self.base = base
        }

        func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
            try storage.check(path)
            try base.write(bytes)
        }

        func finish() throws(StorageError) {
            try storage.check(path)
            try base.finish()
        }

        func finishTemporary() throws(StorageError) { try base.finishTemporary() }

        func abandon() { base.abandon() }
    }
}
