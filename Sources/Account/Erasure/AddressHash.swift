internal import JSONRecords
internal import Recipients
internal import SystemCalls

/// A keyed hash of addresses: what a store keeps of an address that must not be in it.
///
/// It has 64 bits, and its key is stored beside the hashes. So nobody can read an address from a hash, but whoever has
/// the store can test a guess; `docs/reliability.md` says what that means.
struct AddressHash: Hashable, Sendable {
    private let first: UInt64
    private let second: UInt64

    /// A hash under a new key, from the system's source of randomness.
    init() {
        var generator = SystemRandomNumberGenerator()
        first = generator.next()
        second = generator.next()
    }

    /// - Parameter address: A normalised address, as in a segment.
    func callAsFunction(_ address: UnsafeRawBufferPointer) -> UInt64 {
        SipHash(key: (first, second)).hash(address)
    }

    func callAsFunction(_ address: EmailAddress) -> UInt64 {
        Array(address.text.utf8).withUnsafeBytes { self($0) }
    }
}

/// Encoded as its key: 32 hexadecimal digits.
extension AddressHash: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let text = try String(json: json)
        guard let first = UInt64(hexadecimalDigits: text.prefix(16)),
            let second = UInt64(hexadecimalDigits: text.dropFirst(16))
        else { throw JSONMismatch() }
        (self.first, self.second) = (first, second)
    }

    var json: JSONValue { (first.hexadecimalDigits + second.hexadecimalDigits).json }
}
