/// A number and its noun, for people: `1 row`, `3,198 rows`.
///
/// - Parameters:
///   - count: How many there are.
///   - one: What one of them is called, with whatever else of the sentence depends on the number: `row is`.
///   - many: What none or several are called.
public func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(NumberText.grouped(count)) \(count == 1 ? one : many)"
}

extension String {
    /// The text in quotation marks, as a sentence quotes the user's own words.
    public var quoted: String { "\"\(self)\"" }

    /// The text; of one with more than 60 bytes, the first 60 characters and `…`. A message quotes a word of megabytes so.
    public var abbreviated: String {
        let limit = 60
        guard utf8.count > limit, let end = index(startIndex, offsetBy: limit, limitedBy: endIndex) else { return self }
        return end == endIndex ? self : self[..<end] + "…"
    }
}

extension [String] {
    /// The words as a sentence offers them: `a`, `a or b`, `a, b or c`.
    public var alternatives: String { enumerated(with: "or") }

    /// The words as a sentence lists them: `a`, `a and b`, `a, b and c`.
    public var conjunction: String { enumerated(with: "and") }

    private func enumerated(with word: String) -> String {
        guard let last, count > 1 else { return first ?? "" }
        return "\(dropLast().joined(separator: ", ")) \(word) \(last)"
    }
}
