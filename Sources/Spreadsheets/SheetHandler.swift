internal import DelimitedText

/// Turns the rows of a sheet into records.
final class SheetHandler: XMLHandler {
    // Nothing that runs while one of these is being changed comes back here; checking that took a fifth of an import's
    // time.
    @exclusivity(unchecked) private var builder = RecordBatchBuilder(columns: 0)
    /// The records of the batches that are full, the newest batch last.
    @exclusivity(unchecked) private var full: [RecordBatch] = []
    @exclusivity(unchecked) private(set) var problem: SpreadsheetProblem?
    @exclusivity(unchecked) private(set) var oddities = SheetOddities()
    private let strings: SharedStrings
    private let formats: CellFormats
    private let uses1904: Bool

    /// The current row, from 1, and the column of the current cell, from 0.
    @exclusivity(unchecked) private var row = 0
    @exclusivity(unchecked) private var column = -1
    @exclusivity(unchecked) private var kind = Kind.number
    @exclusivity(unchecked) private var style = 0
    @exclusivity(unchecked) private var isInValue = false
    /// Whether the cell has an element for its value, and whether it has one for its formula.
    @exclusivity(unchecked) private var hasValue = false
    @exclusivity(unchecked) private var hasFormula = false
    @exclusivity(unchecked) private var phoneticDepth = 0
    @exclusivity(unchecked) private var text: [UInt8] = []
    @exclusivity(unchecked) private var rowIsBlank = true
    @exclusivity(unchecked) private var isInRow = false

    /// The most columns and rows that are accepted (ECMA-376 has no limit; Excel has as many columns, and far fewer
    /// rows).
    private static let columnLimit = 16_384
    private static let rowLimit = 1 << 31
    private static let textLimit = 64 << 20

    private enum Kind {
        case number, shared, text, boolean, error
    }

    init(_ strings: SharedStrings, _ formats: CellFormats, uses1904: Bool) {
        self.strings = strings
        self.formats = formats
        self.uses1904 = uses1904
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "c" {
            startCell(attributes.value("r"), style: attributes.number("s"), type: attributes.value("t"))
        } else if name == "v" || name == "t" {
            isInValue = phoneticDepth == 0
            hasValue = true
        } else if name == "f" {
            hasFormula = true
        } else if name == "row" {
            if isInRow { problem = .unreadable(.nestedRow(row)) }
            startRow(attributes.number("r"))
        } else if name == "rPh" {
            phoneticDepth += 1
        }
    }

    private func startRow(_ number: Int?) {
        isInRow = true
        // Rows without a number, or with one that is too low, come directly after the row before.
        row = max(row + 1, min(number ?? 0, Self.rowLimit))
        column = -1
        rowIsBlank = true
    }

    private func startCell(_ reference: UnsafeRawBufferPointer?, style: Int?, type: UnsafeRawBufferPointer?) {
        column = reference.flatMap { Self.column($0) } ?? column + 1
        if column >= Self.columnLimit { problem = .unreadable(.tooManyColumns(row: row, limit: Self.columnLimit)) }
        self.style = style ?? 0
        text.removeAll(keepingCapacity: true)
        (hasValue, hasFormula) = (false, false)
        kind = type.map { Self.kind($0) } ?? .number
    }

    /// What a cell's type means.
    private static func kind(_ type: UnsafeRawBufferPointer) -> Kind {
        guard type.count == 1 else { return .text }
        switch type[0] {
        case UInt8(ascii: "s"): return .shared
        case UInt8(ascii: "n"): return .number
        case UInt8(ascii: "b"): return .boolean
        case UInt8(ascii: "e"): return .error
        default: return .text
        }
    }

    func characters(_ characters: UnsafeRawBufferPointer) {
        guard isInValue else { return }
        if text.count + characters.count > Self.textLimit {
            problem = .tooLarge(.cell(row: row, limitInMiB: Self.textLimit >> 20))
        } else {
            text.append(contentsOf: characters)
        }
    }

    func end(_ name: XMLName) {
        if name == "c" {
            text.withUnsafeBytes { endCell($0) }
        } else if name == "v" || name == "t" {
            isInValue = false
        } else if name == "row" {
            endRow()
        } else if name == "rPh" {
            phoneticDepth -= 1
        }
    }

    private func endRow() {
        isInRow = false
        // A row that is empty or holds only white space does not count.
        guard !rowIsBlank else { return builder.discardRecord() }
        builder.endRecord(line: row)
        // A row may have thousands of cells for every byte of its XML.
        if builder.isFull, let batch = builder.takeBatch() { full.append(batch) }
    }

    /// Whether a batch is full.
    var hasFullBatch: Bool { !full.isEmpty }

    /// Hands out the oldest records; nil if there are none.
    func takeBatch() -> RecordBatch? {
        full.isEmpty ? builder.takeBatch() : full.removeFirst()
    }

    private func endCell(_ text: UnsafeRawBufferPointer) {
        guard problem == nil else { return }
        // A formula whose result is an empty text still has a stored value.
        if hasFormula, text.isEmpty, kind != .text || !hasValue { oddities.noteUnvalued(column, row) }
        guard !text.isEmpty else { return }
        switch kind {
        case .error:
            oddities.noteError(String(decoding: text, as: UTF8.self), column, row)
            rowIsBlank = false
            builder.set(column, to: UnsafeRawBufferPointer(start: nil, count: 0))
        case .text:
            if let decoded = EscapedCharacters.decode(text) { set(decoded) } else { set(text) }
        case .boolean: set(text.elementsEqual([0x31]) ? Array("true".utf8) : Array("false".utf8))
        case .number:
            let shown = CellNumber.shown(String(decoding: text, as: UTF8.self), formats[style], uses1904: uses1904)
            set(Array(shown.utf8))
        case .shared:
            if DecimalDigits.wholeNumber(text).map({ strings.withText($0) { set($0) } }) != true {
                problem = .unreadable(.missingText(row: row))
            }
        }
    }

    private func set(_ content: [UInt8]) {
        content.withUnsafeBytes { set($0) }
    }

    private func set(_ content: UnsafeRawBufferPointer) {
        let trimmed = WhiteSpace.trimmed(content)
        guard !trimmed.isEmpty else { return }
        rowIsBlank = false
        builder.set(column, to: trimmed)
    }

    /// The column, from 0, of a reference such as `C5`; nil if it names none.
    private static func column(_ reference: UnsafeRawBufferPointer) -> Int? {
        var number = 0
        for byte in reference.prefix(4) {
            let letter = byte & 0xDF
            guard (0x41...0x5A).contains(letter) else { break }
            number = number * 26 + Int(letter - 0x40)
        }
        return number > 0 ? number - 1 : nil
    }

    // MARK: Rows that are read as a whole

    /// A cell as it is written in the file.
    private struct PlainCell {
        let reference: UnsafeRawBufferPointer?
        let style: Int?
        let type: UnsafeRawBufferPointer?
        var value: UnsafeRawBufferPointer?
        var hasFormula = false
    }

    @exclusivity(unchecked) private var plainCells: [PlainCell] = []
    @exclusivity(unchecked) private var attributes = PlainXML.Attributes()
}

extension SheetHandler: PlainXMLHandler {
    static let parent: (name: StaticString, endOfChild: StaticString) = ("sheetData", "</row>")

    func takePlain(_ text: inout PlainXML) throws(PlainStop) {
        let begin = text.place
        guard try text.acceptTag("<row") else { throw .isUnusual }
        try text.readAttributes(into: &attributes)
        let number = attributes.number("r")
        plainCells.removeAll(keepingCapacity: true)
        if !attributes.endsElement {
            while true {
                try text.skipWhiteSpace()
                guard try text.acceptTag("<c") else { break }
                try readPlainCell(&text)
            }
            try text.expect("</row>")
        }
        guard text.isPlain(from: begin) else { throw .isUnusual }
        startRow(number)
        for cell in plainCells { take(cell) }
        endRow()
    }

    private func readPlainCell(_ text: inout PlainXML) throws(PlainStop) {
        try text.readAttributes(into: &attributes)
        var cell = PlainCell(
            reference: attributes.value("r"), style: attributes.number("s"), type: attributes.value("t"))
        if !attributes.endsElement {
            try readPlainContent(&text, of: &cell)
        }
        plainCells.append(cell)
    }

    /// Reads what is in a cell: a formula, and a value or an inline text.
    private func readPlainContent(_ text: inout PlainXML, of cell: inout PlainCell) throws(PlainStop) {
        try text.skipWhiteSpace()
        if try text.acceptTag("<f") {
            cell.hasFormula = true
            try text.readAttributes(into: &attributes)
            if !attributes.endsElement {
                _ = try text.readText()
                try text.expect("</f>")
            }
            try text.skipWhiteSpace()
        }
        if try text.accept("<v>") {
            cell.value = try text.readText()
            try text.expect("</v>")
        } else if try text.accept("<is>") {
            try text.skipWhiteSpace()
            cell.value = try text.readTextElement(&attributes)
            try text.expect("</is>")
        }
        try text.skipWhiteSpace()
        try text.expect("</c>")
    }

    private func take(_ cell: PlainCell) {
        startCell(cell.reference, style: cell.style, type: cell.type)
        hasFormula = cell.hasFormula
        hasValue = cell.value != nil
        endCell(cell.value ?? UnsafeRawBufferPointer(start: nil, count: 0))
    }
}

/// Finds out whether any cell of a sheet has a value.
final class ValueFinder: XMLHandler {
    private(set) var hasValue = false
    let problem: SpreadsheetProblem? = nil

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        // The value of a cell, or its text.
        if name == "v" || name == "is" { hasValue = true }
    }

    func end(_ name: XMLName) {}
    func characters(_ text: UnsafeRawBufferPointer) {}
}
