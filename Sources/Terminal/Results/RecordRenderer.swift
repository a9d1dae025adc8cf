import CommandLanguage
import Recipients

/// A record as lines of `name: value`, the values aligned; records and rows within it stand indented below their name.
struct RecordRenderer {
    let style: Style
    /// The window's columns, for tables within the record.
    let width: Int?
    /// What the distances of times are told from; nil to tell none.
    var now: Instant?

    private static let indentation = 2

    func write(_ record: Record, to sink: any TextSink) {
        for line in lines(of: record, width: width) { sink.write(line + "\n") }
    }

    private func lines(of record: Record, width: Int?) -> [String] {
        let labels = record.columns.map { Escaping.visible($0) + ":" }
        let labelWidth = labels.map { TextWidth.of($0) }.max() ?? 0
        return zip(record.columns.indices, labels).flatMap { index, label in
            let value = record.values[index]
            if let below = linesBelow(value, width: width) { return [style.paint(label, as: .header)] + below }
            let cell = Cell(value, column: record.columns[index], times: now.map { .relative(to: $0) } ?? .full)
            let gap = String(repeating: " ", count: labelWidth - TextWidth.of(label) + 1)
            let text = cell.role.map { style.paint(cell.text, as: $0) } ?? cell.text
            return [style.paint(label, as: .header) + (text.isEmpty ? "" : gap + text)]
        }
    }

    /// The indented lines of a record or of rows, nil for what stands beside its name.
    private func linesBelow(_ value: Value, width: Int?) -> [String]? {
        let innerWidth = width.map { max(1, $0 - Self.indentation) }
        let lines: [String]
        switch value {
        case .record(let record) where !record.columns.isEmpty:
            lines = self.lines(of: record, width: innerWidth)
        case .rows(let rows) where !rows.rows.isEmpty:
            let part = StringSink()
            var table = TableRenderer(
                columns: rows.columns,
                sink: part,
                width: innerWidth,
                style: style,
                footer: false,
                now: now
            )
            rows.rows.forEach { table.append($0) }
            table.end()
            lines = part.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        default:
            return nil
        }
        return lines.map { $0.isEmpty ? "" : String(repeating: " ", count: Self.indentation) + $0 }
    }
}
