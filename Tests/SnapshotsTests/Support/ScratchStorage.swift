import Snapshots
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A storage for scratch files alone, one call of which fails.
final class ScratchStorage: Storage {
    enum Call: CaseIterable, Sendable { case make, write, read }

    let error = StorageError.system(operation: "reach", path: StoragePath("scratch"), errno: ENOSPC)
    private let base = MemoryStorage()
    private let call: Call
    private let remaining: Remaining

    /// Sendable: counted under the lock.
    private final class Remaining: Sendable {
        let count: Mutex<Int>

        init(_ count: Int) {
            self.count = Mutex(count)
        }
    }

    /// - Parameter number: Which call of its kind fails; making is called once.
    init(failing call: Call, at number: Int) {
        self.call = call
        remaining = Remaining(call == .make ? 1 : number)
    }

    func makeScratch(_ path: StoragePath) throws(StorageError) -> any ScratchFile {
        if call == .make { throw error }
        return File(base: try base.makeScratch(path), call: call, remaining: remaining, error: error)
    }

    private final class File: ScratchFile {
        private let base: any ScratchFile
        private let call: Call
        private let remaining: Remaining
        private let error: StorageError

        init(base: any ScratchFile, call: Call, remaining: Remaining, error: StorageError) {
            (self.base, self.call, self.remaining, self.error) = (base, call, remaining, error)
        }

        private func count(_ made: Call) throws(StorageError) {
            guard made == call else { return }
            let left = remaining.count.withLock { count in
                count -= 1
                return count
            }
            if left == 0 { throw error }
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

    func map(_ path: StoragePath) throws(StorageError) -> MappedBytes { try base.map(path) }

    func version(of path: StoragePath) throws(StorageError) -> FileVersion? { try base.version(of: path) }

    func create(_ path: StoragePath, expecting size: Int) throws(StorageError) -> any StorageWriter {
        try base.create(path, expecting: size)
    }

    func append(_ bytes: UnsafeRawBufferPointer, to path: StoragePath) throws(StorageError) {
        try base.append(bytes, to: path)
    }

    func replace(_ path: StoragePath, with bytes: UnsafeRawBufferPointer) throws(StorageError) {
        try base.replace(path, with: bytes)
    }

    func remove(_ path: StoragePath) throws(StorageError) { try base.remove(path) }

    func removeFolder(_ path: StoragePath) throws(StorageError) { try base.removeFolder(path) }

    func list(_ folder: StoragePath) throws(StorageError) -> [StorageEntry] { try base.list(folder) }

    func syncFolder(_ folder: StoragePath) throws(StorageError) {}

    func lock() throws(StorageError) {}

    func unlock() {}
}
