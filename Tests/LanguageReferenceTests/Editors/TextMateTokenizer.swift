import Foundation

/// Colours a text by a TextMate grammar as Visual Studio Code does: line by line, the earliest match first, of those
/// that begin together the first of the list.
struct TextMateTokenizer {
    enum GrammarError: Error {
        case unknownRule(String)
        /// A rule begins and ends without having taken anything.
        case standsStill(line: Int)
    }

    private final class Rule {
        let name: String?
        let match: NSRegularExpression?
        let captures: [Int: String]
        /// For a rule that takes a range: the pattern of its end, with references to what its beginning captured.
        let end: String?
        let endCaptures: [Int: String]
        let isAnchored: Bool
        let patterns: [[String: Any]]

        init(_ fields: [String: Any]) throws {
            name = fields["name"] as? String
            let pattern = fields["match"] as? String ?? fields["begin"] as? String
            isAnchored = pattern?.contains(#"\G"#) ?? false
            match = try pattern.map { try NSRegularExpression(pattern: $0) }
            captures = Self.names(fields["captures"] ?? fields["beginCaptures"])
            end = fields["end"] as? String
            endCaptures = Self.names(fields["endCaptures"])
            patterns = fields["patterns"] as? [[String: Any]] ?? []
        }

        private static func names(_ captures: Any?) -> [Int: String] {
            var names: [Int: String] = [:]
            for (number, capture) in captures as? [String: [String: String]] ?? [:] {
                if let number = Int(number) { names[number] = capture["name"] }
            }
            return names
        }
    }

    private struct Frame {
        let rule: Rule
        let end: NSRegularExpression?
        let enteredAt: Int
    }

    private let repository: [String: [String: Any]]
    private let root: Rule
    private var rules: [String: [Rule]] = [:]

    init(grammar: Data) throws {
        let object = try JSONSerialization.jsonObject(with: grammar) as? [String: Any] ?? [:]
        repository = object["repository"] as? [String: [String: Any]] ?? [:]
        root = try Rule(object)
    }

    /// The innermost scope of each UTF-16 unit; an empty text where there is none.
    mutating func scopes(of text: String) throws -> [String] {
        let text = text as NSString
        var scopes: [String] = []
        var stack = [Frame(rule: root, end: nil, enteredAt: -1)]
        var start = 0
        var number = 1
        while start < text.length {
            var end = 0
            text.getLineStart(nil, end: &end, contentsEnd: nil, for: NSRange(location: start, length: 0))
            let line = text.substring(with: NSRange(location: start, length: end - start))
            let full = line.hasSuffix("\n") ? line : line + "\n"
            scopes += try self.scopes(ofLine: full as NSString, number, &stack).prefix(end - start)
            start = end
            number += 1
        }
        return scopes
    }

    private mutating func scopes(ofLine line: NSString, _ number: Int, _ stack: inout [Frame]) throws -> [String] {
        var scopes = Array(repeating: "", count: line.length)
        var position = 0
        var anchor = -1
        stack = stack.map { Frame(rule: $0.rule, end: $0.end, enteredAt: -1) }
        while true {
            let frame = stack[stack.count - 1]
            var best: (rule: Rule?, result: NSTextCheckingResult)?
            if let end = frame.end.flatMap({ match($0, line, position) }) { best = (nil, end) }
            for rule in try expanded(frame.rule.patterns) where !rule.isAnchored || anchor == position {
                guard let result = rule.match.flatMap({ match($0, line, position) }) else { continue }
                if best == nil || result.range.location < best?.result.range.location ?? 0 { best = (rule, result) }
            }
            let next = best?.result.range ?? NSRange(location: line.length, length: 0)
            fill(&scopes, position..<next.location, innermost(stack))
            guard let best else { return scopes }
            let last = position
            position = next.upperBound
            guard let rule = best.rule else {
                if position == last, frame.enteredAt == last { throw GrammarError.standsStill(line: number) }
                apply(frame.rule.endCaptures, best.result, innermost(stack), &scopes)
                stack.removeLast()
                anchor = -1
                continue
            }
            if let end = rule.end {
                let resolved = try NSRegularExpression(pattern: resolve(end, best.result, line))
                stack.append(Frame(rule: rule, end: resolved, enteredAt: last))
                anchor = position
            } else if next.length == 0 {
                throw GrammarError.standsStill(line: number)
            }
            apply(rule.captures, best.result, rule.name ?? innermost(stack), &scopes)
        }
    }

    private func match(_ expression: NSRegularExpression, _ line: NSString, _ position: Int) -> NSTextCheckingResult? {
        expression.firstMatch(
            in: line as String, options: [.withTransparentBounds, .withoutAnchoringBounds],
            range: NSRange(location: position, length: line.length - position))
    }

    private func innermost(_ stack: [Frame]) -> String { stack.last { $0.rule.name != nil }?.rule.name ?? "" }

    private func fill(_ scopes: inout [String], _ range: Range<Int>, _ name: String) {
        for index in range { scopes[index] = name }
    }

    private func apply(
        _ captures: [Int: String], _ result: NSTextCheckingResult, _ name: String, _ scopes: inout [String]
    ) {
        if let range = Range(result.range) { fill(&scopes, range, name) }
        for (number, name) in captures.sorted(by: { $0.key < $1.key }) where number < result.numberOfRanges {
            if let range = Range(result.range(at: number)) { fill(&scopes, range, name) }
        }
    }

    /// The pattern of an end with what the beginning captured.
    private func resolve(_ end: String, _ result: NSTextCheckingResult, _ line: NSString) -> String {
        (1..<10).filter { $0 < result.numberOfRanges && result.range(at: $0).location != NSNotFound }
            .reduce(end) { pattern, number in
                let captured = NSRegularExpression.escapedPattern(for: line.substring(with: result.range(at: number)))
                return pattern.replacingOccurrences(of: "\\\(number)", with: captured)
            }
    }

    /// The rules that patterns stand for, in their order.
    private mutating func expanded(_ patterns: [[String: Any]]) throws -> [Rule] {
        let key = "\(patterns)"
        if let known = rules[key] { return known }
        var seen: Set<String> = []
        let found = try expand(patterns, &seen)
        rules[key] = found
        return found
    }

    private func expand(_ patterns: [[String: Any]], _ seen: inout Set<String>) throws -> [Rule] {
        try patterns.flatMap { pattern -> [Rule] in
            guard let include = pattern["include"] as? String else { return [try Rule(pattern)] }
            guard seen.insert(include).inserted else { return [] }
            guard let rule = repository[String(include.dropFirst())] else { throw GrammarError.unknownRule(include) }
            if rule["match"] ?? rule["begin"] != nil { return [try Rule(rule)] }
            return try expand(rule["patterns"] as? [[String: Any]] ?? [], &seen)
        }
    }
}
