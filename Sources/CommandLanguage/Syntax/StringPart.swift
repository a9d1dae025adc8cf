/// A part of a quoted text: escapes are resolved, interpolations are not.
public enum StringPart: Hashable, Sendable {
    case text(String)
    case variable(Variable)
}
