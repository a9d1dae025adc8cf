/// Goes through the tokens of scripts in the order of a run, and finds out which variable each name means. Scenarios
/// come after all other statements.
struct VariableWalk {
    typealias Finder = (_ file: String, _ source: Source) -> Source?

    private(set) var symbols: [VariableIndex.Symbol] = []
    private(set) var outerBlocks: [Int?] = []
    private(set) var unreadable: [Source] = []
    private(set) var unknownFiles: [(source: Source, range: SourceRange)] = []
    private let find: Finder
    /// The variables visible at the place, by name: one dictionary a block, the outermost block first.
    private var blocks: [Block] = []
    /// The names of the scripts that include one another on the way to the place.
    private var includes: [String] = []
    private var included = InclusionCount()
    private var lexed: [String: LexedSource] = [:]
    /// The scenarios of the program that have been met.
    private var laterScenarios: [LaterScenario] = []
    /// The parameters of the scripts that are run and have been walked, by the script's name.
    private var programs: [String: [String: Int]] = [:]

    private struct Block {
        let id: Int
        var symbols: [String: Int] = [:]
    }

    init(_ find: @escaping Finder) {
        self.find = find
    }

    /// A scenario, with the tokens from its first word to its end.
    private struct LaterScenario {
        let place: Place
        let tokens: Range<Int>
        let includes: [String]
    }

    /// Walks a script that has its own variables.
    mutating func walkProgram(_ source: Source) {
        let outer = (blocks, laterScenarios, includes)
        (blocks, laterScenarios) = ([], [])
        enterBlock()
        walk(source)
        programs[source.name ?? ""] = blocks[0].symbols
        for scenario in laterScenarios {
            includes = scenario.includes
            var place = scenario.place
            for index in scenario.tokens { pass(index, &place) }
            finish(&place)
            blocks.removeLast(blocks.count - 1)
        }
        (blocks, laterScenarios, includes) = outer
    }

    // MARK: Names

    private mutating func enterBlock() {
        blocks.append(Block(id: outerBlocks.count))
        outerBlocks.append(blocks.dropLast().last?.id)
    }

    /// The variable that a name means here; a new one if there is none.
    private mutating func symbol(_ name: String, _ origin: VariableIndex.Origin) -> Int {
        if let found = blocks.last(where: { $0.symbols[name] != nil })?.symbols[name] { return found }
        // A variable that nothing gives a value may come from anywhere in the program.
        return declare(name, origin, in: origin == .unknown ? 0 : blocks.count - 1)
    }

    private mutating func declare(_ name: String, _ origin: VariableIndex.Origin, in index: Int) -> Int {
        symbols.append(VariableIndex.Symbol(name: name, origin: origin, blocks: [blocks[index].id]))
        if origin != .unknown { blocks[index].symbols[name] = symbols.count - 1 }
        return symbols.count - 1
    }

    private mutating func note(_ symbol: Int, _ source: Source, _ range: SourceRange, isWritten: Bool) {
        symbols[symbol].occurrences.append(
            VariableIndex.Occurrence(source: source, range: range, isWritten: isWritten))
    }

    private mutating func use(_ variable: Variable, _ source: Source) {
        let name = variable.name.text
        let isKnown = blocks.contains { $0.symbols[name] != nil }
        let other =
            isKnown
            ? nil : symbols.firstIndex { $0.name == name && $0.origin == .unknown && $0.blocks == [blocks[0].id] }
        note(other ?? symbol(name, .unknown), source, variable.name.range, isWritten: false)
    }

    // MARK: Statements

    /// The position of the walk in a script.
    private struct Place {
        let source: Source
        let lexed: LexedSource
        /// How many blocks are around the whole script.
        let outermost: Int
        /// The first word of the statement, and those of the enclosing statements.
        var head: String?
        var heads: [String?] = []
        /// The name that gets a value once the statement has been read.
        var pending: (name: Name, origin: VariableIndex.Origin)?
        var isAtStart = true

        func text(_ index: Int) -> String { source.text(lexed.tokens[index].range) }

        func isWord(_ word: String, _ index: Int) -> Bool {
            lexed.tokens.indices.contains(index) && lexed.tokens[index].kind == .word
                && text(index).lowercased() == word
        }
    }

    private mutating func walk(_ source: Source) {
        let name = source.name ?? ""
        let tokens = lexed[name] ?? Lexer.lex(source)
        lexed[name] = tokens
        if tokens.isIncomplete || !tokens.problems.isEmpty { unreadable.append(source) }
        var place = Place(source: source, lexed: tokens, outermost: blocks.count)
        includes.append(name)
        var index = 0
        while index < tokens.tokens.count {
            if let end = endOfScenario(at: index, place) {
                laterScenarios.append(LaterScenario(place: place, tokens: index..<end, includes: includes))
                place.isAtStart = false
                index = end
            } else {
                pass(index, &place)
                index += 1
            }
        }
        finish(&place)
        blocks.removeLast(blocks.count - place.outermost)
        includes.removeLast()
    }

    /// The end of the scenario that begins at a token of a script's top level; nil if none does.
    private func endOfScenario(at start: Int, _ place: Place) -> Int? {
        guard place.isAtStart, blocks.count == 1, place.isWord("scenario", start) else { return nil }
        let tokens = place.lexed.tokens
        var depth = 0
        for index in tokens[start...].indices {
            switch tokens[index].kind {
            case .leftBrace: depth += 1
            case .rightBrace where depth <= 1: return index + 1
            case .rightBrace: depth -= 1
            case .newline, .semicolon, .endOfFile:
                if depth == 0 || tokens[index].kind == .endOfFile { return index }
            default: break
            }
        }
        return tokens.count
    }

    private mutating func pass(_ index: Int, _ place: inout Place) {
        let token = place.lexed.tokens[index]
        switch token.kind {
        case .newline, .semicolon, .endOfFile:
            finish(&place)
            place.head = nil
            place.isAtStart = true
            return
        case .leftBrace:
            enterBlock()
            begin(&place, isElse: place.isWord("else", index - 1))
            place.heads.append(place.head)
            place.head = nil
            place.isAtStart = true
            return
        case .rightBrace:
            finish(&place)
            if blocks.count > place.outermost { blocks.removeLast() }
            place.head = place.heads.popLast() ?? nil
        case .variable:
            let names = SourceRange(token.range.lower + 1, token.range.upper)
            if let variable = Lexer.variable(named: names, of: place.source, in: token.range) {
                use(variable, place.source)
            }
        case .string where Int(token.payload) < place.lexed.strings.count:
            for case .variable(let variable) in place.lexed.strings[Int(token.payload)] { use(variable, place.source) }
        case .word: passWord(index, &place)
        default: break
        }
        place.isAtStart = false
    }

    private mutating func passWord(_ index: Int, _ place: inout Place) {
        let word = place.text(index).lowercased()
        let isCommand =
            place.isAtStart || place.isWord("rehearse", index - 1) || place.head == "let" && isAfterEquals(index, place)
        if isCommand, word == "run" { run(index, place) }
        guard place.isAtStart else { return }
        place.head = word
        switch word {
        case "let": place.pending = bound(index + 1, place).map { ($0, .binding) }
        case "param": place.pending = bound(index + 1, place).map { ($0, .parameter) }
        case "for": place.pending = bound(index + 1, place).map { ($0, .element) }
        case "include": include(index + 1, place)
        default: break
        }
    }

    private func isAfterEquals(_ index: Int, _ place: Place) -> Bool {
        index > 0 && place.lexed.tokens[index - 1].kind == .equals
    }

    /// The name at a token that is being given a value.
    private func bound(_ index: Int, _ place: Place) -> Name? {
        let token = place.lexed.tokens[min(index, place.lexed.tokens.count - 1)]
        guard token.kind == .word, Identifier.isValid(place.source.text(token.range)) else { return nil }
        return Name(place.source.text(token.range), range: token.range)
    }

    /// Declares the name of a `let` or `param` at its end.
    private mutating func finish(_ place: inout Place) {
        guard let pending = place.pending, pending.origin != .element else { return place.pending = nil }
        note(symbol(pending.name.text, pending.origin), place.source, pending.name.range, isWritten: true)
        place.pending = nil
    }

    /// Declares the name of a `for`, or `$error`, in the block that begins.
    private mutating func begin(_ place: inout Place, isElse: Bool) {
        if let pending = place.pending, pending.origin == .element {
            let element = declare(pending.name.text, .element, in: blocks.count - 1)
            note(element, place.source, pending.name.range, isWritten: true)
            place.pending = nil
        }
        if isElse, place.head == "try" { _ = declare(Statement.errorName, .language, in: blocks.count - 1) }
    }

    // MARK: Other scripts

    private func literalText(_ index: Int, _ place: Place) -> String? {
        let token = place.lexed.tokens[min(index, place.lexed.tokens.count - 1)]
        switch token.kind {
        case .word: return place.source.text(token.range)
        case .string where Int(token.payload) < place.lexed.strings.count:
            return place.lexed.strings[Int(token.payload)].literalText
        default: return nil
        }
    }

    private mutating func include(_ index: Int, _ place: Place) {
        let range = place.lexed.tokens[min(index, place.lexed.tokens.count - 1)].range
        guard let file = literalText(index, place), let source = find(file, place.source) else {
            return unknownFiles.append((place.source, range))
        }
        if included.add(source, within: includes).isFine { walk(source) }
    }

    /// Walks a script that is run, once, and notes the parameters that it is given.
    private mutating func run(_ index: Int, _ place: Place) {
        guard let file = literalText(index + 1, place), let source = find(file, place.source) else { return }
        let name = source.name ?? ""
        if programs[name] == nil, !includes.contains(name), includes.count <= InclusionCount.maximumDepth {
            programs[name] = [:]
            walkProgram(source)
        }
        let tokens = place.lexed.tokens
        for next in tokens[index...].indices.dropFirst(2) {
            if tokens[next].endsStatement || tokens[next].kind == .rightBrace { return }
            guard tokens[next].kind == .equals, let given = bound(next - 1, place),
                let parameter = programs[name]?[given.text], symbols[parameter].origin == .parameter
            else { continue }
            note(parameter, place.source, given.range, isWritten: true)
        }
    }
}
