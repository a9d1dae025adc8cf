/// A file that lists other files of a workbook, by their ids.
final class Relationships: XMLHandler {
    /// The targets, by id.
    private(set) var targets: [String: String] = [:]
    /// The last words of their types, by id.
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
