import Account
import Recipients

/// The fields to which an import assigned the columns of its file: one line each, such as `Vorname  → firstname  new`.
///
/// There are at most ten lines. If there are more columns, those with another name than their field are preferred, and
/// the last line counts the rest.
struct ColumnTable {
    private let shown: [ImportResult.ColumnUse]
    private let rest: [ImportResult.ColumnUse]

    private static let mostLines = 10
    private static let margin = "  "
    private static let new = "  new"
    private static let arrow = " → "

    init(_ columns: [ImportResult.ColumnUse]) {
        guard columns.count > Self.mostLines else {
            (shown, rest) = (columns, [])
            return
        }
        let order = columns.indices.filter { !columns[$0].isAsItIs } + columns.indices.filter { columns[$0].isAsItIs }
        let kept = Set(order.prefix(Self.mostLines - 1))
        shown = columns.indices.filter { kept.contains($0) }.map { columns[$0] }
        rest = columns.indices.filter { !kept.contains($0) }.map { columns[$0] }
    }

    /// The lines, without line ends.
    ///
    /// - Parameters:
    ///   - width: The window's columns, to which names are shortened; nil for no limit.
    ///   - style: The colours of everything but names.
    func lines(width: Int?, style: Style) -> [String] {
        let most = width.map { max(4, ($0 - TextWidth.of(Self.margin + Self.arrow + Self.new)) / 2) } ?? Int.max
        let rows = shown.map { column in
            let header = TextWidth.truncated(column.header.visible(), to: most)
            return (header, field: column.field.map { TextWidth.truncated($0.visible(), to: most) }, column.isNew)
        }
        let headers = rows.map { TextWidth.of($0.0) }.max() ?? 0
        let fields = rows.map { TextWidth.of($0.field ?? "") }.max() ?? 0
        let lines = rows.map { header, field, isNew in
            guard let field else {
                return Self.margin + Self.padded(header, to: headers) + style.paint("   left out", as: .dim)
            }
            let start = Self.margin + Self.padded(header, to: headers) + style.paint(Self.arrow, as: .dim)
            return isNew ? start + Self.padded(field, to: fields) + style.paint(Self.new, as: .good) : start + field
        }
        return lines + (rest.isEmpty ? [] : [Self.margin + style.paint(restWords, as: .dim)])
    }

    private var restWords: String {
        let columns = counted(rest.count, "more column", "more columns")
        return "… and \(columns)\(rest.allSatisfy(\.isAsItIs) ? " as \(rest.count == 1 ? "it is" : "they are")" : "")"
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - TextWidth.of(text)))
    }
}

extension ImportResult.ColumnUse {
    /// Whether the column has the same name as its field.
    fileprivate var isAsItIs: Bool { field == header }
}
