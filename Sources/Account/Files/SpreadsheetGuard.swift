internal import Recipients

/// Keeps spreadsheets from running cells as formulas, in a way that an import can undo.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a line end is preceded by an apostrophe; so is one that begins
/// with apostrophes and then one of these. Every guarded text stands for exactly one original, and a text that needs no
/// guard is unchanged.
///
/// A guarded file is recognised by its header, in which `email`, alone of the fixed columns, is in quotes; guarded
/// rejected rows by `reason` in quotes beside `line` without. No other program writes that, and CSV readers see the
/// same names.
enum SpreadsheetGuard {
    /// The beginning of a guarded file's header.
    static func header(_ delimiter: UInt8) -> [UInt8] {
        joined(["\"email\""] + Field.fixed.dropFirst().map(\.name), by: delimiter)
    }

    /// The delimiters that cbs writes: comma and tab.
    static let delimiters: [UInt8] = [0x2C, 0x09]

    private static func joined(_ names: [String], by delimiter: UInt8) -> [UInt8] {
        Array(names.map { Array($0.utf8) }.joined(separator: [delimiter]))
    }

    /// The beginnings of files that cbs has written, guarded or not, and of files of rows rejected from them. Their
    /// cells are literal.
    static let exportHeaders: [[UInt8]] = {
        delimiters.flatMap { delimiter in
            let rejected = joined(ColumnAssignment.rejectHeaders, by: delimiter) + [delimiter]
            return [joined(Field.fixed.map(\.name), by: delimiter), header(delimiter)].flatMap { [$0, rejected + $0] }
        }
    }()

    /// Where `reason` is in the header of rejected rows, and how it is written in a guarded one.
    static let reasonInHeader = 5..<11
    static let guardedReason = "\"reason\""

    /// Whether the header of a file, as it is written there, is that of a guarded file.
    static func isHeader(_ header: some Sequence<UInt8>, delimiter: UInt8) -> Bool {
        let text = Array(header)
        var beginnings = [Array("line".utf8) + [delimiter] + guardedReason.utf8]
        if delimiters.contains(delimiter) {
            let guarded = self.header(delimiter)
            beginnings += [guarded, joined(ColumnAssignment.rejectHeaders, by: delimiter) + [delimiter] + guarded]
        }
        return beginnings.contains {
            text.starts(with: $0) && [nil, delimiter].contains(text.dropFirst($0.count).first)
        }
    }

    /// Whether a text must be preceded by an apostrophe.
    static func isNeeded(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let first = text.first(where: { $0 != UInt8(ascii: "'") }) else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: return true
        default: return false
        }
    }

    /// A text, with an apostrophe if it needs one.
    static func guarded(_ text: String) -> String {
        var copy = text
        return copy.withUTF8 { isNeeded(UnsafeRawBufferPointer($0)) } ? "'\(text)" : text
    }

    /// The original text of a guarded cell.
    static func unguarded(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard cell.first == UInt8(ascii: "'"), isNeeded(cell) else { return cell }
        return UnsafeRawBufferPointer(rebasing: cell.dropFirst())
    }
}
