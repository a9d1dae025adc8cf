internal import FoundationEssentials
internal import JSONRecords
internal import Recipients

/// Hashes of addresses, each with the date on which its owner left. They are packed, since a manifest is read each time
/// that a store is opened, but these are seldom needed.
struct LeaverRecords: Hashable {
    /// 16 bytes for each, in the order of the hashes: the hash, and the date in microseconds since 1970, both
    /// big-endian; all in Base64. That is about 22 bytes of a manifest for each.
    private var packed = ""

    /// One hash with its date.
    struct Record: Hashable {
        let hash: UInt64
        let date: Instant
    }

    /// No records.
    init() {}

    /// - Parameter dates: The dates by hash.
    init(_ dates: [UInt64: Instant]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(dates.count * Self.recordBytes)
        for (hash, date) in dates.sorted(by: { $0.key < $1.key }) {
            bytes.append(bigEndian: hash)
            bytes.append(bigEndian: UInt64(bitPattern: date.microseconds))
        }
        packed = Data(bytes).base64EncodedString()
    }

    private static let recordBytes = 16

    var isEmpty: Bool { packed.isEmpty }

    /// All records, in the order of the hashes.
    ///
    /// - Complexity: Linear in their number; callers that need them often should keep them.
    var all: [Record] {
        guard let bytes = Data(base64Encoded: packed) else { return [] }
        return stride(from: 0, to: bytes.count - bytes.count % Self.recordBytes, by: Self.recordBytes).map { start in
            Record(
                hash: bytes.bigEndian(at: start),
                date: Instant(microseconds: Int64(bitPattern: bytes.bigEndian(at: start + 8))))
        }
    }

    /// The dates by hash.
    var dates: [UInt64: Instant] {
        Dictionary(all.map { ($0.hash, $0.date) }, uniquingKeysWith: max)
    }

    /// Whether this can have been written by this type.
    var isPlausible: Bool {
        guard let bytes = Data(base64Encoded: packed), bytes.count % Self.recordBytes == 0 else { return false }
        let all = all
        return zip(all, all.dropFirst()).allSatisfy { $0.hash < $1.hash }
            && all.allSatisfy { (Instant.earliest...Instant.latest).contains($0.date) }
    }
}

extension LeaverRecords: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        packed = try String(json: json)
    }

    var json: JSONValue { packed.json }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian value: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }
}

extension Data {
    /// - Precondition: Eight bytes follow the offset.
    fileprivate func bigEndian(at offset: Int) -> UInt64 {
        self[offset..<(offset + 8)].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
