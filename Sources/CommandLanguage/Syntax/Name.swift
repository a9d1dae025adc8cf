internal import Recipients

/// A name as it is written in a source: that of a variable, a field or a member.
public struct Name: Hashable, Sendable {
    /// The name as it was written.
    public let text: String
    /// Where it is.
    public let range: SourceRange

    /// A name at its place.
    public init(_ text: String, range: SourceRange) {
        self.text = text
        self.range = range
    }
}

/// A variable, perhaps with members: `$name`, `$name.member`.
public struct Variable: Hashable, Sendable {
    /// The name without the `$`.
    public let name: Name
    /// The members, from left to right; mostly none or one.
    public let members: [Name]
    /// Where it is, including its members.
    public let range: SourceRange

    /// A variable at its place.
    public init(name: Name, members: [Name], range: SourceRange) {
        self.name = name
        self.members = members
        self.range = range
    }

    /// The text that was probably meant where a value has no such member: for `$g.name.csv`, `"${g.name}.csv"`. Nil if
    /// what follows the value is not written like the rest of a name.
    ///
    /// - Parameter index: The index of the member that the value lacks.
    public func text(endingBefore index: Int) -> String? {
        let names = members.map(\.text)
        guard names.allSatisfy(Identifier.isValid) else { return nil }
        let value = ([name.text] + names.prefix(index)).joined(separator: ".")
        return "\"${\(value)}.\(names.dropFirst(index).joined(separator: "."))\""
    }
}

extension String {
    /// The name of a field in the form in which it is compared: trimmed, NFC, lower case.
    var foldedForComparison: String { trimmed.normalizedNFC.lowercased() }
}

/// Names of variables: a letter or `_`, then letters, digits and `_`.
public enum Identifier {
    /// Whether a text can name a variable.
    public static func isValid(_ text: String) -> Bool {
        var isFirst = true
        for scalar in text.unicodeScalars {
            guard holds(scalar, first: isFirst) else { return false }
            isFirst = false
        }
        return !isFirst
    }

    static func holds(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
        if scalar == "_" { return true }
        return first ? scalar.properties.isIDStart : scalar.properties.isIDContinue
    }
}
