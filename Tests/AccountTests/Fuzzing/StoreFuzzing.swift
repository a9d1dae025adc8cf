import Recipients
import Snapshots
import Storage

@testable import Account

/// What the fuzzers and the tests ask of a small store in which one file has any bytes whatever: that it opens or says
/// what is wrong, that what is not damaged can be read and changed, and that `verify` and `salvage` come to an end.
struct StoreFuzzing {
    /// The file that has other bytes.
    enum File: String, CaseIterable, Sendable {
        case account, manifest, segment, activity, log

        var path: StoragePath {
            switch self {
            case .account: StoreLayout.account
            case .manifest: StoreLayout.manifest(ofGroup: 1)
            case .segment: StoreLayout.segment(1, ofGroup: 1)
            case .activity: StoreLayout.activity(0, ofGroup: 1)
            case .log: StoreLayout.log
            }
        }
    }

    private static let whole: [StoragePath: [UInt8]] = {
        do {
            let storage = MemoryStorage()
            try Store.create(in: storage, simulatedNow: Clock.simulatedStart)
            let account = Account(try Store(storage), StoreLocation(.memory))
            for (group, csv) in [("News", "email,city\nanna@example.com,Rom\n"), ("Other", "email\nben@example.org\n")]
            {
                try account.beginStatement()
                let source = ImportSource.bytes(Array(csv.utf8), name: "t.csv")
                _ = try account.importRows(ImportRequest(source, into: ImportTarget(group, isNew: true)))
            }
            return try files(of: storage)
        } catch {
            fatalError("the store that is fuzzed cannot be made: \(error)")
        }
    }()

    /// What does not hold; none for bytes that are answered well.
    ///
    /// - Parameter bytes: What the file holds, without its checksums, which are put right; after a `!` as it is.
    static func problems(of bytes: [UInt8], in file: File) -> [String] {
        do {
            var files = whole
            if bytes.first == UInt8(ascii: "!") {
                files[file.path] = Array(bytes.dropFirst())
            } else {
                try put(bytes, file, in: &files)
            }
            // A manifest that is right may be another store's and claim the backups of this one's other group.
            return try problems(of: files, isContained: file == .segment || file == .activity)
        } catch {
            return ["\(error)"]
        }
    }

    private static func problems(of files: [StoragePath: [UInt8]], isContained: Bool) throws -> [String] {
        let storage = MemoryStorage()
        for (path, bytes) in files { try storage.replace(path, with: bytes) }
        var problems: [String] = []
        do {
            try use(storage, isContained: isContained, &problems)
        } catch let failure as Failure {
            if failure.code != .damaged, failure.code != .storage { problems.append("\(failure)") }
            if isContained {
                problems.append("one file keeps the store from being used: \(failure)")
            }
        }
        var salvage = StoreSalvage(storage, MemoryStorage())
        _ = try salvage.run()
        return problems
    }

    /// Reads everything, each failure by itself, and changes the other group.
    private static func use(_ storage: MemoryStorage, isContained: Bool, _ problems: inout [String]) throws {
        let account = Account(try Store(storage), StoreLocation(.memory))
        try account.beginStatement()
        _ = try account.verify()
        for group in ["News", "Other"] {
            _ = Result { try account.activity(of: group) }
            _ = Result { try read(.group(group), account) }
        }
        for backup in (try? account.backups()) ?? [] { _ = Result { try read(.backup(.id(backup.id)), account) } }
        _ = Result { try account.log() }
        _ = Result { try account.timeline() }
        guard isContained else { return }
        if try read(.group("Other"), account) != 1 { problems.append("another group lost its recipients") }
        _ = try account.addRecipient("cora@example.com", to: "Other", values: [])
        if try read(.group("Other"), account) != 2 { problems.append("another group cannot be changed") }
    }

    private static func read(_ source: RecipientSource, _ account: Account) throws -> Int {
        let reader = try account.recipients(of: source)
        var count = 0
        while try reader.next() != nil { count += 1 }
        return count
    }

    /// Puts bytes in a file's place as if a cbs had written them.
    private static func put(_ bytes: [UInt8], _ file: File, in files: inout [StoragePath: [UInt8]]) throws {
        switch file {
        case .account, .manifest, .log:
            files[file.path] = sealed(bytes)
        case .activity:
            // The first format has no links between the lines, which fuzzing would only break.
            files[file.path] = sealed(bytes)
            try change(&files) { manifest in
                manifest.activity = nil
                manifest.format = 1
            }
        case .segment:
            files[file.path] = bytes
            let checksum = bytes.withUnsafeBytes { Checksum(of: $0) }
            let rows = max(0, bytes.count { $0 == UInt8(ascii: "\n") } - 1)
            try change(&files) { manifest in
                manifest.segments = [SegmentReference(number: 1, bytes: bytes.count, checksum: checksum, rows: rows)]
                manifest.state.counts = StatusCounts()
                for _ in 0..<rows { manifest.state.counts.add(.active) }
            }
        }
    }

    private static func change(
        _ files: inout [StoragePath: [UInt8]],
        _ body: (inout GroupManifest) -> Void
    ) throws {
        let path = File.manifest.path
        var manifest = try (files[path] ?? []).withUnsafeBytes {
            try ChecksummedJSON.decode(GroupManifest.self, from: $0)
        }
        body(&manifest)
        files[path] = ChecksummedJSON.encode(manifest)
    }

    /// Lines of objects, each with its checksum as the first member.
    private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        var sealed: [UInt8] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let rest = Array(line.dropFirst())
            let checksum = rest.withUnsafeBytes { Checksum(of: $0) }
            sealed += Array("{\"checksum\":\"\(checksum)\",".utf8) + rest + [UInt8(ascii: "\n")]
        }
        return sealed
    }

    private static func files(
        of storage: MemoryStorage,
        in folder: StoragePath = StoragePath("")
    ) throws -> [StoragePath: [UInt8]] {
        var found: [StoragePath: [UInt8]] = [:]
        for entry in try storage.list(folder) {
            let path = folder.appending(entry.name)
            if entry.isFolder {
                found.merge(try files(of: storage, in: path)) { first, _ in first }
            } else {
                found[path] = try storage.map(path).array
            }
        }
        return found
    }
}
