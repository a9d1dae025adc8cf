/// The output that a page shows.
public enum ShownOutput {
    /// Whether it is that of the program. A line `…` stands for any number of lines.
    public static func matches(_ shown: ArraySlice<String>, _ output: ArraySlice<String>) -> Bool {
        guard let first = shown.first else { return output.isEmpty }
        if first == "…" {
            return (output.startIndex...output.endIndex).contains { matches(shown.dropFirst(), output[$0...]) }
        }
        return output.first == first && matches(shown.dropFirst(), output.dropFirst())
    }
}
