public import DelimitedText

/// JSON objects in the cells of one column of a table, whose members are columns themselves.
public struct JSONAttributes {
    private var columns = JSONColumns()
    private var walk = JSONObjectWalk()
    private var scratch: [UInt8] = []

    /// What became of a cell.
    public enum Expansion: Sendable {
        /// Its members are in the record.
        case done
        /// It holds something else than an object.
        case notAnObject
        /// It has a member that was not learned.
        case newName
    }

    /// A reader that has seen no names yet.
    public init() {}

    /// The names of all members, in order of first appearance.
    public var names: [String] { columns.names }

    /// Takes note of the names in a cell, unless it holds anything but an object.
    public mutating func learn(_ cell: UnsafeRawBufferPointer) {
        var learned = columns
        do throws(JSONDefect) {
            try walk.walk(Blanks.trimmed(cell), scope: .attributes) { (scope, name, _, range) throws(JSONDefect) in
                guard learned.index(of: name, in: scope, guess: 0) == nil else { return }
                if !learned.add(name, in: scope) { throw JSONDefect(reason: "", offset: range.lowerBound) }
            }
            columns = learned
        } catch {}
    }

    /// Writes the members of a cell's object to cells of a record. What is not an object may have written some.
    public mutating func expand(
        _ cell: UnsafeRawBufferPointer,
        into builder: inout RecordBatchBuilder,
        from firstColumn: Int
    ) -> Expansion {
        let text = Blanks.trimmed(cell)
        let columns = columns
        var isNew = false
        var scratch: [UInt8] = []
        swap(&scratch, &self.scratch)
        defer { swap(&scratch, &self.scratch) }
        do throws(JSONDefect) {
            try walk.walk(text, scope: .attributes) { (scope, name, kind, range) throws(JSONDefect) in
                guard let column = columns.index(of: name, in: scope, guess: 0) else {
                    // What follows may still be no JSON, of which no name was learned.
                    isNew = true
                    return
                }
                try JSONCell.set(
                    firstColumn + column, to: UnsafeRawBufferPointer(rebasing: text[range]), kind, &builder, &scratch)
            }
            return isNew ? .newName : .done
        } catch {
            return .notAnObject
        }
    }
}
