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
        var reader = Reader(rest: Substring(syntax).utf8)
        elements = reader.readSequence()
        let rest = Substring(reader.rest)
        problems = reader.problems + (rest.isEmpty ? [] : ["unexpected \(rest)"])
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

    /// Reads bytes: the first command of every run waits for all patterns, and characters would take three times as
    /// long.
    private struct Reader {
        var rest: Substring.UTF8View
        var problems: [String] = []

        /// Reads elements up to the end, or up to a `]`, `)`, `}` or `|` that an outer element consumes.
        mutating func readSequence() -> [Element] {
            var elements: [Element] = []
            while true {
                rest = rest.drop { $0 == UInt8(ascii: " ") }
                switch rest.first {
                case nil, UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "|"): return elements
                case UInt8(ascii: "["):
                    rest.removeFirst()
                    elements.append(.optional(readSequence()))
                    skip("]")
                case UInt8(ascii: "("): elements.append(.choice(readAlternatives(")")))
                case UInt8(ascii: "{"): elements.append(.anyOrder(readAlternatives("}")))
                case UInt8(ascii: "<"):
                    if let slot = readSlot() { elements.append(.slot(slot)) }
                default: elements.append(.keyword(readText(until: Self.endsWord)))
                }
            }
        }

        private mutating func readAlternatives(_ end: Unicode.Scalar) -> [[Element]] {
            var alternatives: [[Element]] = []
            repeat {
                rest.removeFirst()
                alternatives.append(readSequence())
            } while rest.first == UInt8(ascii: "|")
            skip(end)
            return alternatives
        }

        private mutating func readSlot() -> Slot? {
            rest.removeFirst()
            let name = readText { $0 == UInt8(ascii: ">") }
            rest = rest.dropFirst().drop { $0 == UInt8(ascii: ".") }
            let slot = Slot(rawValue: name)
            if slot == nil { problems.append("unknown slot \(name)") }
            return slot
        }

        private static func endsWord(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "|"), UInt8(ascii: "<"): true
            case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): true
            case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"): true
            default: false
            }
        }

        private mutating func readText(until isEnd: (UInt8) -> Bool) -> String {
            let text = rest.prefix { !isEnd($0) }
            rest = rest[text.endIndex...]
            return String(Substring(text))
        }

        private mutating func skip(_ character: Unicode.Scalar) {
            if rest.first == UInt8(ascii: character) {
                rest.removeFirst()
            } else {
                problems.append("missing \(character)")
            }
        }
    }
}
