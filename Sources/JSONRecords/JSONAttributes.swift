public import DelimitedText

/// Reads the JSON objects in the cells of one column of a table; their members become columns.
public struct JSONAttributes {
    private var columns = JSONColumns()
    private var walk = JSONObjectWalk()
    private var scratch: [UInt8] = []
    private var repeated = RepeatedColumns()

    /// What happened to a cell.
    public enum Expansion: Sendable {
        /// Its members are in the record.
        case done
        /// It holds something other than an object.
        case notAnObject
        /// It repeats this name, so that one of the values is lost.
        case repeatedName(String)
        /// It has a member whose name was not learned.
        case newName
    }

    /// A reader that has seen no names yet.
    public init() {}

    /// The names of all members, in order of first appearance.
    public var names: [String] { columns.names }

    /// Notes the names in a cell, unless it holds anything but an object.
    public mutating func learn(_ cell: UnsafeRawBufferPointer) {
        var learned = columns
        do throws(JSONDefect) {
            try walk.walk(WhiteSpace.trimmed(cell), scope: .attributes) { (scope, name, _, range) throws(JSONDefect) in
                guard learned.index(of: name, in: scope, guess: 0) == nil else { return }
                guard learned.add(name, in: scope) else {
                    throw JSONDefect(reason: .tooManyNames(limit: JSONColumns.limit), offset: range.lowerBound)
                }
            }
            columns = learned
        } catch {}
    }

    /// Writes the members of a cell's object to cells of a record. If the cell turns out not to be an object, some of
    /// them may have been written.
    public mutating func expand(
        _ cell: UnsafeRawBufferPointer,
        into builder: inout RecordBatchBuilder,
        from firstColumn: Int
    ) -> Expansion {
        let text = WhiteSpace.trimmed(cell)
        let columns = columns
        var isNew = false
        var scratch: [UInt8] = []
        swap(&scratch, &self.scratch)
        var repeated = RepeatedColumns()
        swap(&repeated, &self.repeated)
        defer {
            swap(&scratch, &self.scratch)
            swap(&repeated, &self.repeated)
        }
        repeated.begin()
        do throws(JSONDefect) {
            try walk.walk(text, scope: .attributes) { (scope, name, kind, range) throws(JSONDefect) in
                guard let column = columns.index(of: name, in: scope, guess: 0) else {
                    // What follows may still turn out not to be JSON, and then no name was learned from it.
                    isNew = true
                    return
                }
                repeated.note(column)
                try JSONCell.set(
                    firstColumn + column, to: UnsafeRawBufferPointer(rebasing: text[range]), kind, &builder, &scratch)
            }
            if isNew { return .newName }
            return repeated.first.map { .repeatedName(columns.names[$0]) } ?? .done
        } catch {
            return .notAnObject
        }
    }
}
