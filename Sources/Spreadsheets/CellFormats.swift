/// The formats that a workbook's cells refer to.
final class CellFormats: XMLHandler {
    private(set) var formats: [CellFormat] = []
    private var codes: [Int: CellFormat] = [:]
    private var isInCells = false
    let problem: SpreadsheetProblem? = nil

    private static let limit = 100_000

    subscript(style: Int) -> CellFormat {
        formats.indices.contains(style) ? formats[style] : .number
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "numFmt", codes.count < Self.limit, let id = attributes.number("numFmtId"),
            let code = attributes.text("formatCode")
        {
            codes[id] = CellFormat(code: code)
        } else if name == "cellXfs" {
            isInCells = true
        } else if name == "xf", isInCells, formats.count < Self.limit {
            let id = attributes.number("numFmtId") ?? 0
            formats.append(codes[id] ?? CellFormat(builtIn: id))
        }
    }

    func end(_ name: XMLName) {
        if name == "cellXfs" { isInCells = false }
    }

    func characters(_ text: UnsafeRawBufferPointer) {}
}

/// How a number in a cell is shown, as far as it matters to a recipient's data.
enum CellFormat: Hashable {
    case number
    case date
    /// Zeros stand before a number that has fewer digits: a postal code.
    case padded(Int)
    /// Hundredths, with a percent sign.
    case percent

    /// The format of a code, such as `dd.mm.yyyy` or `00000`.
    init(code: String) {
        if !code.isEmpty, code.count <= 20, code.allSatisfy({ $0 == "0" }) {
            self = code.count > 1 ? .padded(code.count) : .number
            return
        }
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        var letters: Set<Character> = []
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
            } else if character == "\"" {
                isQuoted.toggle()
            } else if isQuoted {
                continue
            } else if character == "\\" || character == "_" || character == "*" {
                isEscaped = true
            } else if character == "[" {
                isBracketed = true
            } else if character == "]" {
                isBracketed = false
            } else if character == ";" {
                break
            } else if !isBracketed {
                letters.insert(character)
            }
        }
        let isGeneral = code.lowercased() == "general" || code.lowercased() == "standard"
        let isDate = !isGeneral && !letters.isDisjoint(with: "ymdhsj")
        self = isDate ? .date : letters.contains("%") ? .percent : .number
    }

    /// The format of a number that stands for one (ECMA-376, 18.8.30).
    init(builtIn id: Int) {
        switch id {
        case 9, 10: self = .percent
        case 14...22, 27...36, 45, 47, 50...58: self = .date
        default: self = .number
        }
    }
}
