/// The file that names a workbook's sheets.
final class SheetList: XMLHandler {
    private(set) var sheets: [Sheet] = []
    /// Whether days are counted from 1904.
    private(set) var uses1904 = false
    let problem: SpreadsheetProblem? = nil

    struct Sheet {
        let name: String
        /// The id of its relationship.
        let id: String
        /// Whether people see it.
        let isVisible: Bool
    }

    private static let limit = 10_000

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "sheet", sheets.count < Self.limit, let title = attributes.text("name") {
            let isVisible = attributes.text("state").map { $0 == "visible" } ?? true
            sheets.append(Sheet(name: title, id: attributes.text("id") ?? "", isVisible: isVisible))
        } else if name == "workbookPr" {
            uses1904 = ["1", "true", "on"].contains(attributes.text("date1904") ?? "")
        }
    }

    func end(_ name: XMLName) {}
    func characters(_ text: UnsafeRawBufferPointer) {}
}
