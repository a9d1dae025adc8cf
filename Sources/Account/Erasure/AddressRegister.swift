internal import JSONRecords
internal import Recipients

/// Addresses that the store must not hold, each with the date of what happened to it, known by keyed hashes alone.
struct AddressRegister: Hashable {
    /// How addresses are known.
    let hash: AddressHash
    private var dates: [UInt64: Instant] = [:]

    /// An empty register under its own key.
    init() {
        hash = AddressHash()
    }

    var isEmpty: Bool { dates.isEmpty }

    /// The date of an address; nil if it is not in the register.
    ///
    /// - Parameter address: Normalised, as in a segment.
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

    /// - Returns: Whether the address was there.
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
            guard let address = UInt64(hexadecimal: digits) else { throw JSONMismatch() }
            dates[address] = date
        }
    }

    var json: JSONValue {
        let written = Dictionary(uniqueKeysWithValues: dates.map { ($0.key.hexadecimal, $0.value) })
        return JSONValue(members: ["key": hash.json, "dates": written.json])
    }
}

/// Whether rows of erased addresses come back: the rule that imports and restores keep.
struct ErasureRule {
    /// Nil if nobody was erased.
    private let register: AddressRegister?

    /// - Parameter resubscribes: Whether the user says that people have agreed again: then nobody is left out.
    init(_ register: AddressRegister?, resubscribes: Bool) {
        self.register = resubscribes || register?.isEmpty ?? true ? nil : register
    }

    var leavesNobodyOut: Bool { register == nil }

    /// Whether a row is left out: its address was erased, and it was not activated later than that.
    func leavesOut(_ address: UnsafeRawBufferPointer, activated: Instant?) -> Bool {
        guard let erased = register?.date(of: address) else { return false }
        return activated.map { $0 <= erased } ?? true
    }
}
