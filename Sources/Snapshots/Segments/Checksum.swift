internal import CXXHash

/// An XXH3 checksum of 64 bits, written as 16 hexadecimal digits. It finds accidents, not attackers.
public struct Checksum: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The XXH3 checksum, of 64 bits.
    public let value: UInt64

    init(value: UInt64) {
        self.value = value
    }

    /// The checksum of these bytes.
    public init(of bytes: UnsafeRawBufferPointer) {
        value = XXH3_64bits(bytes.baseAddress, bytes.count)
    }

    /// Reads what `description` writes.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 16, let value = UInt64(text, radix: 16) else { return nil }
        self.value = value
    }

    public var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let checksum = Checksum(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a checksum")
        }
        self = checksum
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Computes a checksum of bytes that come piece by piece.
final class ChecksumStream {
    // XXH3_createState returns nil only when memory has run out, which Swift does not survive either.
    private let state: OpaquePointer?

    init() {
        state = XXH3_createState()
        XXH3_64bits_reset(state)
    }

    deinit {
        XXH3_freeState(state)
    }

    func update(_ bytes: UnsafeRawBufferPointer) {
        XXH3_64bits_update(state, bytes.baseAddress, bytes.count)
    }

    var checksum: Checksum { Checksum(value: XXH3_64bits_digest(state)) }
}
