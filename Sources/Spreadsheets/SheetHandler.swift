internal import DelimitedText

/// Turns the rows of a sheet into records.
final class SheetHandler: XMLHandler {
    var builder = RecordBatchBuilder(columns: 0)
    private(set) var problem: SpreadsheetProblem?
    private(set) var oddities = SheetOddities()
    private let strings: SharedStrings
    private let formats: CellFormats
    private let uses1904: Bool

    /// The row, from 1, and the cell's column, from 0.
    private var row = 0
    private var column = -1
    private var kind = Kind.number
    private var style = 0
    private var isInValue = false
    /// Whether the cell has an element for its value, and one for its formula.
    private var hasValue = false
    private var hasFormula = false
    private var phoneticDepth = 0
    private var text: [UInt8] = []
    private var rowIsBlank = true
    private var isInRow = false

    /// The most columns and rows that a sheet has (ECMA-376 names no limit; these are those of Excel, and many more rows).
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
            startCell(attributes)
        } else if name == "v" || name == "t" {
            isInValue = phoneticDepth == 0
            hasValue = true
        } else if name == "f" {
            hasFormula = true
        } else if name == "row" {
            if isInRow { problem = .malformed("row \(row) has another within it") }
            isInRow = true
            // Rows without a number, or with one that is too low, follow the one before.
            row = max(row + 1, min(attributes.number("r") ?? 0, Self.rowLimit))
            column = -1
            rowIsBlank = true
        } else if name == "rPh" {
            phoneticDepth += 1
        }
    }

    private func startCell(_ attributes: XMLAttributes) {
        column = attributes.value("r").flatMap { Self.column($0) } ?? column + 1
        if column >= Self.columnLimit { problem = .malformed("row \(row) has more than \(Self.columnLimit) columns") }
        style = attributes.number("s") ?? 0
        text.removeAll(keepingCapacity: true)
        (hasValue, hasFormula) = (false, false)
        kind = attributes.value("t").map { Self.kind(XMLName($0)) } ?? .number
    }

    /// What a cell's type means. Types have no prefix, so they compare as names do.
    private static func kind(_ type: XMLName) -> Kind {
        if type == "s" { return .shared }
        if type == "n" { return .number }
        if type == "b" { return .boolean }
        return type == "e" ? .error : .text
    }

    func characters(_ characters: UnsafeRawBufferPointer) {
        guard isInValue else { return }
        if text.count + characters.count > Self.textLimit {
            problem = .tooLarge("a cell in row \(row) is longer than \(Self.textLimit >> 20) MiB")
        } else {
            text.append(contentsOf: characters)
        }
    }

    func end(_ name: XMLName) {
        if name == "c" {
            endCell()
        } else if name == "v" || name == "t" {
            isInValue = false
        } else if name == "row" {
            isInRow = false
            // A row that is empty or holds only blanks is none.
            if rowIsBlank { builder.discardRecord() } else { builder.endRecord(line: row) }
        } else if name == "rPh" {
            phoneticDepth -= 1
        }
    }

    private func endCell() {
        guard problem == nil else { return }
        // A formula whose result is an empty text has one that is stored.
        if hasFormula, text.isEmpty, kind != .text || !hasValue { oddities.noteUnvalued(column, row) }
        guard !text.isEmpty else { return }
        switch kind {
        case .error:
            oddities.noteError(String(decoding: text, as: UTF8.self), column, row)
            rowIsBlank = false
            builder.set(column, to: UnsafeRawBufferPointer(start: nil, count: 0))
        case .text: set(EscapedCharacters.decode(text))
        case .boolean: set(text == [0x31] ? Array("true".utf8) : Array("false".utf8))
        case .number:
            let shown = NumberText.shown(String(decoding: text, as: UTF8.self), formats[style], uses1904: uses1904)
            set(Array(shown.utf8))
        case .shared:
            let index = text.withUnsafeBytes { DecimalDigits.number($0) } ?? Int(String(decoding: text, as: UTF8.self))
            if index.map({ strings.withText($0) { set($0) } }) != true {
                problem = .malformed("a cell in row \(row) refers to a text that is not there")
            }
        }
    }

    private func set(_ content: [UInt8]) {
        content.withUnsafeBytes { set($0) }
    }

    private func set(_ content: UnsafeRawBufferPointer) {
        let trimmed = Blanks.trimmed(content)
        guard !trimmed.isEmpty else { return }
        rowIsBlank = false
        builder.set(column, to: trimmed)
    }

    /// The column of a reference, `C5`; nil for none.
    private static func column(_ reference: UnsafePointer<CChar>) -> Int? {
        var number = 0
        var index = 0
        while index < 4 {
            let letter = UInt8(bitPattern: reference[index]) & 0xDF
            guard (0x41...0x5A).contains(letter) else { break }
            number = number * 26 + Int(letter - 0x40)
            index += 1
        }
        return number > 0 ? number - 1 : nil
    }
}
