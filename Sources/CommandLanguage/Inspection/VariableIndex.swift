/// The variables of a script and of the scripts that it includes and runs, with every place that names them.
///
/// The places are found in the tokens, so that a mistake in a statement hides none of them.
public struct VariableIndex {
    /// A place that names a variable.
    public struct Occurrence {
        /// The script that holds it.
        public let source: Source
        /// The name alone, without `$`.
        public let range: SourceRange
        /// Whether the statement there gives the variable a value.
        public let isWritten: Bool
    }

    /// What gives a variable its first value.
    public enum Origin: Sendable {
        /// `let`, `param` or `for`.
        case binding, parameter, element
        /// The language: `$error` in the second block of `try`.
        case language
        /// Nothing that is known.
        case unknown
    }

    /// A variable and the block it belongs to: two loops may each have a `g`.
    public struct Symbol {
        /// The name without `$`.
        public let name: String
        /// What gives it its first value.
        public let origin: Origin
        /// Where it is named, each place once, even in a script that is included twice.
        public internal(set) var occurrences: [Occurrence] = []
        /// The blocks it belongs to.
        var blocks: [Int]
    }

    private let symbols: [Symbol]
    /// The enclosing block of each block; nil for a whole program.
    private let outerBlocks: [Int?]
    /// The scripts in which names may be hidden, because a quotation mark or a bracket is missing.
    public let unreadable: [Source]
    /// The names of included files that cannot be followed: the file is missing, or its name is known only at run time.
    public let unknownFiles: [(source: Source, range: SourceRange)]

    /// Indexes a script and those that it names. Linear in their length.
    ///
    /// - Parameters:
    ///   - source: The script.
    ///   - find: Finds the script that an `include` or a `run` names; nil if there is none. The same script must have
    ///     the same name each time.
    public init(_ source: Source, find: @escaping (_ file: String, _ source: Source) -> Source?) {
        var walk = VariableWalk(find)
        walk.walkProgram(source)
        symbols = walk.symbols
        outerBlocks = walk.outerBlocks
        unreadable = walk.unreadable
        unknownFiles = walk.unknownFiles
    }

    /// The variable that is named at a place.
    ///
    /// - Parameters:
    ///   - offset: A place in a source, in bytes.
    ///   - name: The name of the source.
    public func symbol(at offset: Int, in name: String?) -> Symbol? {
        let found = symbols.indices.filter { index in
            symbols[index].occurrences.contains { $0.source.name == name && $0.holds(offset) }
        }
        return found.first.map { merged($0) }
    }

    /// A variable merged with those that share a place with it: a name in a script that is included in two blocks
    /// stands for two variables.
    private func merged(_ first: Int) -> Symbol {
        var members: Set<Int> = [first]
        var places = Set(symbols[first].occurrences.map(\.place))
        var grows = true
        while grows {
            grows = false
            for index in symbols.indices where !members.contains(index) && symbols[index].name == symbols[first].name {
                let others = symbols[index].occurrences.map(\.place)
                guard others.contains(where: places.contains) else { continue }
                members.insert(index)
                places.formUnion(others)
                grows = true
            }
        }
        var symbol = symbols[first]
        var seen: Set<Occurrence.Place> = []
        symbol.occurrences = members.sorted().flatMap { symbols[$0].occurrences }.filter {
            seen.insert($0.place).inserted
        }
        symbol.blocks = members.sorted().flatMap { symbols[$0].blocks }
        return symbol
    }

    /// A place that names another variable, from which the symbol could no longer be told apart if it were renamed to
    /// `name`; nil if there is none.
    public func conflict(of symbol: Symbol, renamedTo name: String) -> Occurrence? {
        for other in symbols where other.name == name {
            let meets = other.blocks.contains { block in symbol.blocks.contains { isNested($0, block) } }
            if meets, let place = other.occurrences.first { return place }
        }
        return nil
    }

    /// Whether two blocks are the same, or one is within the other.
    private func isNested(_ one: Int, _ other: Int) -> Bool {
        chain(from: one).contains(other) || chain(from: other).contains(one)
    }

    private func chain(from block: Int) -> [Int] {
        Array(sequence(first: block) { outerBlocks[$0] })
    }
}

extension VariableIndex.Occurrence {
    /// What identifies a place.
    struct Place: Hashable {
        let name: String?
        let range: SourceRange
    }

    var place: Place { Place(name: source.name, range: range) }

    /// Whether an offset is in the name, right after it, or at the `$` before it.
    fileprivate func holds(_ offset: Int) -> Bool {
        let start = range.lower
        let hasDollar = start > 0 && source.bytes[start - 1] == Ascii.dollar
        return (hasDollar ? start - 1 : start) <= offset && offset <= range.upper
    }
}
