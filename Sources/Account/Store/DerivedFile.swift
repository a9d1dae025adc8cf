internal import JSONRecords
internal import Recipients
internal import Snapshots
internal import Storage

/// The first line of a file that is derived from the manifests.
protocol DerivedHeader: JSONRepresentable {
    static var currentFormat: Int { get }
    var format: Int { get }
    /// The end of the log when the manifests were read.
    var log: LogPosition { get }
    /// The checksum of everything after the header.
    var lines: Checksum { get }
    /// Whether its numbers are possible.
    var isPlausible: Bool { get }
}

/// A file that is derived from the manifests, as they were when the log had a certain length. It can be deleted at any
/// time, and is not used unless it matches its checksums.
struct DerivedFile<Header: DerivedHeader> {
    let header: Header
    let mapped: MappedBytes
    /// What follows the header. Valid as long as `mapped`.
    let lines: UnsafeRawBufferPointer

    /// - Returns: Nil if there is none that is valid.
    /// - Throws: If the storage cannot be reached. Whatever is wrong with the file itself only makes it useless.
    init?(_ path: StoragePath, in storage: any Storage) throws(Failure) {
        do throws(StorageError) {
            self.init(try storage.map(path))
        } catch {
            guard error.isOfFile else { throw error.failure }
            return nil
        }
    }

    private init?(_ mapped: MappedBytes) {
        let bytes = mapped.bytes
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")).map({ $0 + 1 }),
            let header = try? ChecksummedJSON.decode(
                Header.self, from: UnsafeRawBufferPointer(rebasing: bytes[..<end])),
            header.format == Header.currentFormat, header.isPlausible
        else { return nil }
        lines = UnsafeRawBufferPointer(rebasing: bytes[end...])
        guard Checksum(of: lines) == header.lines else { return nil }
        self.header = header
        self.mapped = mapped
    }
}
