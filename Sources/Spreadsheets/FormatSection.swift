/// One of the sections of a number format's code, which semicolons separate (ECMA-376, 18.8.31).
struct FormatSection: Hashable {
    enum Token: Hashable {
        /// `0`, `#` or `?`.
        case digit(Character)
        /// A character that is shown as it is.
        case literal(Character)
        case point
        case thousands
        case percent
        /// `E+`, a fraction's `/`, `@` or `General`: the number is shown in another way.
        case other
        /// A letter of a date.
        case date(Character)
    }

    private(set) var tokens: [Token] = []
    private(set) var condition: Condition?
    private(set) var elapsed: ElapsedFormat?

    /// Which numbers a section is for: `[<=9999999]`.
    struct Condition: Hashable {
        let comparison: String
        let bound: Double

        func holds(for value: Double) -> Bool {
            switch comparison {
            case "<": value < bound
            case "<=": value <= bound
            case ">": value > bound
            case ">=": value >= bound
            case "<>": value != bound
            default: value == bound
            }
        }
    }

    private static let longestCode = 1024

    /// The sections of a code; empty if the code is too long.
    static func sections(of code: String) -> [FormatSection] {
        guard code.utf8.count <= longestCode else { return [] }
        var sections = [FormatSection()]
        var rest = Substring(code)
        while let character = rest.first {
            rest = rest.dropFirst()
            if character == ";" {
                sections.append(FormatSection())
            } else {
                sections[sections.count - 1].take(character, &rest)
            }
        }
        for index in sections.indices { sections[index].settleElapsed() }
        return sections
    }

    /// - Parameter rest: What follows the character; what belongs to it is removed.
    private mutating func take(_ character: Character, _ rest: inout Substring) {
        switch character {
        case "0", "#", "?": tokens.append(.digit(character))
        case ".": tokens.append(.point)
        case ",": tokens.append(.thousands)
        case "%": tokens.append(.percent)
        case "@", "/": tokens.append(isDate ? .literal(character) : .other)
        case "\"":
            tokens += rest.prefix { $0 != "\"" }.map { .literal($0) }
            rest = rest.drop { $0 != "\"" }.dropFirst()
        case "\\":
            if let literal = rest.popFirst() { tokens.append(.literal(literal)) }
        case "_", "*": rest = rest.dropFirst()
        case "[":
            takeBrackets(rest.prefix { $0 != "]" })
            rest = rest.drop { $0 != "]" }.dropFirst()
        case "E" where rest.first == "+" || rest.first == "-", "e" where rest.first == "+" || rest.first == "-":
            tokens.append(.other)
            rest = rest.dropFirst()
        case "G" where Self.begins(rest, "eneral"), "g" where Self.begins(rest, "eneral"),
            "S" where Self.begins(rest, "tandard"), "s" where Self.begins(rest, "tandard"):
            tokens.append(.other)
            rest = rest.drop { $0.isLetter }
        case _ where "ymdhsjYMDHSJ".contains(character): tokens.append(.date(character))
        default: tokens.append(.literal(character))
        }
    }

    private static func begins(_ rest: Substring, _ word: String) -> Bool {
        rest.prefix(word.count).lowercased() == word
    }

    /// A condition or a unit of elapsed time; colours, languages and currencies do not matter.
    private mutating func takeBrackets(_ content: Substring) {
        let comparison = content.prefix { "<>=".contains($0) }
        if !comparison.isEmpty, let bound = Double(content.dropFirst(comparison.count)) {
            condition = Condition(comparison: String(comparison), bound: bound)
        } else if let unit = content.lowercased().first, "hms".contains(unit),
            content.lowercased().allSatisfy({ $0 == unit })
        {
            elapsed = ElapsedFormat(unit: unit, width: content.count, hasMinutes: false, hasSeconds: false)
        }
    }

    /// Finds out which smaller units follow that of elapsed time.
    private mutating func settleElapsed() {
        guard let found = elapsed else { return }
        let letters = tokens.compactMap { if case .date(let letter) = $0 { letter } else { nil } }
        elapsed = ElapsedFormat(
            unit: found.unit, width: found.width,
            hasMinutes: letters.contains { $0 == "m" || $0 == "M" },
            hasSeconds: letters.contains { $0 == "s" || $0 == "S" })
    }

    var isDate: Bool { tokens.contains { if case .date = $0 { true } else { false } } }
    var isPercent: Bool { tokens.contains(.percent) }

    /// The tokens before the decimal point.
    var whole: ArraySlice<Token> { tokens.prefix { $0 != .point } }

    /// The literal characters before the first digit.
    private var prefix: [Character] {
        tokens.prefix { $0.isLiteral }.compactMap { if case .literal(let character) = $0 { character } else { nil } }
    }

    /// Whether the section puts digits in fixed places rather than showing an amount: it has leading zeros, signs
    /// between its digits, or something before them that is not a currency.
    var isMask: Bool {
        let digits = whole.filter(\.isDigit)
        guard !digits.isEmpty, elapsed == nil, !isDate, !isPercent, !tokens.contains(.thousands),
            !tokens.contains(.other)
        else { return false }
        let fromFirstZero = digits.drop { $0 != .digit("0") }
        if fromFirstZero.count >= 2 || Currency.isOther(prefix) { return true }
        let inner = whole.drop { !$0.isDigit }.reversed().drop { !$0.isDigit }
        return fromFirstZero.isEmpty && inner.contains(where: \.isLiteral)
    }
}

extension FormatSection.Token {
    var isDigit: Bool { if case .digit = self { true } else { false } }
    var isLiteral: Bool { if case .literal = self { true } else { false } }
}

/// Currencies before an amount of money.
private enum Currency {
    /// Whether characters before a number are not a currency: a country's or a customer's letters, a plus sign, a
    /// digit.
    static func isOther(_ prefix: [Character]) -> Bool {
        guard prefix.contains(where: { $0.isLetter || $0.isNumber || $0 == "+" }) else { return false }
        let word = prefix.filter { !$0.isWhitespace && $0 != "." }
        // A code of ISO 4217 has three capital letters.
        let isCode = word.count == 3 && word.allSatisfy { $0.isUppercase }
        return !isCode && !prefix.contains(where: \.isCurrencySymbol)
            && !["kr", "zł", "fr", "rs", "lei", "kč", "ft", "euro"].contains(String(word).lowercased())
    }
}
