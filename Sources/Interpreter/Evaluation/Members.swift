internal import CommandLanguage

/// The values on the right side of `in`.
struct Members {
    private let values: Set<Value>
    /// The kinds of the values.
    private let kinds: Set<ValueKind>

    init(_ values: some Sequence<Value>) {
        self.values = Set(values)
        kinds = Set(self.values.compactMap(\.kind))
    }

    /// The texts among them.
    var texts: Set<String> {
        values.reduce(into: []) { if case .text(let text) = $1 { $0.insert(text) } }
    }

    func contains(_ value: Value) -> Bool { values.contains(value) }

    /// A kind of some of the values that differs from the kind of this one; nil if there is none.
    func kind(unlike value: Value) -> ValueKind? {
        kinds.filter { $0 != value.kind }.min { $0.description < $1.description }
    }
}
