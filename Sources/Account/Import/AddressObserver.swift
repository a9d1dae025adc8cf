internal import Recipients

/// Counts what is remarkable about the addresses of an import: roles, and domains that look mistyped.
struct AddressObserver {
    private(set) var roles = 0
    /// By the domain, how often it came; only those that look mistyped.
    private var typos: [String: (suggestion: String, rows: Int)] = [:]
    /// Domains that were looked at, by a hash: nearly every row has one of a few.
    private var seen = [UInt64](repeating: 0, count: slots)

    private static let slots = 1 << 14
    /// How many different mistyped domains are kept.
    private static let limit = 1000

    /// The domains that look mistyped, the most frequent first.
    var likelyTypos: [ImportRemarks.LikelyTypo] {
        typos.map { ImportRemarks.LikelyTypo(domain: $0.key, suggestion: $0.value.suggestion, rows: $0.value.rows) }
            .sorted { ($1.rows, $0.domain) < ($0.rows, $1.domain) }
    }

    /// Takes a normalised address.
    @inline(__always)
    mutating func note(_ address: UnsafeRawBufferPointer) {
        guard let at = Self.at(in: address) else { return }
        if MailProviders.isRole(localPart: UnsafeRawBufferPointer(rebasing: address[..<at])) { roles += 1 }
        let domain = UnsafeRawBufferPointer(rebasing: address[(at + 1)...])
        // Big providers' names are short, and so are their misspellings.
        guard domain.count <= 16 else { return }
        let hash = Self.hash(domain)
        let slot = Int(truncatingIfNeeded: hash >> 40) & (Self.slots - 1)
        if seen[slot] == hash { return }
        look(at: domain, hash, slot)
    }

    @inline(never)
    private mutating func look(at domain: UnsafeRawBufferPointer, _ hash: UInt64, _ slot: Int) {
        let name = String(decoding: domain, as: UTF8.self)
        guard let suggestion = MailProviders.suggestion(forDomain: name) else {
            seen[slot] = hash
            return
        }
        if typos.count < Self.limit || typos[name] != nil { typos[name, default: (suggestion, 0)].rows += 1 }
    }

    @inline(__always)
    private static func at(in address: UnsafeRawBufferPointer) -> Int? {
        var index = address.count - 1
        while index >= 0, address[index] != UInt8(ascii: "@") { index -= 1 }
        return index >= 0 ? index : nil
    }

    /// FNV-1a; a domain that shares another's hash is not looked at, which costs a remark and nothing else.
    @inline(__always)
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}
