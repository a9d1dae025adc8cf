/// A command's syntax, compiled from its usage text.
struct SyntaxPattern: Sendable {
    indirect enum Element: Hashable, Sendable {
        /// A literal word, in lower case.
        case keyword(String)
        case slot(Slot)
        case optional([Element])
        case choice([[Element]])
        /// Any of these, each at most once, in any order.
        case anyOrder([[Element]])
    }

    let elements: [Element]
    /// What is wrong with the usage text; empty for all commands, as a test asserts.
    let problems: [String]

    /// Reads literal words, `<slot>`, `[optional]`, `(a|b)` and `{a|b}`: each of the alternatives in braces may be used
    /// once, in any order. A `...` after a slot is only for readers.
    init(_ syntax: String) {
        var reader = Reader(rest: Substring(syntax))
        elements = reader.readSequence()
        if !reader.rest.isEmpty { reader.problems.append("unexpected \(reader.rest)") }
        problems = reader.problems
    }

    /// Whether the syntax has this literal word.
    func names(_ word: String) -> Bool {
        func names(_ element: Element) -> Bool {
            switch element {
            case .keyword(word): true
            case .optional(let elements): elements.contains(where: names)
            case .choice(let alternatives), .anyOrder(let alternatives):
                alternatives.contains { $0.contains(where: names) }
            case .keyword, .slot: false
            }
        }
        return elements.contains(where: names)
    }

    private struct Reader {
        var rest: Substring
        var problems: [String] = []

        /// Reads elements up to the end, or up to a `]`, `)`, `}` or `|` that an outer element consumes.
        mutating func readSequence() -> [Element] {
            var elements: [Element] = []
            while true {
                rest = rest.drop { $0 == " " }
                guard let next = rest.first, !"])}|".contains(next) else { return elements }
                switch next {
                case "[":
                    rest.removeFirst()
                    elements.append(.optional(readSequence()))
                    skip("]")
                case "(":
                    elements.append(.choice(readAlternatives(")")))
                case "{":
                    elements.append(.anyOrder(readAlternatives("}")))
                case "<":
                    if let slot = readSlot() { elements.append(.slot(slot)) }
                default:
                    let word = rest.prefix { !" []()|<{}".contains($0) }
                    rest = rest.dropFirst(word.count)
                    elements.append(.keyword(String(word)))
                }
            }
        }

        private mutating func readAlternatives(_ end: Character) -> [[Element]] {
            var alternatives: [[Element]] = []
            repeat {
                rest.removeFirst()
                alternatives.append(readSequence())
            } while rest.first == "|"
            skip(end)
            return alternatives
        }

        private mutating func readSlot() -> Slot? {
            let name = rest.dropFirst().prefix { $0 != ">" }
            rest = rest.dropFirst(name.count + 2).drop { $0 == "." }
            let slot = Slot(rawValue: String(name))
            if slot == nil { problems.append("unknown slot \(name)") }
            return slot
        }

        private mutating func skip(_ character: Character) {
            if rest.first == character {
                rest.removeFirst()
            } else {
                problems.append("missing \(character)")
            }
        }
    }
}
