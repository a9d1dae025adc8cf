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
extension AddressRegister: Codable {
    private enum CodingKeys: String, CodingKey {
        case key, dates
        /// What `dates` was called before format 3.
        case erasures
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        hash = try container.decode(AddressHash.self, forKey: .key)
        let member: CodingKeys = container.contains(.erasures) ? .erasures : .dates
        for (digits, date) in try container.decode([String: Instant].self, forKey: member) {
            guard let address = UInt64(hexadecimal: digits) else {
                throw DecodingError.dataCorruptedError(
                    forKey: member, in: container, debugDescription: "not a hash of an address")
            }
            dates[address] = date
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(hash, forKey: .key)
        let written = Dictionary(uniqueKeysWithValues: dates.map { ($0.key.hexadecimal, $0.value) })
        try container.encode(written, forKey: .dates)
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
