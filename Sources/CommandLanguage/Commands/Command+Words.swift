extension Command {
    /// The keywords that may follow the verb, in the order of the syntax, each once.
    public var keywords: [String] {
        var seen: Set<String> = []
        return pattern.elements.dropFirst(words.count).flatMap(\.keywords).filter { seen.insert($0).inserted }
    }

    /// Whether it may contain `NAME=value`.
    public var takesAssignments: Bool {
        slots.contains(.fieldValue) || slots.contains(.parameter) || options.contains { $0.valueKind == .mapping }
    }

    /// What the user fills in, in the order of the syntax.
    public var slots: [Slot] { pattern.elements.flatMap(\.slots) }
}

extension SyntaxPattern.Element {
    fileprivate var keywords: [String] {
        switch self {
        case .keyword(let word): [word]
        case .slot(let slot): slot.keywords
        case .optional(let elements): elements.flatMap(\.keywords)
        case .choice(let alternatives), .anyOrder(let alternatives): alternatives.flatMap { $0.flatMap(\.keywords) }
        }
    }

    fileprivate var slots: [Slot] {
        switch self {
        case .keyword: []
        case .slot(let slot): [slot]
        case .optional(let elements): elements.flatMap(\.slots)
        case .choice(let alternatives), .anyOrder(let alternatives): alternatives.flatMap { $0.flatMap(\.slots) }
        }
    }
}

extension Slot {
    /// The keywords that may be part of what is written in the slot.
    fileprivate var keywords: [String] {
        switch self {
        case .backup: ["backup", "latest", "of", "group"]
        case .source, .left, .right: ["backup", "latest", "of", "group", "as"]
        default: []
        }
    }
}
