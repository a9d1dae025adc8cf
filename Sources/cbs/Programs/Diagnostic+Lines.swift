import CommandLanguage

extension Diagnostic {
    /// The same problem, with the source's first line counted as another: statements of a longer input are read one by
    /// one.
    func movingFirstLine(of chunk: Source, to line: Int) -> Diagnostic {
        guard line > 1, let source, source === chunk, let range else { return self }
        let before = [UInt8](repeating: UInt8(ascii: "\n"), count: line - 1)
        return Diagnostic(
            failure,
            in: Source(name: source.name, bytes: before + source.bytes),
            at: SourceRange(range.lower + before.count, range.upper + before.count)
        )
    }
}
