internal import CommandLanguage

/// The values that `in` looks through.
struct Members {
    private let values: Set<Value>
    /// One value of each kind that there is.
    private var examples: [String: Value] = [:]

    init(_ values: some Sequence<Value>) {
        self.values = Set(values)
        for value in self.values where value != .none { examples[value.kindDescription] = value }
    }

    func contains(_ value: Value) -> Bool { values.contains(value) }

    /// A kind among the values that is not the kind of this one.
    func kind(unlike value: Value) -> String? {
        examples.keys.sorted().first { $0 != value.kindDescription }
    }
}
