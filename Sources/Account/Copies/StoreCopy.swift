internal import Recipients
internal import Snapshots
internal import Storage

/// Brings a copy to the state of a store. Segments that it does not have are written first; then everything else is
/// replaced in one step; files that nothing refers to any more are removed at the end.
struct StoreCopy {
    private let source: CopySource
    private let target: CopyTarget
    private let groups: [GroupCopy]
    /// Whether the copy already has everything that the store has.
    let isUpToDate: Bool
    private let isLogNew: Bool
    /// Called with the number of bytes written so far.
    var progress: ((Int) -> Void)?
    /// Called before each file.
    var isCancelled: () -> Bool = { false }
    /// How many files, and how many bytes, have been written.
    private(set) var files = 0
    private(set) var bytes = 0

    /// How many bytes are written between two calls of `isCancelled`.
    private static let pieceBytes = 8 << 20

    /// Compares the two; nothing is written yet.
    init(_ source: CopySource, _ target: CopyTarget) {
        self.source = source
        self.target = target
        groups = source.store.knownGroups.values.sorted { $0.number < $1.number }.map {
            GroupCopy(of: $0, over: target.store?.knownGroups[$0.number])
        }
        isLogNew = target.log != source.log
        let isAccountNew = target.store?.account.withoutTraces != source.account.withoutTraces
        isUpToDate = !isLogNew && !isAccountNew && groups.allSatisfy { !$0.isChanged }
    }

    /// About how many bytes there are to write.
    var size: Int {
        let segments = groups.reduce(0) { $0 + $1.missing.reduce(0) { $0 + $1.source.bytes } }
        return segments + groups.reduce(0) { $0 + ($1.hasOtherActivity ? $1.manifest.activity?.bytes ?? 0 : 0) }
    }

    /// Writes and commits.
    ///
    /// - Returns: Why a power cut might still undo the copy; nil if it cannot.
    mutating func run() throws(Failure) -> Failure? {
        var account = source.account
        let writer = ManifestWriter(epoch: target.epoch)
        account.writer = writer
        account.copy = CopyMark(
            epoch: target.epoch, sequence: source.entries.last { $0.isChange }?.sequence ?? 0,
            records: try source.store.records)
        try target.store?.forgetAddresses()
        let step = try storing(target.storage.beginSwitch())
        do throws(Failure) {
            // The first file of all: it identifies a first copy that is interrupted.
            try add(ChecksummedJSON.encode(account), to: step, StoreLayout.account)
            for group in groups { try copy(group, writer, step) }
            if isLogNew { try add(source.log, to: step, StoreLayout.log) }
            try checkCancelled()
        } catch {
            abandon(step)
            throw error
        }
        return try commit(step, writer)
    }

    /// Removes the files that wait for the switch. Those of a first copy stay: they tell what the folder is, and the
    /// next copy continues from them.
    private func abandon(_ step: any StorageSwitch) {
        if target.store != nil { step.abandon() }
    }

    private mutating func copy(
        _ group: GroupCopy,
        _ writer: ManifestWriter,
        _ step: any StorageSwitch
    ) throws(Failure) {
        let number = group.manifest.number
        for segment in group.missing { try copy(segment.source, of: number, to: segment.number) }
        if group.hasOtherActivity {
            let mapped = try source.activity(of: group.manifest)
            let length = group.manifest.activity?.bytes ?? 0
            try mapped.withBytes { (bytes) throws(Failure) in
                // Anything after the records was never committed, and may contain erased data.
                let records = UnsafeRawBufferPointer(rebasing: bytes.prefix(length))
                try storing(step.add(group.manifest.activityPath, records))
            }
            count(length)
        }
        guard group.isChanged else { return }
        var manifest = group.manifest
        manifest.writer = writer
        try add(ChecksummedJSON.encode(manifest), to: step, StoreLayout.manifest(ofGroup: number))
    }

    private mutating func add(
        _ bytes: [UInt8],
        to step: any StorageSwitch,
        _ path: StoragePath
    ) throws(Failure) {
        try checkCancelled()
        try storing(step.add(path, bytes))
        count(bytes.count)
    }

    private mutating func count(_ written: Int) {
        files += 1
        bytes += written
        progress?(written)
    }

    private func checkCancelled() throws(Failure) {
        if isCancelled() { throw CopyProblem.interrupted.failure }
    }

    // MARK: Segments

    /// Copies a segment, and checks it while doing so.
    private mutating func copy(
        _ segment: SegmentReference,
        of group: Int,
        to number: Int
    ) throws(Failure) {
        try checkCancelled()
        let path = StoreLayout.segment(segment.number, ofGroup: group)
        let mapped = try storing(rows: read(segment, at: path))
        let copied = StoreLayout.segment(number, ofGroup: group)
        if try isThere(segment, at: copied) { return }
        let content = "\(segment.checksum)-\(segment.bytes)"
        let (writer, written) = try storing(target.storage.resume(copied, of: content))
        do throws(Failure) {
            try mapped.withBytes { (bytes) throws(Failure) in
                for start in stride(from: written, to: bytes.count, by: Self.pieceBytes) {
                    try checkCancelled()
                    let piece = bytes[start..<min(start + Self.pieceBytes, bytes.count)]
                    try storing(writer.write(UnsafeRawBufferPointer(rebasing: piece)))
                }
            }
            try storing(writer.finish())
        } catch {
            writer.abandon()
            throw error
        }
        count(segment.bytes)
    }

    private func read(_ segment: SegmentReference, at path: StoragePath) throws(SnapshotError) -> MappedBytes {
        let mapped: MappedBytes
        do throws(StorageError) {
            mapped = try source.store.storage.map(path)
        } catch {
            throw SnapshotError(reading: error, path)
        }
        guard segment.isWhole(mapped) else { throw .damaged(path, .wrongChecksum) }
        return mapped
    }

    /// Whether an interrupted copy has written the segment already, although perhaps not synced it.
    private func isThere(_ segment: SegmentReference, at path: StoragePath) throws(Failure) -> Bool {
        try storing { () throws(StorageError) in
            guard try target.storage.version(of: path)?.size == Int64(segment.bytes) else { return false }
            do throws(StorageError) {
                guard segment.isWhole(try target.storage.map(path)) else { return false }
            } catch {
                // A damaged one is written again.
                guard error.damage != nil else { throw error }
                return false
            }
            try target.storage.append([UInt8](), to: path)
            try target.storage.syncFolder(path.folder ?? .root)
            return true
        }
    }

    // MARK: Committing

    private func commit(_ step: any StorageSwitch, _ writer: ManifestWriter) throws(Failure) -> Failure? {
        do throws(StorageError) {
            try step.commit()
            return nil
        } catch {
            switch error {
            case .lost, .overtaken:
                abandon(step)
                throw error.failure
            default: break
            }
            // There was no answer: the copy's present state shows the outcome.
            guard let found = try? Store(target.storage) else {
                if target.store == nil, (try? Store.exists(in: target.storage)) == false { throw error.failure }
                throw StoreProblem.unknownOutcome(error).failure
            }
            if found.account.writer == writer { return error.failure }
            abandon(step)
            throw error.failure
        }
    }
}

extension SegmentReference {
    /// Whether a file matches the reference.
    fileprivate func isWhole(_ mapped: MappedBytes) -> Bool {
        mapped.withBytes { $0.count == bytes && Checksum(of: $0) == checksum }
    }
}

extension AccountManifest {
    /// The part that a copy must have: not who wrote it, and not when it was last looked at.
    fileprivate var withoutTraces: AccountManifest {
        var account = self
        (account.writer, account.copy, account.seen, account.steadyClock) = (nil, nil, nil, nil)
        return account
    }
}
