/// The file that names a workbook's sheets.
final class SheetList: XMLHandler {
    private(set) var sheets: [Sheet] = []
    /// Whether days are counted from 1904.
    private(set) var uses1904 = false
    let problem: SpreadsheetProblem? = nil

    struct Sheet {
        let name: String
        /// The id of its relationship to a file.
        let id: String
        /// Whether it is shown to people.
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

/// A file that lists other files of a workbook, by their ids.
final class Relationships: XMLHandler {
    /// The targets, by id.
    private(set) var targets: [String: String] = [:]
    /// The last part of their types, by id: `worksheet`, `styles`.
    private(set) var types: [String: String] = [:]
    /// The first target of each type.
    private(set) var kinds: [String: String] = [:]
    let problem: SpreadsheetProblem? = nil

    private static let limit = 10_000

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard name == "Relationship", targets.count < Self.limit, attributes.text("TargetMode") != "External",
            let id = attributes.text("Id"), let target = attributes.text("Target")
        else { return }
        targets[id] = target
        guard let kind = attributes.text("Type")?.split(separator: "/").last.map(String.init) else { return }
        types[id] = kind
        if kinds[kind] == nil { kinds[kind] = target }
    }

    func end(_ name: XMLName) {}
    func characters(_ text: UnsafeRawBufferPointer) {}
}
