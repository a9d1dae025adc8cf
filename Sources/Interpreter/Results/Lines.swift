/// Lines of text: some that are there, and perhaps more that are made when they are wanted.
public struct Lines: Sequence, Equatable, ExpressibleByArrayLiteral, Sendable {
    private let first: [String]
    private let makeRest: (@Sendable () -> AnySequence<String>)?

    /// Lines that are there.
    public init(_ lines: [String] = []) {
        first = lines
        makeRest = nil
    }

    /// - Parameter rest: Gives the same lines whenever it is called.
    init(_ lines: [String], thenEachOf rest: @escaping @Sendable () -> AnySequence<String>) {
        first = lines
        makeRest = rest
    }

    /// Lines that are there.
    public init(arrayLiteral lines: String...) {
        self.init(lines)
    }

    /// Goes through the lines from the first.
    public func makeIterator() -> AnyIterator<String> {
        var lines = first.makeIterator()
        let rest = makeRest?().makeIterator()
        return AnyIterator { lines.next() ?? rest?.next() }
    }

    /// Whether both have the same lines.
    public static func == (one: Lines, other: Lines) -> Bool { one.elementsEqual(other) }
}
