internal import Recipients

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
