/// The number formats that a workbook's cells refer to.
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

/// How a cell shows a number, as far as it matters to a recipient's data.
enum CellFormat: Hashable {
    case number
    case date
    /// A length of time, such as `[h]:mm`.
    case elapsed(ElapsedFormat)
    /// Hundredths, with a percent sign.
    case percent
    /// Digits in fixed places: a postal code, a telephone number.
    case masked(MaskedFormat)

    /// The format of a code, such as `dd.mm.yyyy` or `00000`.
    init(code: String) {
        let sections = FormatSection.sections(of: code)
        // The other sections are for negative numbers, zeros and texts; the first one decides what kind of format it
        // is.
        guard let first = sections.first else {
            self = .number
            return
        }
        if let elapsed = first.elapsed {
            self = .elapsed(elapsed)
        } else if first.isDate {
            self = .date
        } else if first.isPercent {
            self = .percent
        } else if sections.contains(where: \.isMask) {
            self = .masked(MaskedFormat(sections: sections))
        } else {
            self = .number
        }
    }

    /// The format that an id of a built-in format stands for (ECMA-376, 18.8.30).
    init(builtIn id: Int) {
        switch id {
        case 9, 10: self = .percent
        case 14...22, 27...36, 45, 47, 50...58: self = .date
        case 46: self = .elapsed(ElapsedFormat(unit: "h", width: 1, hasMinutes: true, hasSeconds: true))
        default: self = .number
        }
    }
}
