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
