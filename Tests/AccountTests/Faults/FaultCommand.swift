import Recipients
import Snapshots
import Testing

@testable import Account

/// A command that the fault sweeps try, and the store that it is tried on.
struct FaultCommand: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let run: @Sendable (Account) throws -> Void

    private init(_ name: String, _ run: @escaping @Sendable (Account) throws -> Void) {
        testDescription = name
        self.run = run
    }

    static let all = [
        Self("import") { account in
            try account.importCSV("email,city,shoe\nanna@example.com,Bonn,42\nzoe@example.com,Ulm,\n", into: "News")
        },
        Self("import add") { try $0.importCSV("email\nzoe@example.com\n", into: "News") { $0.mode = .add } },
        Self("import update") { account in
            try account.importCSV("email,city\nanna@example.com,Kiel\n", into: "News") { $0.mode = .update }
        },
        Self("import replace") { try $0.importCSV("email\nzoe@example.com\n", into: "News") { $0.mode = .replace } },
        Self("import nothing") { try $0.importCSV("email\n", into: "News") },
        Self("import into new") { try $0.importCSV("email\nzoe@example.com\n", into: "Other", new: true) },
        Self("import that compacts") { try $0.importCSV("email,city\nanna@example.com,Ulm\n", into: "Stack") },
        Self("restore by merge") { _ = try $0.restore(RestoreRequest(.backup(.id(2)))) },
        Self("restore by reference") { _ = try $0.restore(RestoreRequest(.backup(.id(5)))) },
        Self("restore replace") { account in
            var request = RestoreRequest(.backup(.id(2)))
            request.mode = .replace
            _ = try account.restore(request)
        },
        Self("delete group") { _ = try $0.deleteGroup("News") },
        Self("delete group without a backup") { _ = try $0.deleteGroup("Bare", via: "api") },
        Self("create group") { _ = try $0.createGroup("Created", fields: ["city"]) },
        Self("rename group") { _ = try $0.renameGroup("News", to: "Renamed") },
        Self("add") { _ = try $0.addRecipient("ben@example.com", to: "News", values: []) },
        Self("update") { account in
            let value = FieldValue(field: "city", text: "Köln")
            _ = try account.updateRecipient("anna@example.com", of: "News", values: [value])
        },
        Self("remove") { _ = try $0.removeRecipient("anna@example.com", from: "News") },
        Self("unsubscribe") { _ = try $0.unsubscribe("anna@example.com", from: "News") },
        Self("erase") { _ = try $0.erase("anna@example.com") },
        Self("record") { _ = try $0.record(.click, of: "anna@example.com", in: "News", at: nil, campaign: nil) },
        Self("set backup") { _ = try $0.setBackup(false) },
        Self("set backup for a group") { _ = try $0.setBackup(false, for: "News") },
        Self("set retention") { _ = try $0.setRetention(TimeSpan(seconds: 86_400)) },
        Self("clock advance") { _ = try $0.advanceClock(by: TimeSpan(seconds: 31 * 86_400)) },
        Self("purge") { _ = try $0.purge() },
    ]

    /// A store with a group that has changes and activity, a deleted one, a stack that the next import compacts, and
    /// backups of two days.
    private static let prepared: Result<[StoragePath: [UInt8]], any Error> = Result {
        let storage = MemoryStorage()
        try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        let account = try Account.opened(storage)
        try account.importCSV("email,city\nanna@example.com,Berlin\ncora@example.com,Rom\n", into: "News", new: true)
        for round in 0..<2 { try account.importCSV("email,city\nanna@example.com,Bonn \(round)\n", into: "News") }
        _ = try account.record(.open, of: "anna@example.com", in: "News", at: nil, campaign: nil)
        try account.importCSV("email\nden@example.com\n", into: "Old", new: true)
        _ = try account.deleteGroup("Old")
        _ = try account.setBackup(false)
        try account.importCSV("email\neve@example.com\n", into: "Bare", new: true)
        let people = (0..<3).map { "p\($0)@example.com,Berlin\n" }.joined()
        try account.importCSV("email,city\n" + people, into: "Stack", new: true)
        for round in 0..<7 { try account.importCSV("email,city\nanna@example.com,Bonn \(round)\n", into: "Stack") }
        _ = try account.setBackup(true)
        _ = try account.advanceClock(by: TimeSpan(seconds: 2 * 86_400))
        try account.importCSV("email,city\ncora@example.com,Genf\n", into: "News")
        try storage.replace(StoreLayout.segment(99, ofGroup: 1), with: Array("what a crash left behind".utf8))
        try storage.replace(StoragePath("groups/0001/group.json.new"), with: Array("and this".utf8))
        return try storage.files()
    }

    static func prepare() throws -> MemoryStorage {
        try MemoryStorage(prepared.get())
    }
}

extension Account {
    static func opened(_ storage: any Storage) throws -> Account {
        let account = Account(try Store(storage), StoreLocation(.memory))
        try account.beginStatement()
        return account
    }

    func importCSV(
        _ csv: String,
        into name: String,
        new: Bool = false,
        via interface: String? = nil,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws {
        var options = ImportOptions()
        change(&options)
        _ = try importRows(
            ImportRequest(
                .bytes(Array(csv.utf8), name: "t.csv"), into: ImportTarget(name, isNew: new), options: options,
                via: interface))
    }

    /// Everything that can be seen of an account.
    func snapshot() throws -> [String] {
        var lines = ["\(settings)"]
        for group in try groups() {
            lines.append("\(group)")
            lines += try activity(of: group.name).map { "\($0)" }
            lines += try people(.group(group.name))
        }
        for backup in try backups() {
            lines.append("\(backup)")
            lines += try people(.backup(.id(backup.id)))
        }
        // When segments are trimmed is no part of what users see.
        let log = try log().filter { $0.action != "compact" }
        return lines + log.map { "\($0.at) \($0.action) \($0.group ?? "") \($0.backup ?? 0) \($0.note ?? "")" }
    }

    /// The recipients of a source, a line each.
    func people(_ source: RecipientSource) throws -> [String] {
        let reader = try recipients(of: source)
        var all: [String] = []
        while let recipient = try reader.next() { all.append("\(recipient)") }
        return all
    }
}

extension Storage {
    /// Every file with its bytes.
    func files(_ folder: StoragePath = StoragePath("")) throws -> [StoragePath: [UInt8]] {
        var found: [StoragePath: [UInt8]] = [:]
        for entry in try list(folder) {
            let path = folder.appending(entry.name)
            if entry.isFolder {
                found.merge(try files(path)) { first, _ in first }
            } else {
                found[path] = try map(path).array
            }
        }
        return found
    }
}

extension MemoryStorage {
    convenience init(_ files: [StoragePath: [UInt8]]) throws {
        self.init()
        for (path, bytes) in files { try replace(path, with: bytes) }
    }
}
