import Snapshots
import Storage
import StoreTestSupport
import Synchronization
import SystemCalls

@testable import Sorting

/// A scratch file in memory, one call of which fails.
final class FailingScratch: ScratchFile {
    enum Call: CaseIterable, Sendable { case make, write, read }

    static let error = StorageError.system(operation: "reach", path: StoragePath("scratch"), errno: ENOSPC)
    private let base: any ScratchFile
    private let call: Call
    private let remaining: Mutex<Int>

    /// - Parameter number: Which call of its kind fails; making is called once.
    init(at call: Call, _ number: Int) throws(StorageError) {
        if call == .make { throw Self.error }
        base = try MemoryStorage().makeScratch(StoragePath("scratch"))
        self.call = call
        remaining = Mutex(number)
    }

    private func count(_ made: Call) throws(StorageError) {
        guard made == call else { return }
        let left = remaining.withLock { count in
            count -= 1
            return count
        }
        if left == 0 { throw Self.error }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try count(.write)
        try base.write(bytes)
    }

    func read(from offset: Int, into memory: UnsafeMutableRawBufferPointer) throws(StorageError) {
        try count(.read)
        try base.read(from: offset, into: memory)
    }

    func map() throws(StorageError) -> MappedBytes { try base.map() }
}
