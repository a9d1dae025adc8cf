import Recipients
import Snapshots
import Storage
import TestSupport
import Testing

@testable import Account

/// An account in memory, with the commands as short as tests want them.
struct TestAccount {
    let account: Account

    init() throws {
        account = try Account.open(StoreLocation(.memory))
        account.user = "kim"
        try account.beginStatement()
    }

    @discardableResult
    func importCSV(
        _ csv: String,
        into name: String,
        new: Bool = false,
        via interface: String? = nil,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> ImportResult {
        try importRows(
            .bytes(Array(csv.utf8), name: "test.csv"), into: ImportTarget(name, isNew: new), via: interface, change)
    }

    fileprivate func importRows(
        _ source: ImportSource,
        into target: ImportTarget,
        via interface: String? = nil,
        _ change: (inout ImportOptions) -> Void
    ) throws -> ImportResult {
        var options = ImportOptions()
        change(&options)
        try account.beginStatement()
        return try account.importRows(ImportRequest(source, into: target, options: options, via: interface))
    }

    @discardableResult
    func restore(_ id: Int, _ change: (inout RestoreRequest) -> Void = { _ in }) throws -> ImportResult {
        var request = RestoreRequest(.backup(.id(id)))
        change(&request)
        try account.beginStatement()
        return try account.restore(request)
    }

    @discardableResult
    func advance(days: Int64 = 0, seconds: Int64 = 0) throws -> [Int] {
        try account.beginStatement()
        return try account.advanceClock(by: TimeSpan(seconds: days * 86_400 + seconds))
    }

    /// The recipients of a group or a backup by address.
    func recipients(_ source: RecipientSource) throws -> [String: Recipient] {
        let reader = try account.recipients(of: source)
        var all: [String: Recipient] = [:]
        while let recipient = try reader.next() { all[recipient.email] = recipient }
        return all
    }

    func recipients(of name: String) throws -> [String: Recipient] {
        try recipients(.group(name))
    }

    func recipient(_ email: String, of name: String) throws -> Recipient? {
        try recipients(of: name)[email]
    }

    /// The value of a field of a group's own.
    func value(_ field: String, of email: String, in name: String) throws -> String? {
        let reader = try account.recipients(of: .group(name))
        let index = try #require(reader.fields.firstIndex(of: field))
        while let recipient = try reader.next() {
            if recipient.email == email { return recipient.values[index] }
        }
        Issue.record("\(email) is not in \(name)")
        return nil
    }

    func status(of email: String, in name: String) throws -> Status? {
        try recipient(email, of: name)?.status
    }

    /// Everything that is in the store's files.
    func wholeStore(_ folder: StoragePath = StoragePath("")) throws -> String {
        let storage = account.store.storage
        return try storage.list(folder).map { entry in
            let path = folder.appending(entry.name)
            if entry.isFolder { return try wholeStore(path) }
            let mapped = try storage.map(path)
            return String(decoding: mapped.array, as: UTF8.self)
        }.joined()
    }

    var backupIDs: [Int] {
        get throws { try account.backups().map(\.id).sorted() }
    }
}

/// Expects that something fails with a code, and gives the failure.
@discardableResult
func expectFailure<Result>(
    _ code: ErrorCode,
    _ location: SourceLocation = #_sourceLocation,
    _ body: () throws -> Result
) -> Failure? {
    do {
        _ = try body()
        Issue.record("expected \(code.rawValue), but nothing failed", sourceLocation: location)
        return nil
    } catch let failure as Failure {
        #expect(failure.code == code, "\(failure.message)", sourceLocation: location)
        return failure
    } catch {
        Issue.record("expected \(code.rawValue), not \(error)", sourceLocation: location)
        return nil
    }
}

func instant(_ text: String) throws -> Instant {
    try #require(Instant(text))
}

extension ImportResult {
    /// How many rows the remarks of a kind are about.
    func rows(_ code: Remark.Code) -> Int {
        remarks.filter { $0.code == code }.reduce(0) { $0 + $1.rows }
    }
}

extension TestAccount {
    /// Imports a small file that something is odd about into the group A.
    @discardableResult
    func importFixture(
        _ name: String,
        isNew: Bool = true,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> ImportResult {
        try importFile(
            "\(Repository.root.path)/Tests/AccountTests/Fixtures/reading/\(name)", into: "A", isNew: isNew, change)
    }

    @discardableResult
    func importFile(
        _ path: String,
        into name: String,
        isNew: Bool = false,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> ImportResult {
        try importRows(.file(path: path), into: ImportTarget(name, isNew: isNew), change)
    }
}

extension UserFile {
    /// All that is in it.
    func wholeBytes() throws -> [UInt8] {
        let file = try open()
        var bytes = [UInt8](repeating: 0, count: file.size)
        var count = 0
        while count < bytes.count {
            let read = try bytes.withUnsafeMutableBytes { buffer in
                var source: any InputFile = file
                return try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            }
            if read == 0 { break }
            count += read
        }
        return Array(bytes[..<count])
    }
}
