/// A part of a quoted text: escapes are resolved, interpolations are not.
public enum StringPart: Hashable, Sendable {
    /// Text that stands for itself, its escapes resolved.
    case text(String)
    /// A variable whose value is filled in.
    case variable(Variable)
}
