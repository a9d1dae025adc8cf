public import DelimitedText

/// JSON objects in the cells of one column of a table, whose members are columns themselves.
public struct JSONAttributes {
    private var columns = JSONColumns()
    private var walk = JSONObjectWalk()
    private var scratch: [UInt8] = []

    /// A reader that has seen no names yet.
    public init() {}

    /// The names of all members, in order of first appearance.
    public var names: [String] { columns.names }

    /// Takes note of the names in a cell; false if it holds anything but an object.
    public mutating func learn(_ cell: UnsafeRawBufferPointer) -> Bool {
        var columns = columns
        defer { self.columns = columns }
        do throws(JSONDefect) {
            try walk.walk(Self.trimmed(cell), scope: .attributes) { (scope, name, _, range) throws(JSONDefect) in
                guard columns.index(of: name, in: scope, guess: 0) == nil else { return }
                if !columns.add(name, in: scope) { throw JSONDefect(reason: "", offset: range.lowerBound) }
            }
            return true
        } catch {
            return false
        }
    }

    /// Writes the members of a cell's object to cells of a record; false if it is none, or has names that are new.
    public mutating func expand(
        _ cell: UnsafeRawBufferPointer,
        into builder: inout RecordBatchBuilder,
        from firstColumn: Int
    ) -> Bool {
        let text = Self.trimmed(cell)
        let columns = columns
        var scratch: [UInt8] = []
        swap(&scratch, &self.scratch)
        defer { swap(&scratch, &self.scratch) }
        do throws(JSONDefect) {
            try walk.walk(text, scope: .attributes) { (scope, name, kind, range) throws(JSONDefect) in
                guard let column = columns.index(of: name, in: scope, guess: 0) else {
                    throw JSONDefect(reason: "", offset: range.lowerBound)
                }
                try JSONCell.set(
                    firstColumn + column, to: UnsafeRawBufferPointer(rebasing: text[range]), kind, &builder, &scratch)
            }
            return true
        } catch {
            return false
        }
    }

    private static func trimmed(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let start = cell.firstIndex(where: { $0 > 0x20 }) else { return cell }
        return UnsafeRawBufferPointer(rebasing: cell[start...])
    }
}
