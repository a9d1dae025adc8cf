import SystemCalls

/// Sixteen bits of an address's checksum. Few addresses have the same.
public struct AddressFingerprint: Hashable, Sendable {
    fileprivate let value: UInt16

    /// The fingerprint of a normalised address.
    public init(of address: UnsafeRawBufferPointer) {
        value = UInt16(truncatingIfNeeded: Checksum(of: address).value)
    }

    /// Whether it is among fingerprints, written as `AddressFingerprints` writes them.
    ///
    /// - Complexity: Logarithmic: nothing is decoded but what is compared.
    public func isAmong(_ digits: UnsafeRawBufferPointer) -> Bool {
        var (low, high) = (0, digits.count / AddressFingerprints.digits)
        while low < high {
            let middle = (low + high) / 2
            let start = middle * AddressFingerprints.digits
            let text = UnsafeRawBufferPointer(rebasing: digits[start..<start + AddressFingerprints.digits])
            // Digits that cannot be read tell nothing: the address may be there.
            guard let found = text.hexadecimalValue else { return true }
            if found == UInt64(value) { return true }
            if found < UInt64(value) { low = middle + 1 } else { high = middle }
        }
        return false
    }
}

/// The fingerprints of some addresses. They say for certain that an address is *not* there, so that a file need not be
/// opened to find that out.
///
/// They name nobody, but a guess can be tested with them: they must go when the address goes.
public struct AddressFingerprints: Hashable, Sendable, CustomStringConvertible {
    /// In ascending order, each once.
    private var values: [UInt16] = []

    /// A segment with more rows than this has none: it is worth opening.
    public static let mostRows = 1024
    /// How many hexadecimal digits each takes.
    static let digits = 4

    /// The fingerprints of no addresses.
    public init() {}

    /// Reads what `description` writes.
    public init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: Self.digits) else { return nil }
        values.reserveCapacity(digits.count / Self.digits)
        for start in stride(from: 0, to: digits.count, by: Self.digits) {
            guard let value = digits[start..<start + Self.digits].hexadecimalValue,
                values.last.map({ $0 < value }) ?? true
            else { return nil }
            values.append(UInt16(value))
        }
    }

    /// The fingerprints of the addresses in the lines of a segment; its header is passed over.
    init(ofLines lines: UnsafeRawBufferPointer) {
        var found: [UInt16] = []
        var start = 0
        while start < lines.count {
            let end = lines.lineEnd(from: start)
            if let row = Row(line: UnsafeRawBufferPointer(rebasing: lines[start..<end])) {
                found.append(AddressFingerprint(of: row.key).value)
            }
            start = end + 1
        }
        values = Self.inOrder(found)
    }

    /// Four hexadecimal digits for each fingerprint, in ascending order.
    public var description: String {
        String(unsafeUninitializedCapacity: values.count * Self.digits) { text in
            for (index, value) in values.enumerated() {
                for digit in 0..<Self.digits {
                    let nibble = UInt8(truncatingIfNeeded: value >> (12 - 4 * UInt16(digit))) & 0xF
                    text[index * Self.digits + digit] = nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10
                }
            }
            return values.count * Self.digits
        }
    }

    /// Whether an address with this fingerprint may be among these; if not, it is not.
    public func mayContain(_ fingerprint: AddressFingerprint) -> Bool {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] == fingerprint.value { return true }
            if values[middle] < fingerprint.value { low = middle + 1 } else { high = middle }
        }
        return false
    }

    /// How many different ones there are.
    public var count: Int { values.count }

    /// All of several lists.
    public init(_ lists: [AddressFingerprints]) {
        values = lists.count == 1 ? lists[0].values : Self.inOrder(lists.flatMap(\.values))
    }

    /// Whether all of these are among others.
    public func isSubset(of others: AddressFingerprints) -> Bool {
        self == others || Set(values).isSubset(of: others.values)
    }

    private static func inOrder(_ values: [UInt16]) -> [UInt16] {
        var sorted = values.sorted()
        guard let first = sorted.first else { return [] }
        var (last, count) = (first, 1)
        for value in sorted.dropFirst() where value != last {
            sorted[count] = value
            (last, count) = (value, count + 1)
        }
        sorted.removeLast(sorted.count - count)
        return sorted
    }
}

extension Segment {
    /// Whether the fingerprints that the manifest has are those of its addresses, or the manifest has none.
    public var hasItsFingerprints: Bool {
        reference.fingerprints.map { $0 == AddressFingerprints(ofLines: body) } ?? true
    }
}
