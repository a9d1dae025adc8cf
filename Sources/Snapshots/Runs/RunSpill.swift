/// Where blocks of a large import go while it is sorted: a file beside the group's segments, which is swept like any other
/// segment without a reference if the process ends first.
public final class RunSpill {
    private let storage: any Storage
    private let path: StoragePath
    private var writer: (any StorageWriter)?
    private var isFinished = false
    /// The blocks in the file.
    private var blocks: [SpilledBlocks.Block] = []

    /// - Parameter storage: The store.
    /// - Parameter group: The number of the group whose folder takes the file.
    /// - Parameter number: A number that no segment of the group has.
    public init(storage: any Storage, group: Int, number: Int) {
        self.storage = storage
        path = StoreLayout.segment(number, ofGroup: group)
    }

    func append(_ block: RunBlock) throws(SnapshotError) {
        do throws(StorageError) {
            try open().write(block.rows.bytes)
        } catch {
            throw .storage(error)
        }
        blocks.append(SpilledBlocks.Block(length: block.rows.bytes.count, samples: block.rows.samples))
    }

    /// The blocks in the file; nil for none.
    func finish() throws(SnapshotError) -> SpilledBlocks? {
        guard let writer else { return nil }
        do throws(StorageError) {
            try writer.finishTemporary()
            isFinished = true
            return SpilledBlocks(try storage.map(path), blocks)
        } catch {
            throw .storage(error)
        }
    }

    func remove() {
        guard let writer else { return }
        // What stays is swept at the next open.
        if isFinished { try? storage.remove(path) } else { writer.abandon() }
        self.writer = nil
    }

    private func open() throws(StorageError) -> any StorageWriter {
        if let writer { return writer }
        let made = try storage.create(path)
        writer = made
        return made
    }
}

/// Sorted blocks one behind the other in a file that this program has just written for itself.
final class SpilledBlocks {
    /// What is known of a block beside its lines.
    struct Block {
        let length: Int
        let samples: [RowSample]
    }

    let blocks: [RunRows]
    private let mapped: MappedBytes

    init(_ mapped: MappedBytes, _ blocks: [Block]) {
        self.mapped = mapped
        var start = 0
        self.blocks = blocks.map { block in
            defer { start += block.length }
            let rows = UnsafeRawBufferPointer(rebasing: mapped.bytes[start..<start + block.length])
            return RunRows(bytes: rows, samples: block.samples)
        }
    }

    /// Lets the system take back all pages that have been read. The few that are needed again are read again.
    func evict() {
        mapped.evict(0..<mapped.bytes.count)
    }
}
