/// The variables that a statement sees.
///
/// One dictionary serves all blocks: a block notes what it covers and puts that back at its end.
struct Scope {
    private var shapes: [String: Shape]
    private var covered: [(name: String, shape: Shape?)] = []
    /// Whether there may be variables that the checker does not know.
    var isOpen = false

    init(_ names: Set<String>) {
        shapes = Dictionary(uniqueKeysWithValues: names.map { ($0, .unknown) })
    }

    /// What is known of a variable; nil if it is not declared.
    subscript(name: String) -> Shape? { shapes[name] }

    var names: [String] { shapes.keys.sorted() }

    mutating func declare(_ name: String, _ shape: Shape) {
        covered.append((name, shapes[name]))
        // A name that gets values of two kinds has none that can be relied upon: a loop may turn back to the first.
        shapes[name] = shapes[name].map { $0 == shape ? shape : .unknown } ?? shape
    }

    /// Begins a block; returns what `leave(to:)` wants.
    func enter() -> Int { covered.count }

    mutating func leave(to mark: Int) {
        while covered.count > mark, let last = covered.popLast() {
            // What a block gave an outer name is not relied upon after it.
            shapes[last.name] = last.shape.map { $0 == shapes[last.name] ? $0 : .unknown }
        }
    }
}
