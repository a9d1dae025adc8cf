internal import Recipients
import SystemCalls

/// Counts what is remarkable about the addresses of an import: roles, and domains that look mistyped.
///
/// It sees every row, so for nearly all of them, hashing the domain and looking into a table must be enough.
struct AddressObserver: ~Copyable {
    private var remarks = AddressRemarks()
    /// Hashes of domains that have been examined: nearly every row has one of a few domains.
    private let seen: UnsafeMutablePointer<UInt64>
    /// By the first byte of a role's name, a bit for each length that such names have.
    private let roleLengths: UnsafeMutablePointer<UInt32>

    private static let slots = 1 << 14
    /// In bytes. The domains of big providers are short, and so are their misspellings.
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

    /// Returns the remarks since the last call.
    mutating func takeRemarks() -> AddressRemarks {
        defer { remarks = AddressRemarks() }
        return remarks
    }

    /// Examines a normalised address: it has one `@`, with something on either side.
    @inline(__always)
    mutating func note(_ address: UnsafeRawBufferPointer) {
        guard let start = address.baseAddress, let found = memchr(start, 0x40, address.count) else { return }
        let at = UnsafeRawPointer(found) - start
        let lengths = roleLengths[Int(start.load(as: UInt8.self))]
        if at < 32, lengths & 1 << UInt32(truncatingIfNeeded: at) != 0,
            MailProviders.isRole(localPart: UnsafeRawBufferPointer(start: start, count: at))
        {
            remarks.roles.note(address)
        }
        let domain = UnsafeRawBufferPointer(start: start + at + 1, count: address.count - at - 1)
        guard domain.count <= Self.longestDomain else { return }
        let hash = Self.hash(of: domain)
        // In bounds: the mask leaves as many values as there are slots.
        let slot = Int(truncatingIfNeeded: hash >> 40) & (Self.slots - 1)
        if seen[slot] != hash { look(at: domain, hash, slot) }
    }

    /// A hash of at most sixteen bytes. A domain with the same hash as another is not examined, which at worst costs a
    /// remark.
    @inline(__always)
    private static func hash(of domain: UnsafeRawBufferPointer) -> UInt64 {
        var (first, last): (UInt64, UInt64) = (0, 0)
        if domain.count >= 8 {
            // The two words may overlap.
            first = domain.loadUnaligned(as: UInt64.self)
            last = domain.loadUnaligned(fromByteOffset: domain.count - 8, as: UInt64.self)
        } else {
            for byte in domain { first = first << 8 | UInt64(byte) }
        }
        // The mixing of SplitMix64.
        var hash = first &* 0x9E37_79B9_7F4A_7C15 ^ last &* 0xBF58_476D_1CE4_E5B9 &+ UInt64(domain.count)
        hash = (hash ^ hash >> 30) &* 0x94D0_49BB_1331_11EB
        return hash ^ hash >> 31
    }

    /// Counts an address that was inside some wrapping; `text` includes the wrapping.
    mutating func noteUnwrapped(_ text: UnsafeRawBufferPointer) {
        remarks.unwrapped.note(text)
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

/// What is remarkable about some addresses: roles, and domains that look mistyped.
struct AddressRemarks: Sendable {
    fileprivate(set) var roles = ExampleCount()
    /// Addresses that were inside some wrapping, with it.
    fileprivate(set) var unwrapped = ExampleCount()
    /// The domains that look mistyped, in order of first appearance.
    private var typos: [(domain: String, suggestion: String, rows: Int)] = []
    private var placeOfDomain: [String: Int] = [:]

    /// The most different mistyped domains that are kept.
    private static let limit = 1000

    /// Counts rows with a domain that looks mistyped.
    mutating func note(_ domain: String, suggestion: String, rows: Int = 1) {
        if let place = placeOfDomain[domain] {
            typos[place].rows += rows
        } else if typos.count < Self.limit {
            placeOfDomain[domain] = typos.count
            typos.append((domain, suggestion, rows))
        }
    }

    /// Adds the remarks about later addresses.
    mutating func add(_ later: AddressRemarks) {
        roles.add(later.roles)
        unwrapped.add(later.unwrapped)
        for typo in later.typos { note(typo.domain, suggestion: typo.suggestion, rows: typo.rows) }
    }

    /// The most domains that get a separate finding.
    private static let shownTypos = 5

    /// The findings: unwrapped addresses, the domains that look mistyped, the most frequent first, and roles.
    ///
    /// - Parameter column: The header of the column with the addresses.
    func findings(column: String) -> [ImportFinding] {
        let sorted = typos.sorted { ($1.rows, $0.domain) < ($0.rows, $1.domain) }
        var findings = sorted.prefix(Self.shownTypos).map {
            ImportFinding.likelyTypo(column: column, domain: $0.domain, suggestion: $0.suggestion, rows: $0.rows)
        }
        let further = sorted.dropFirst(Self.shownTypos)
        if let next = further.first {
            findings.append(
                .furtherTypos(
                    column: column, domains: further.count, rows: further.reduce(0) { $0 + $1.rows },
                    example: next.domain))
        }
        if unwrapped.count > 0 { findings.append(.unwrappedAddresses(column: column, unwrapped)) }
        if roles.count > 0 { findings.append(.roleAddresses(column: column, roles)) }
        return findings
    }
}
