import CommandLanguage
import Recipients
import Snapshots
import Storage
import TestSupport
import Testing

@testable import Account

/// A command that the fault sweeps try, and the store that it is tried on.
struct FaultCommand: Sendable, CustomTestStringConvertible {
    let verb: Verb
    let testDescription: String
    /// Whether it only reads the store.
    let isReading: Bool
    private let startsFromFirstFormat: Bool
    /// Runs the command and gives what it answers.
    let run: @Sendable (Account) throws -> String

    private init(
        _ verb: Verb,
        _ detail: String = "",
        isReading: Bool = false,
        startsFromFirstFormat: Bool = false,
        _ run: @escaping @Sendable (Account) throws -> any Sendable
    ) {
        self.verb = verb
        self.isReading = isReading
        self.startsFromFirstFormat = startsFromFirstFormat
        testDescription = detail.isEmpty ? verb.rawValue : "\(verb.rawValue) \(detail)"
        self.run = { "\(try run($0))" }
    }

    static let all = changing + migrating + reading

    static let changing = [
        Self(.importRows) { account in
            try account.importCSV("email,city,shoe\nanna@example.com,Bonn,42\nzoe@example.com,Ulm,\n", into: "News")
        },
        Self(.importRows, "add") { try $0.importCSV("email\nzoe@example.com\n", into: "News") { $0.mode = .add } },
        Self(.importRows, "update") { account in
            try account.importCSV("email,city\nanna@example.com,Kiel\n", into: "News") { $0.mode = .update }
        },
        Self(.importRows, "replace") { account in
            try account.importCSV("email\nzoe@example.com\n", into: "News") { $0.mode = .replace }
        },
        Self(.importRows, "nothing") { try $0.importCSV("email\n", into: "News") },
        Self(.importRows, "into new") { try $0.importCSV("email\nzoe@example.com\n", into: "Other", new: true) },
        Self(.importRows, "that compacts") { try $0.importCSV("email,city\nanna@example.com,Ulm\n", into: "Stack") },
        Self(.importRows, "with rejects") { account in
            try written { path in
                _ = try account.importCSV("email\nzoe@example.com\nnobody\n", into: "News") {
                    $0.rejects = UserFile(path)
                }
            }
        },
        Self(.importRows, "that the guard refuses") { account in
            do throws(Failure) {
                // Long enough for a segment to be begun.
                let text = String(repeating: "x", count: 4000)
                let rows = (0..<20).map { "m\($0)@example.com,\(text)\n" }.joined()
                return "\(try account.importCSV("email,city\n" + rows, into: "Many") { $0.guardAction = .refuse })"
            } catch {
                guard error.code == .suspicious else { throw error }
                return error.message
            }
        },
        Self(.undo) { try undone(.backup(.id(6)), in: $0) },
        Self(.undo, "of which nothing is left") { try undone(.backup(.id(2)), in: $0) },
        Self(.undo, "of a deletion") { try undone(.backup(.id(5)), in: $0) },
        Self(.undo, "that deletes the group") { try undone(.backup(.id(7)), in: $0) },
        Self(.redo) { try undone(.undo, in: $0) },
        Self(.restore, "by merge") { try $0.restore(RestoreRequest(.backup(.id(2)))) },
        Self(.restore, "by reference") { try $0.restore(RestoreRequest(.backup(.id(5)))) },
        Self(.restore, "replace") { account in
            var request = RestoreRequest(.backup(.id(2)))
            request.mode = .replace
            return try account.restore(request)
        },
        Self(.deleteGroup) { try $0.deleteGroup("News").withoutDamage },
        Self(.deleteGroup, "without a backup") { try $0.deleteGroup("Bare", via: "api") },
        Self(.createGroup) { try $0.createGroup("Created", fields: ["city"]) },
        Self(.renameGroup) { try $0.renameGroup("News", to: "Renamed") },
        Self(.addRecipient) { try $0.addRecipient("ben@example.com", to: "News", values: []) },
        Self(.updateRecipient) { account in
            let value = FieldValue(field: "city", text: "Köln")
            return try account.updateRecipient("anna@example.com", of: "News", values: [value])
        },
        Self(.removeRecipient) { try $0.removeRecipient("anna@example.com", from: "News") },
        Self(.unsubscribe) { try $0.unsubscribe("anna@example.com", from: "News") },
        Self(.eraseRecipient) { account in
            let result = try account.erase("anna@example.com")
            if let first = result.damaged.first { throw Failure(.damaged, first.problem) }
            return result
        },
        Self(.record) { account in
            try account.record(.click, of: "anna@example.com", in: "News", at: nil, campaign: nil).email
        },
        Self(.setBackup) { try $0.setBackup(false) },
        Self(.setBackup, "for a group") { try $0.setBackup(false, for: "News") },
        Self(.setRetention) { try $0.setRetention(TimeSpan(seconds: 86_400)) },
        Self(.setGuard) { account in
            try account.setGuard(.refuse)
            return true
        },
        Self(.setTimeZone) { account in
            _ = try account.setTimeZone("Europe/Berlin")
            return true
        },
        Self(.clockAdvance) { try $0.advanceClock(by: TimeSpan(seconds: 31 * 86_400)) },
        Self(.clockSet) {
            try $0.setClock(to: Clock.simulatedStart.advanced(by: TimeSpan(seconds: 40 * 86_400)) ?? .latest)
        },
        // How much it frees depends on what could be removed.
        Self(.purge) { try $0.purge().expired },
    ]

    /// The first change of a store brings it to the current format.
    static let migrating = [
        Self(.createGroup, "in an older format", startsFromFirstFormat: true) { try $0.createGroup("Created") },
        Self(.record, "in an older format", startsFromFirstFormat: true) { account in
            try account.record(.click, of: "anna@example.com", in: "News", at: nil, campaign: nil).email
        },
        Self(.clockAdvance, "in an older format", startsFromFirstFormat: true) { account in
            try account.advanceClock(by: TimeSpan(seconds: 61 * 86_400))
        },
    ]

    /// What only reads, or writes files outside of the store.
    static let reading = [
        Self(.exportGroup, isReading: true) { account in
            try written { _ = try account.export(.group("News"), to: ExportTarget(UserFile($0))) }
        },
        Self(.download, isReading: true) { account in
            try written { _ = try account.export(.backup(.id(2)), to: ExportTarget(UserFile($0), format: .jsonl)) }
        },
        Self(.compare, isReading: true) { account in
            let comparison = try account.compare(.backup(.id(2)), with: .group("News"))
            return "\(comparison.counts) \(Array(comparison))"
        },
        Self(.showGroup, isReading: true) { "\(try $0.group("News")) \(try $0.fields(of: "News"))" },
        Self(.showBackup, isReading: true) { "\(try $0.backup(.id(2))) \(try $0.people(.backup(.id(2))))" },
        Self(.showRecipient, isReading: true) { try $0.recipient("anna@example.com", of: "News") },
        Self(.showSettings, isReading: true) { $0.settings },
        Self(.showStore, isReading: true) { try $0.storeInfo() },
        Self(.clock, isReading: true) { $0.clock },
        Self(.timeline, isReading: true) { try $0.timeline() },
        Self(.verify, isReading: true) { account in
            let result = try account.verify()
            if let first = result.damaged.first { throw Failure(.damaged, first.problem) }
            return result
        },
    ]

    /// Commands that neither change nor read the store by themselves.
    static let exempt: [Verb: String] = [
        .run: "runs other statements", .help: "reads nothing", .history: "reads the shell's own file",
        .clockReset: "is for the system's clock: ClockTests has it", .quit: "ends the program",
        .exit: "ends the program", .setFormat: "is about the program's output alone",
    ]

    /// What an undo did. Who had made the change is told if the log can be read.
    private static func undone(_ target: UndoTarget, in account: Account) throws -> String {
        let result = try account.undo(UndoRequest(target))
        return "\(result.group) \(result.counts) \(result.keptRows) \(result.kept)"
    }

    /// What a command writes to a file; one that fails leaves none.
    private static func written(_ body: (_ path: String) throws -> Void) throws -> String {
        let folder = try TemporaryFolder()
        do {
            try body(folder.path + "/file")
            return try folder.read("file")
        } catch {
            #expect(try folder.tree() == [])
            throw error
        }
    }

    func prepare() throws -> MemoryStorage {
        guard startsFromFirstFormat else { return try Self.prepare() }
        return try MemoryStorage(Fixture.files(ofFormat: 1))
    }

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
        let many = (0..<20).map { "m\($0)@example.com,City \($0)\n" }.joined()
        try account.importCSV("email,city\n" + many, into: "Many", new: true)
        _ = try account.setBackup(true)
        _ = try account.advanceClock(by: TimeSpan(seconds: 2 * 86_400))
        try account.importCSV("email,city\ncora@example.com,Genf\n", into: "News")
        try account.importCSV("email,city\nulla@example.com,Wien\n", into: "Undone", new: true)
        try account.importCSV("email,city\nulla@example.com,Graz\n", into: "Undone")
        _ = try account.undo(UndoRequest(.newest))
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

    @discardableResult
    func importCSV(
        _ csv: String,
        into name: String,
        new: Bool = false,
        via interface: String? = nil,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws(Failure) -> ImportResult {
        var options = ImportOptions()
        change(&options)
        return try importRows(
            ImportRequest(
                .bytes(Array(csv.utf8), name: "t.csv"), into: ImportTarget(name, isNew: new), options: options,
                via: interface))
    }

    /// Everything that can be seen of an account.
    func snapshot() throws -> [String] {
        var lines = ["\(settings)"]
        for group in try groups() {
            // How much room it takes is not part of what happened to it.
            lines.append(
                "\(group.name) \(group.counts) \(group.ownSetting) \(group.backups) \(group.created) \(group.fields)")
            lines += try activity(of: group.name).map { "\($0)" }
            lines += try people(.group(group.name))
        }
        for backup in try backups() {
            lines.append("\(backup)")
            lines += try people(.backup(.id(backup.id)))
        }
        // When segments are trimmed is not part of what users see.
        let log = try log().filter { $0.action != .compact }
        return lines + log.map { "\($0.at) \($0.action.rawValue) \($0.group ?? "") \($0.backup ?? 0) \($0.note ?? "")" }
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

extension DeletionResult {
    /// The result as if the group could be read: a group that cannot counts as damaged.
    fileprivate var withoutDamage: DeletionResult {
        DeletionResult(group: group, recipients: recipients, kept: kept, isDamaged: false)
    }
}
