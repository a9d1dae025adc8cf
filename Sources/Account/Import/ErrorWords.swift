internal import DelimitedText

/// The words that spreadsheets show for an error, as they appear in text exported from one.
enum ErrorWords {
    /// In English, German, French, Spanish, Italian and Dutch, as in Excel and LibreOffice.
    private static let words = Set(
        """
        #N/A #NV #N/D #N/B #NULL! #NUL! #¡NULO! #NULO! #NULLO! #LEEG! #DIV/0! #¡DIV/0! #DEEL/0! #VALUE! #WERT! #VALEUR!
        #¡VALOR! #VALOR! #VALORE! #WAARDE! #REF! #BEZUG! #¡REF! #RIF! #VERW! #NAME? #NOM? #¿NOMBRE? #NOMBRE? #NOME? #NAAM?
        #NUM! #ZAHL! #NOMBRE! #¡NUM! #GETAL! #SPILL! #ÜBERLAUF! #PROPAGATION! #CALC! #KALK! #CALCUL! #FIELD! #FELD!
        #CONNECT! #BLOCKED! #UNKNOWN! #BUSY! #GETTING_DATA
        """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
    private static let longest = 32

    /// The first byte of each of them.
    static let sign = UInt8(ascii: "#")

    /// Whether a cell is one of these words, in any case.
    static func contains(_ cell: UnsafeRawBufferPointer) -> Bool {
        guard cell.first == sign, cell.count <= longest else { return false }
        let isCutOff = cell.count > 2 && cell.allSatisfy { $0 == sign }
        return isCutOff || words.contains(Array(cell))
            || words.contains(Array(String(decoding: cell, as: UTF8.self).uppercased().utf8))
    }
}

/// How many cells of each column hold an error word.
struct ErrorWordCounts: Sendable {
    /// The cells of one column: their number, and the first of them.
    private struct Cells {
        var rows: Int
        let text: String
        let line: Int
    }

    private var columns: [Int: Cells] = [:]

    /// Counts a cell that holds such a word.
    mutating func note(_ cell: UnsafeRawBufferPointer, column: Int, line: Int) {
        if columns[column] == nil {
            columns[column] = Cells(rows: 1, text: String(decoding: cell, as: UTF8.self), line: line)
        } else {
            columns[column]?.rows += 1
        }
    }

    /// Adds the counts of later rows.
    mutating func add(_ later: ErrorWordCounts) {
        columns.merge(later.columns) { Cells(rows: $0.rows + $1.rows, text: $0.text, line: $0.line) }
    }

    /// - Parameter headers: The headers of the file.
    func findings(_ headers: [String]) -> [ImportFinding] {
        columns.sorted { $0.key < $1.key }.compactMap { column, cells in
            guard headers.indices.contains(column) else { return nil }
            return .errorWords(column: headers[column], rows: cells.rows, text: cells.text, line: cells.line)
        }
    }
}
