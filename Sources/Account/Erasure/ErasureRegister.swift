internal import Recipients

/// Who was erased, known by keyed hashes alone, so that an old file or download does not bring anybody back.
struct ErasureRegister: Codable, Hashable {
    /// The key, 32 hexadecimal digits, made at the first erasure.
    private var key: String
    /// When each address was erased, by its hash in 16 hexadecimal digits.
    private var erasures: [String: Instant] = [:]

    /// An empty register with a key from the system's source of randomness.
    init() {
        var generator = SystemRandomNumberGenerator()
        key = Self.hexadecimal(generator.next()) + Self.hexadecimal(generator.next())
    }

    var isEmpty: Bool { erasures.isEmpty }

    /// When an address was erased; nil if it was not.
    func erasure(of address: UnsafeRawBufferPointer) -> Instant? {
        erasures[hash(address)]
    }

    mutating func add(_ address: EmailAddress, at instant: Instant) {
        erasures[hash(address)] = instant
    }

    /// - Returns: Whether the address was there.
    mutating func forget(_ address: EmailAddress) -> Bool {
        erasures.removeValue(forKey: hash(address)) != nil
    }

    private func hash(_ address: EmailAddress) -> String {
        Array(address.text.utf8).withUnsafeBytes { hash($0) }
    }

    private func hash(_ address: UnsafeRawBufferPointer) -> String {
        let words = (UInt64(key.prefix(16), radix: 16) ?? 0, UInt64(key.dropFirst(16), radix: 16) ?? 0)
        return Self.hexadecimal(SipHash(key: words).hash(address))
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Whether rows of erased addresses come back: the rule that imports and restores keep.
struct ErasureRule {
    /// Nil if nobody was erased.
    private let register: ErasureRegister?

    /// - Parameter resubscribes: Whether the user says that people have agreed again: then nobody is left out.
    init(_ register: ErasureRegister?, resubscribes: Bool) {
        self.register = resubscribes || register?.isEmpty ?? true ? nil : register
    }

    var leavesNobodyOut: Bool { register == nil }

    /// Whether a row is left out: its address was erased, and it was not activated later than that.
    func leavesOut(_ address: UnsafeRawBufferPointer, activated: Instant?) -> Bool {
        guard let erased = register?.erasure(of: address) else { return false }
        return activated.map { $0 <= erased } ?? true
    }
}
