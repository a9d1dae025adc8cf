import Recipients
import Snapshots
import Storage
import Testing

@testable import Account

/// Manifests with a right checksum that say what cannot be. None traps; each is named as damage.
@Suite struct HostileManifestTests {
    private let files: [StoragePath: [UInt8]]
    private static let path = StoreLayout.manifest(ofGroup: 1)

    init() throws {
        let storage = MemoryStorage()
        try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        let account = try Account.opened(storage)
        try account.importCSV("email,city\nanna@example.com,Rom\n", into: "News", new: true)
        try account.importCSV("email,city\nanna@example.com,Bonn\n", into: "News")
        try account.importCSV("email\nben@example.com\n", into: "Other", new: true)
        files = try storage.files()
    }

    /// The bytes of a file with a text replaced and the checksum made right again.
    private func forged(_ path: StoragePath, _ old: String, _ new: String) throws -> [UInt8] {
        let text = String(decoding: try #require(files[path]), as: UTF8.self)
        #expect(text.contains(old), "\(old) is not in \(text)")
        let rest = Array(text.replacing(old, with: new, maxReplacements: 1).dropFirst(31).dropLast().utf8)
        let checksum = rest.withUnsafeBytes { Checksum(of: $0) }
        return Array("{\"checksum\":\"\(checksum)\",".utf8) + rest + [UInt8(ascii: "\n")]
    }

    static let forgeries = [
        ("\"active\":1", "\"active\":-1"), ("\"active\":1", "\"active\":9223372036854775807"),
        ("\"inactive\":0", "\"inactive\":-9223372036854775808"), ("\"nextSegment\":3", "\"nextSegment\":0"),
        ("\"nextSegment\":3", "\"nextSegment\":9223372036854775807"), ("\"nextSegment\":3", "\"nextSegment\":2"),
        ("\"segments\":[1,2]", "\"segments\":[1,2,3]"), ("\"segments\":[1,2]", "\"segments\":[1,1]"),
        ("\"segments\":[1,2]", "\"segments\":[2,1,2]"), ("\"segments\":[1,2]", "\"segments\":[-1]"),
        ("\"number\":2,\"rows\"", "\"number\":1,\"rows\""), ("\"number\":2,\"rows\"", "\"number\":-2,\"rows\""),
        ("\"rows\":1", "\"rows\":-1"), ("\"rows\":1", "\"rows\":9223372036854775807"),
        ("[{\"bytes\":", "[{\"bytes\":-"),
        ("\"number\":1,\"segments\":[{", "\"number\":7,\"segments\":[{"),
        ("\"fields\":[\"city\"]", "\"fields\":[\"shoe\"]"),
        ("\"columns\":[\"city\"]", "\"columns\":[\"city\",\"city\"]"), ("\"columns\":[\"city\"]", "\"columns\":[]"),
        ("\"created\":\"2026", "\"created\":\"99999"), ("\"activityFile\":0", "\"activityFile\":-1"),
        ("\"activity\":{\"bytes\":0", "\"activity\":{\"bytes\":-1"), ("\"records\":0", "\"records\":1"),
        ("\"activity\":{", "\"activities\":{"),
        ("\"id\":1,", "\"id\":9223372036854775807,"), ("\"id\":2,", "\"id\":1,"), ("\"id\":1,", "\"id\":3,"),
        ("\"sequence\":1", "\"sequence\":-1"), ("\"name\":\"News\",\"nextSegment\"", "\"name\":\"\",\"nextSegment\""),
        ("\"format\":3", "\"format\":1"), ("\"epoch\":", "\"epoch\":-"),
        ("\"epoch\":", "\"epoch\":922337203685477580"), ("\"write\":\"", "\"write\":\"x"),
        ("\"expired\":[]", "\"expired\":{}"),
    ]

    @Test(arguments: forgeries) func aForgedGroupManifestIsNamed(old: String, new: String) throws {
        var damaged = files
        damaged[Self.path] = try forged(Self.path, old, new)
        let account = try Account.opened(MemoryStorage(damaged))
        let found = try account.verify().damaged
        // Two groups with the same backup: one of them is wrong, and nobody knows which.
        #expect(found.contains { $0.file.hasSuffix("group.json") }, "\(new)")
        expectFailure(.damaged) { try account.groups() }
        if new != "\"id\":3," {
            #expect(try account.people(.group("Other")).count == 1)
            try account.importCSV("email\ncora@example.com\n", into: "Other")
        }
    }

    @Test(arguments: [
        ("\"retentionSeconds\":2592000", "\"retentionSeconds\":0"),
        ("\"retentionSeconds\":2592000", "\"retentionSeconds\":9223372036854775807"),
        ("\"highestBackup\":0", "\"highestBackup\":9223372036854775807"),
        ("\"highestGroup\":0", "\"highestGroup\":1099511627776"), ("\"highestGroup\":0", "\"highestGroup\":-1"),
        ("\"removedGroups\":\"\"", "\"removedGroups\":\"5-1\""),
        ("\"removedGroups\":\"\"", "\"removedGroups\":\"1-99999999999999\""),
        ("\"simulatedNow\":\"2026", "\"simulatedNow\":\"-2026"), ("\"epoch\":", "\"epoch\":922337203685477580"),
        ("\"identity\":\"", "\"identity\":\"x"),
        (
            "\"removedGroups\":",
            "\"pendingErasures\":[{\"files\":[\"groups/../../x\"],\"hash\":\"0123456789abcdef\"}],\"removedGroups\":"
        ), ("\"removedGroups\":", "\"pendingErasures\":[{\"hash\":\"1\"}],\"removedGroups\":"),
        ("\"key\":\"", "\"key\":\"7"), ("\"dates\":{", "\"dates\":{\"7\":\"2026-01-01T00:00:00Z\""),
    ])
    func aForgedAccountIsNamed(old: String, new: String) throws {
        var damaged = files
        damaged[StoreLayout.account] = try forged(StoreLayout.account, old, new)
        let failure = expectFailure(.damaged) { try Account.opened(MemoryStorage(damaged)) }
        #expect(failure?.message.contains("account.json") == true)
    }

    /// A line of the log, with a right checksum, about a backup with the highest number there is.
    @Test func aForgedLineOfTheLogIsNamed() throws {
        var damaged = files
        var lines = try #require(files[StoreLayout.log]).split(separator: UInt8(ascii: "\n")).map { Array($0 + [10]) }
        try #require(lines.count > 2)
        var entry = try #require(lines[1].withUnsafeBytes { LogEntry(line: $0) })
        entry.backup = .max
        lines[1] = ChecksummedJSON.encode(entry)
        #expect(lines[1].withUnsafeBytes { LogEntry(line: $0) } == nil)
        damaged[StoreLayout.log] = Array(lines.joined())
        // While a group is damaged, the log says which backups there were.
        damaged[Self.path] = Array("{}\n".utf8)
        let account = try Account.opened(MemoryStorage(damaged))
        try account.importCSV("email\ncora@example.com\n", into: "Other")
        expectFailure(.damaged) { try account.log() }
        #expect(try account.verify().damaged.contains { $0.file == StoreLayout.log.text })
    }

    // MARK: Newer formats

    /// The second one also has another name for the member that comes next, which must be there in this version.
    private static let newerFormats = [
        ("\"format\":3", "\"format\":4"), ("\"format\":3,\"h", "\"format\":4,\"newH"),
    ]

    private func expectNewer(_ path: StoragePath?, _ version: Int, _ body: () throws -> Void) {
        let failure = expectFailure(.storage) { try body() }
        let file = path.map { "\($0) in the store" } ?? "this store"
        #expect(failure?.message.hasPrefix("\(file) has format version \(version), which") == true)
        #expect(failure?.help == "use the version of cbs that wrote it, or a newer one")
    }

    /// Throws what keeps a file from being checked.
    private func verify(_ account: Account) throws {
        let found = try account.verify()
        #expect(found.damaged == [])
        if let first = found.unchecked.first { throw first.refusal }
    }

    /// It is not taken for damage, even if this version cannot read the rest, and nothing is salvaged without it.
    @Test(arguments: newerFormats) func aNewerFormatIsRefused(old: String, new: String) throws {
        var newer = files
        newer[StoreLayout.account] = try forged(StoreLayout.account, old, new)
        expectNewer(nil, 4) { _ = try Account.opened(MemoryStorage(newer)) }
        expectNewer(StoreLayout.account, 4) { try salvage(newer) }
    }

    private func salvage(_ files: [StoragePath: [UInt8]]) throws {
        var salvage = StoreSalvage(try MemoryStorage(files), MemoryStorage())
        _ = try salvage.run()
    }

    @Test(arguments: newerFormats) func aGroupOfANewerFormatIsNotDamaged(old: String, new: String) throws {
        var newer = files
        newer[Self.path] = try forged(Self.path, old, new)
        let account = try Account.opened(MemoryStorage(newer))
        expectNewer(Self.path, 4) { try verify(account) }
        expectNewer(Self.path, 4) { _ = try account.groups() }
        expectNewer(Self.path, 4) { try salvage(newer) }
        #expect(try account.people(.group("Other")).count == 1)
        try account.importCSV("email\ncora@example.com\n", into: "Other")
    }

    @Test func aSegmentOfANewerFormatIsNotDamaged() throws {
        let path = StoreLayout.segment(2, ofGroup: 1)
        let old = try #require(files[path])
        let new = Array(String(decoding: old, as: UTF8.self).replacing("\"version\":1", with: "\"version\":2").utf8)
        let checksums = [old, new].map { bytes in "\"\(bytes.withUnsafeBytes { Checksum(of: $0) })\"" }
        var newer = files
        newer[path] = new
        newer[Self.path] = try forged(Self.path, checksums[0], checksums[1])
        let account = try Account.opened(MemoryStorage(newer))
        expectNewer(path, 2) { _ = try account.people(.group("News")) }
        expectNewer(path, 2) { try verify(account) }
        expectNewer(path, 2) { try salvage(newer) }
        #expect(try account.people(.group("Other")).count == 1)
    }
}
