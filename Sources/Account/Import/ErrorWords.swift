internal import DelimitedText

/// The words with which spreadsheets show an error, as they are in text that was exported from one.
enum ErrorWords {
    /// English, German, French, Spanish, Italian and Dutch, as Excel and LibreOffice have them.
    private static let words = Set(
        """
        #N/A #NV #N/D #N/B #NULL! #NUL! #¡NULO! #NULO! #NULLO! #LEEG! #DIV/0! #¡DIV/0! #DEEL/0! #VALUE! #WERT! #VALEUR!
        #¡VALOR! #VALOR! #VALORE! #WAARDE! #REF! #BEZUG! #¡REF! #RIF! #VERW! #NAME? #NOM? #¿NOMBRE? #NOMBRE? #NOME? #NAAM?
        #NUM! #ZAHL! #NOMBRE! #¡NUM! #GETAL! #SPILL! #ÜBERLAUF! #PROPAGATION! #CALC! #KALK! #CALCUL! #FIELD! #FELD!
        #CONNECT! #BLOCKED! #UNKNOWN! #BUSY! #GETTING_DATA
        """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
    private static let longest = 32

    /// The byte that each of them begins with.
    static let sign = UInt8(ascii: "#")

    /// Whether a cell holds one of them, whatever its case.
    static func contains(_ cell: UnsafeRawBufferPointer) -> Bool {
        guard cell.first == sign, cell.count <= longest else { return false }
        let isCutOff = cell.count > 2 && cell.allSatisfy { $0 == sign }
        return isCutOff || words.contains(Array(cell))
            || words.contains(Array(String(decoding: cell, as: UTF8.self).uppercased().utf8))
    }
}

/// How many cells of each column hold a word for an error.
struct ErrorWordCounts: Sendable {
    /// The cells of a column.
    private struct Cells {
        var rows: Int
        let text: String
        let line: Int
    }

    private var columns: [Int: Cells] = [:]

    /// Takes note of a cell that holds such a word.
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

    /// - Parameter headers: Those of the file.
    func findings(_ headers: [String]) -> [ImportFinding] {
        columns.sorted { $0.key < $1.key }.compactMap { column, cells in
            guard headers.indices.contains(column) else { return nil }
            return .errorWords(column: headers[column], rows: cells.rows, text: cells.text, line: cells.line)
        }
    }
}
