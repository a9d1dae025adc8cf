internal import CommandLanguage

/// The values that `in` looks through.
struct Members {
    private let values: Set<Value>
    /// The kinds that there are.
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

    /// A kind among the values that is not the kind of this one.
    func kind(unlike value: Value) -> ValueKind? {
        kinds.filter { $0 != value.kind }.min { $0.description < $1.description }
    }
}
