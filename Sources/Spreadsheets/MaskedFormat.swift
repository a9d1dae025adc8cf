/// A number format that puts digits in fixed places: `00000`, `000\-00\-0000`, `"D-"00000`.
struct MaskedFormat: Hashable {
    let sections: [FormatSection]

    /// A number as the format shows it, without white space around it; nil if it is shown as an amount after all.
    ///
    /// - Parameter plain: The number without a sign: digits, with or without a decimal point.
    func shown(_ value: Double, plain: String) -> String? {
        let (section, hidesSign) = section(for: value)
        guard section.isMask else { return nil }
        let parts = plain.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            return nil
        }
        var shown = value < 0 && !hidesSign ? "-" : ""
        shown += Self.fill(section.whole, with: whole == "0" ? "" : whole)
        // All decimals are kept, however many the format has.
        if parts.count > 1 { shown += "." + parts[1] }
        for token in section.tokens.dropFirst(section.whole.count) {
            if case .literal(let character) = token { shown.append(character) }
        }
        return shown.trimmed
    }

    /// Whether the format shows decimals of a number; otherwise the number is rounded.
    func hasDecimals(_ value: Double) -> Bool { section(for: value).section.tokens.contains(.point) }

    /// The section for a number, and whether the section itself shows that a number is negative.
    private func section(for value: Double) -> (section: FormatSection, hidesSign: Bool) {
        // There is at least one section.
        if sections.contains(where: { $0.condition != nil }) {
            let met = sections.first { $0.condition?.holds(for: value) ?? false }
            return (met ?? sections.first { $0.condition == nil } ?? sections[0], false)
        }
        if value < 0, sections.count > 1 { return (sections[1], true) }
        if value == 0, sections.count > 2 { return (sections[2], true) }
        return (sections[0], false)
    }

    /// Puts digits into their places, from the last one backwards; digits without a place come first.
    private static func fill(_ tokens: ArraySlice<FormatSection.Token>, with digits: Substring) -> String {
        let places = tokens.count(where: \.isDigit)
        var shown = ""
        var place = 0
        var writesZeros = false
        for token in tokens {
            switch token {
            case .literal(let character): shown.append(character)
            case .digit(let kind):
                writesZeros = writesZeros || kind == "0"
                let left = places - place
                if place == 0, digits.count > places {
                    shown += digits.prefix(digits.count - places + 1)
                } else if left <= digits.count {
                    shown.append(digits[digits.index(digits.endIndex, offsetBy: -left)])
                } else if writesZeros {
                    shown.append("0")
                }
                place += 1
            default: break
            }
        }
        return shown
    }
}

/// A number format for lengths of time: `[h]:mm:ss` shows a day and a half as `36:00:00`.
struct ElapsedFormat: Hashable {
    /// The largest unit, whose number is not limited: `h`, `m` or `s`.
    let unit: Character
    /// The fewest digits that it is shown with.
    let width: Int
    let hasMinutes: Bool
    let hasSeconds: Bool

    /// - Parameter days: A length of time in days.
    /// - Returns: Nil if it is negative or too long.
    func shown(days: Double) -> String? {
        guard days >= 0, days < 1e9 else { return nil }
        let seconds = Int64((days * 86_400).rounded())
        let (first, rest): (Int64, [Int64]) =
            switch unit {
            case "h": (seconds / 3600, (hasMinutes ? [seconds / 60 % 60] : []) + (hasSeconds ? [seconds % 60] : []))
            case "m": (seconds / 60, hasSeconds ? [seconds % 60] : [])
            default: (seconds, [])
            }
        return ([Self.padded(first, width)] + rest.map { Self.padded($0, 2) }).joined(separator: ":")
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
    }
}
