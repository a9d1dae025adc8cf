internal import Recipients

/// Counts what is remarkable about the addresses of an import: roles, and domains that look mistyped.
///
/// It looks at every row, so nearly all of them must be done with after a hash of the domain and a look at a table.
struct AddressObserver: ~Copyable {
    private var remarks = AddressRemarks()
    /// Domains that were looked at, by a hash: nearly every row has one of a few.
    private let seen: UnsafeMutablePointer<UInt64>
    /// By the first byte of a role's name, a bit for each length that such names have.
    private let roleLengths: UnsafeMutablePointer<UInt32>

    private static let slots = 1 << 14
    /// Big providers' names are short, and so are their misspellings.
    private static let longestDomain = 16

    init() {
        seen = .allocate(capacity: Self.slots)
        seen.initialize(repeating: 0, count: Self.slots)
        roleLengths = .allocate(capacity: 256)
        roleLengths.initialize(repeating: 0, count: 256)
        for (first, lengths) in MailProviders.roleLengths { roleLengths[Int(first)] = lengths }
    }

    deinit {
        seen.deallocate()
        roleLengths.deallocate()
    }

    /// The remarks since they were last taken.
    mutating func takeRemarks() -> AddressRemarks {
        defer { remarks = AddressRemarks() }
        return remarks
    }

    /// Takes a normalised address: it has one `@`, and something on either side.
    @inline(__always)
    mutating func note(_ address: UnsafeRawBufferPointer) {
        guard let start = address.baseAddress else { return }
        // FNV-1a, from the end; a domain that shares another's hash is not looked at, which costs a remark and no more.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var at = address.count - 1
        while at > 0 {
            let byte = start.load(fromByteOffset: at, as: UInt8.self)
            if byte == UInt8(ascii: "@") { break }
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            at -= 1
        }
        let lengths = roleLengths[Int(start.load(as: UInt8.self))]
        if at < 32, lengths & 1 << UInt32(truncatingIfNeeded: at) != 0,
            MailProviders.isRole(localPart: UnsafeRawBufferPointer(start: start, count: at))
        {
            remarks.roles += 1
        }
        // In bounds: as many bits as there are slots.
        let slot = Int(truncatingIfNeeded: hash >> 40) & (Self.slots - 1)
        if seen[slot] == hash || address.count - at - 1 > Self.longestDomain { return }
        look(at: UnsafeRawBufferPointer(start: start + at + 1, count: address.count - at - 1), hash, slot)
    }

    @inline(never)
    private mutating func look(at domain: UnsafeRawBufferPointer, _ hash: UInt64, _ slot: Int) {
        let name = String(decoding: domain, as: UTF8.self)
        guard let suggestion = MailProviders.suggestion(forDomain: name) else {
            seen[slot] = hash
            return
        }
        remarks.note(name, suggestion: suggestion)
    }
}
