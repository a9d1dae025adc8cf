internal import JSONRecords
internal import Recipients
internal import SystemCalls

/// Addresses that the store must not contain, known only by keyed hashes, each with the date of what happened to it.
struct AddressRegister: Hashable, Sendable {
    /// The hash function, with the register's key.
    let hash: AddressHash
    private var dates: [UInt64: Instant] = [:]

    /// An empty register with a new key.
    init() {
        hash = AddressHash()
    }

    var isEmpty: Bool { dates.isEmpty }

    /// The date of an address; nil if it is not in the register.
    ///
    /// - Parameter address: A normalised address, as in a segment.
    func date(of address: UnsafeRawBufferPointer) -> Instant? {
        dates[hash(address)]
    }

    func date(of address: EmailAddress) -> Instant? {
        dates[hash(address)]
    }

    /// Adds an address, or gives it another date.
    mutating func note(_ address: UnsafeRawBufferPointer, at instant: Instant) {
        dates[hash(address)] = instant
    }

    mutating func note(_ address: EmailAddress, at instant: Instant) {
        dates[hash(address)] = instant
    }

    /// - Returns: Whether the address was in the register.
    mutating func forget(_ address: UnsafeRawBufferPointer) -> Bool {
        dates.removeValue(forKey: hash(address)) != nil
    }

    mutating func forget(_ address: EmailAddress) -> Bool {
        dates.removeValue(forKey: hash(address)) != nil
    }
}

/// Written as the key and, by its hash in 16 hexadecimal digits, the date of each address.
extension AddressRegister: JSONRepresentable {
    init(json: JSONValue) throws(JSONMismatch) {
        let members = try JSONMembers(json)
        hash = try members.value("key")
        // Before format 3, the dates were called `erasures`.
        let former: [String: Instant]? = try members.optional("erasures")
        let written = if let former { former } else { try members.value("dates") as [String: Instant] }
        for (digits, date) in written {
            guard let address = UInt64(hexadecimalDigits: digits) else { throw JSONMismatch() }
            dates[address] = date
        }
    }

    var json: JSONValue {
        let written = Dictionary(uniqueKeysWithValues: dates.map { ($0.key.hexadecimalDigits, $0.value) })
        return JSONValue(members: ["key": hash.json, "dates": written.json])
    }
}

/// Whether rows of erased addresses may come back: the rule that imports and restores follow.
struct ErasureRule {
    /// Nil if no row is left out.
    private let register: AddressRegister?

    /// - Parameter resubscribes: Whether the user says that people have agreed again: then no row is left out.
    init(_ register: AddressRegister?, resubscribes: Bool) {
        self.register = resubscribes || register?.isEmpty ?? true ? nil : register
    }

    var leavesNobodyOut: Bool { register == nil }

    /// When an address was erased; nil if it was not.
    func date(of address: UnsafeRawBufferPointer) -> Instant? { register?.date(of: address) }

    /// Whether a row is left out: its address was erased, and the row was not activated after that.
    func leavesOut(_ address: UnsafeRawBufferPointer, activated: Instant?) -> Bool {
        guard let erased = register?.date(of: address) else { return false }
        return activated.map { $0 <= erased } ?? true
    }
}
