import CommandLanguage
import Recipients

/// What the known rows say about one of their columns.
struct TableColumn {
    /// The kind of its values, which decides how a table shows them and what may be left out.
    enum Kind {
        case number, time, address, text
        /// Lists, records and rows.
        case list
        /// Booleans, durations, and values of several kinds.
        case other

        /// Whether a shortened value is still useful.
        var canBeCut: Bool { self == .text || self == .list }
    }

    /// Its index in a row.
    let index: Int
    let name: String
    /// The name as it is shown.
    let heading: String
    let kind: Kind
    /// Whether some of its values are booleans.
    let isSwitch: Bool
    /// Whether no row has a value.
    let isEmpty: Bool
    /// The value that all rows have in common, if there are several rows.
    let only: Value?
    private let display: TimeDisplay
    /// The width of the widest value in columns; of times, in the form used where there is room.
    private let contentWidth: Int
    /// The same, with times to the minute.
    private let widthToTheMinute: Int

    /// - Parameters:
    ///   - name: The column's name.
    ///   - index: Its index in a row.
    ///   - rows: The known rows.
    ///   - display: How instants are shown.
    init(_ name: String, at index: Int, of rows: [[Value]], display: TimeDisplay) {
        self.index = index
        self.name = name
        self.display = display
        let values = rows.lazy.map { $0[index] }
        kind = Self.kind(of: values, name)
        isSwitch = values.contains { if case .bool = $0 { true } else { false } }
        heading = name.visible()
        isEmpty = values.allSatisfy { $0 == .none || $0 == .list([]) }
        let first = values.first ?? .none
        only = rows.count > 1 && !isEmpty && values.dropFirst().allSatisfy({ $0 == first }) ? first : nil
        contentWidth = Self.width(of: values, name, kind, display, display.form)
        // Computed once: a narrow window asks for it repeatedly.
        widthToTheMinute = kind == .time ? Self.width(of: values, name, kind, display, .minutes) : contentWidth
    }

    /// Whether its values are right-aligned numbers with thousands separators.
    var isNumeric: Bool { kind == .number }

    var headingWidth: Int { TextWidth.of(heading) }

    /// The width of the widest value, in columns.
    ///
    /// - Parameters:
    ///   - rows: The rows from which the column was created.
    ///   - times: The form of instants.
    func width(of rows: [[Value]], times: TimeForm) -> Int {
        guard kind == .time, times != display.form else { return contentWidth }
        if times == .minutes { return widthToTheMinute }
        return Self.width(of: rows.lazy.map { $0[index] }, name, kind, display, times)
    }

    /// A value as a cell shows it.
    func cell(_ value: Value, times: TimeForm) -> CellText {
        CellText(value, column: name, groupsThousands: kind == .number, display: display, times: times)
    }

    private static func width(
        of values: some Sequence<Value>,
        _ name: String,
        _ kind: Kind,
        _ display: TimeDisplay,
        _ times: TimeForm
    ) -> Int {
        values.reduce(0) { widest, value in
            let cell = CellText(
                value, column: name, groupsThousands: kind == .number, display: display, times: times)
            return max(widest, TextWidth.of(cell.text))
        }
    }

    private static func kind(of values: some Sequence<Value>, _ name: String) -> Kind {
        var found: Kind?
        for value in values {
            guard let kind = kind(of: value) else { continue }
            // Addresses mixed with other texts count as texts.
            let isText = [kind, found].allSatisfy { $0 == .text || $0 == .address }
            found = found == nil || found == kind ? kind : isText ? .text : .other
        }
        return name == "email" && found == .text ? .address : found ?? .text
    }

    /// Nil for a missing value.
    private static func kind(of value: Value) -> Kind? {
        switch value {
        case .none: nil
        case .number: .number
        case .instant: .time
        case .text(let text): text.contains("@") && !text.contains(" ") ? .address : .text
        case .list, .record, .rows: .list
        case .bool, .duration: .other
        }
    }
}
