import Recipients
import Snapshots
import Storage
import Testing

@testable import Account

/// Every way of damaging a file of a small store. Each is noticed by `verify`, and whatever can still be read is right.
@Suite struct CorruptionTests {
    private let files: [StoragePath: [UInt8]]
    private let whole: [String]
    private let other: [String]
    private let anna: String

    init() throws {
        let storage = MemoryStorage()
        try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        let account = try Account.opened(storage)
        try account.importCSV("email,city\nanna@example.com,Rom\nben@example.org,\n", into: "News", new: true)
        try account.importCSV("email,city\nanna@example.com,Bonn\n", into: "News")
        _ = try account.record(.open, of: "anna@example.com", in: "News", at: nil, campaign: "May")
        _ = try account.record(.click, of: "ben@example.org", in: "News", at: nil, campaign: nil)
        try account.importCSV("email\ncora@example.com\n", into: "Other", new: true)
        _ = try account.record(.open, of: "cora@example.com", in: "Other", at: nil, campaign: nil)
        try account.importCSV("email\ndora@example.com\n", into: "Old", new: true, via: "api")
        _ = try account.deleteGroup("Old", via: "api")
        files = try storage.files()
        whole = try Account.opened(storage).snapshot()
        other = try Account.opened(storage).people(.group("Other"))
        anna = try Self.places(of: "anna@example.com", Account.opened(storage))
    }

    /// What is shown of a recipient, with the history, but without what only the log knows.
    private static func places(of email: String, _ account: Account) throws(Failure) -> String {
        "\(try account.recipient(email)) \(try account.history(of: email, isThorough: true).map(\.change))"
    }

    /// - Returns: Whether the damage was noticed.
    @discardableResult
    private func check(_ damaged: [StoragePath: [UInt8]], _ path: StoragePath, _ place: String) throws -> Bool {
        let storage = try MemoryStorage(damaged)
        var isNoticed = false
        // Damage may hide somebody, but what is shown of a person is right.
        if let found = try? Self.places(of: "anna@example.com", Account.opened(storage)) {
            #expect(found == anna, "\(place)")
        }
        do {
            let account = try Account.opened(storage)
            let result = try account.verify()
            isNoticed = !result.damaged.isEmpty
            #expect(try storage.files() == damaged, "verify writes: \(place)")
            if path.text.hasPrefix("groups/0001") {
                #expect(try account.people(.group("Other")) == other, "\(place)")
                _ = try account.importCSV("email\nemil@example.com\n", into: "Other")
            }
            let seen = try Account.opened(MemoryStorage(damaged)).snapshot()
            #expect(seen == whole, "\(place): \(seen.difference(from: whole))")
        } catch let failure as Failure {
            #expect(failure.code == .damaged || failure.message.contains("format version"), "\(place): \(failure)")
            if failure.code == .damaged { #expect(failure.message.contains("account.json") || isNoticed, "\(place)") }
            isNoticed = true
        }
        return isNoticed
    }

    @Test func everyFlippedBitIsNoticed() throws {
        var cases = 0
        for (path, bytes) in files {
            for index in stride(from: 0, to: bytes.count, by: FaultCount.isLong ? 1 : 7) {
                var damaged = files
                damaged[path]?[index] ^= 1 << (index % 8)
                let isNoticed = try check(damaged, path, "\(path), byte \(index)")
                // A line end at the end of a log looks as if a line had been torn: the line itself is there.
                let isLastOfLog = index == bytes.count - 1 && path == StoreLayout.log
                #expect(isNoticed || isLastOfLog, "\(path), byte \(index)")
                cases += 1
            }
        }
        FaultCount.add(cases, "flipped bits")
    }

    @Test func everyTruncationIsNoticedOrHarmless() throws {
        var cases = 0
        for (path, bytes) in files {
            for count in stride(from: 0, to: bytes.count, by: FaultCount.isLong ? 1 : 7) {
                var damaged = files
                damaged[path] = Array(bytes[..<count])
                let isNoticed = try check(damaged, path, "\(path), cut to \(count)")
                // What the log lacks at its end, manifests have.
                #expect(isNoticed || path == StoreLayout.log, "\(path), cut to \(count)")
                cases += 1
            }
        }
        FaultCount.add(cases, "truncations")
    }

    @Test func junkAndMissingAndSwappedFilesAreNoticed() throws {
        let paths = files.keys.sorted { $0.text < $1.text }
        var cases = 0
        for path in paths {
            for junk in ["x", "\n", "junk\n", String(repeating: "\0", count: 512), "{}\n"] {
                var damaged = files
                damaged[path]? += Array(junk.utf8)
                let isNoticed = try check(damaged, path, "\(path) with junk")
                let endsWithLine = path == StoreLayout.log || path.text.hasSuffix("activity.jsonl")
                let isTorn = endsWithLine && !junk.hasSuffix("\n")
                #expect(isNoticed != isTorn, "\(path) with \(junk.debugDescription)")
                cases += 1
            }
            var missing = files
            missing[path] = nil
            #expect(try check(missing, path, "\(path) missing"), "\(path) missing")
            cases += 1
            for sibling in paths where sibling != path {
                var swapped = files
                (swapped[path], swapped[sibling]) = (files[sibling], files[path])
                let other = sibling.text.hasPrefix("groups/0001") ? path : sibling
                #expect(try check(swapped, other, "\(path) and \(sibling) swapped"))
                cases += 1
            }
        }
        FaultCount.add(cases, "files with junk, missing or swapped")
    }

    @Test func aGroupWhoseFolderIsGoneIsNoticed() throws {
        for number in 1...2 {
            let damaged = files.filter { !$0.key.text.hasPrefix(StoreLayout.group(number).text) }
            let account = try Account.opened(MemoryStorage(damaged))
            #expect(try !account.verify().damaged.isEmpty, "\(number)")
        }
    }

    /// No other file is of a later group; the log tells that there was one.
    @Test func theLastGroupIsMissedToo() throws {
        let storage = MemoryStorage()
        try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
        _ = try Account.opened(storage).createGroup("Only")
        let files = try storage.files().filter { !$0.key.text.hasPrefix("groups") }
        let damaged = try Account.opened(MemoryStorage(files)).verify().damaged
        #expect(damaged.map(\.file) == ["groups/0001/group.json"])
        var salvage = StoreSalvage(try MemoryStorage(files), MemoryStorage())
        #expect(try salvage.run().lost.map(\.part) == ["group number 1 and all its backups"])
    }
}
