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
