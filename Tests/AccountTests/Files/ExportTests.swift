import DelimitedText
import Recipients
import TestSupport
import Testing

@testable import Account

/// What is written on all processors, from the bytes of the rows, is what the recipients say one by one.
@Suite struct ExportTests {
    private let test: TestAccount
    private let folder: TemporaryFolder
    private let fields = ["firstname", "city", "note"]

    private static let pieces = [
        "a", "Köln", "ü", "a, b", ",", "\"", "\"\"", "x \"y\" z", "\n", "\r\n", "\t", " ", "\u{A0}", "\\", "\\n", "'",
        "=1", "\u{1A}",
        "\u{1}", "null", "0123456789abcde", "0123456789abcdef", "ß", "\u{2009}", "é",
    ]

    /// Enough rows for several ranges, in two segments.
    init() throws {
        test = try TestAccount()
        folder = try TemporaryFolder()
        var random = SplitMix(seed: 21)
        func cell() -> String {
            let text = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                Self.pieces.randomElement(using: &random) ?? ""
            }
            return "\"\(text.joined().replacing("\"", with: "\"\""))\""
        }
        var csv = "email,registered,activated,deactivated,source,firstname,city,note\n"
        let filler = String(repeating: "lorem ipsum, ", count: 20)
        for number in 0..<9_000 {
            let cells =
                (0..<Int.random(in: 0...3, using: &random)).map { _ in cell() } + ["\"\(filler)\""].prefix(number % 4)
            let row = ["p\(number * 7919 % 10_007)@exämple.com", "2024-01-01T00:00:00Z", "", "", ""] + cells.prefix(3)
            csv += (row + Array(repeating: "", count: 8 - row.count)).joined(separator: ",") + "\n"
        }
        try test.importCSV(csv, into: "News", new: true)
        try test.importCSV("email,city\np5@exämple.com,\"x, \"\"y\"\"\"\nnew@example.com,\" z \"\n", into: "News")
    }

    private func exported(
        _ format: RowFormat,
        guards: Bool = false,
        where filter: RecipientFilter? = nil,
        showing shown: [String]? = nil
    ) throws -> [UInt8] {
        let path = "\(folder.path)/out-\(format.rawValue)"
        try test.account.beginStatement()
        _ = try test.account.export(
            .group("News"), where: filter, showing: shown,
            to: ExportTarget(UserFile(path), format: format, overwrites: true, guardsFormulas: guards))
        return try bytes(path)
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        try UserFile(path).wholeBytes()
    }

    private func expected(delimiter: UInt8) throws -> [UInt8] {
        try written(Self.whole, delimiter: delimiter) { recipient in
            let dates = [recipient.signUp.registered, recipient.signUp.activated, recipient.signUp.deactivated]
            return [recipient.email] + dates.map { $0.map { "\($0)" } } + [recipient.source] + recipient.values
        }
    }

    /// What is written of the recipients one by one.
    private func written(_ names: [String], delimiter: UInt8, _ cells: (Recipient) -> [String?]) throws -> [UInt8] {
        let reader = try test.account.recipients(of: .group("News"))
        var output: [UInt8] = []
        try withoutActuallyEscaping({ (bytes: UnsafeRawBufferPointer) in output += bytes }) { flush in
            var writer = DelimitedWriter(dialect: Dialect(delimiter: delimiter), flush: flush)
            for name in names { writer.append(cell: name) }
            try writer.endRecord()
            while let recipient = try reader.next() {
                for cell in cells(recipient) { writer.append(cell: cell ?? "") }
                try writer.endRecord()
            }
            try writer.finish()
        }
        return output
    }

    @Test func cellsAreWrittenAsOneByOne() throws {
        #expect(try exported(.csv) == expected(delimiter: UInt8(ascii: ",")))
        #expect(try exported(.tsv) == expected(delimiter: UInt8(ascii: "\t")))
    }

    @Test(arguments: [RowFormat.csv, .tsv, .json, .jsonl]) func aFilterOfAllChangesNothing(format: RowFormat) throws {
        for guards in [false, true] {
            #expect(try exported(format, guards: guards) == exported(format, guards: guards) { _, _ in true })
        }
    }

    /// With the derived status, out of order, twice, and a field that the group does not have.
    @Test func chosenColumnsAreThoseOfARow() throws {
        let shown = ["note", "status", "email", "nowhere", "note", "deactivated"]
        let expected = try written(shown, delimiter: UInt8(ascii: ",")) { recipient in
            [recipient.values[2], recipient.status.rawValue, recipient.email, nil, recipient.values[2], nil]
        }
        #expect(try exported(.csv, showing: shown) == expected)
        #expect(try exported(.csv, where: { _, _ in true }, showing: shown) == expected)
        #expect(try exported(.tsv, showing: Self.whole) == exported(.tsv))
        #expect(try exported(.csv, guards: true, showing: Self.whole) == exported(.csv, guards: true))
        #expect(try exported(.jsonl, showing: Self.whole) == exported(.jsonl))
    }

    /// A line with nothing in it would not be a row.
    @Test func aMissingValueAloneIsAnEmptyText() throws {
        let lines = String(decoding: try exported(.csv, showing: ["source"]), as: UTF8.self)
        #expect(lines == "source\n" + String(repeating: "\"\"\n", count: 9_001))
    }

    private static let whole = [
        "email", "registered", "activated", "deactivated", "source", "firstname", "city", "note",
    ]

    @Test func chosenColumnsInJSON() throws {
        try test.importCSV("email,city\na@b.de,Köln\n", into: "One", new: true)
        for (format, text) in [
            (RowFormat.json, "[{\"status\":\"active\",\"city\":\"Köln\",\"source\":null}]\n"),
            (.jsonl, "{\"status\":\"active\",\"city\":\"Köln\",\"source\":null}\n"),
            (.tsv, "status\tcity\tsource\nactive\tKöln\t\n"),
        ] {
            let path = "\(folder.path)/one"
            try test.account.beginStatement()
            _ = try test.account.export(
                .group("One"), showing: ["status", "city", "source"],
                to: ExportTarget(UserFile(path), format: format, overwrites: true))
            #expect(String(decoding: try bytes(path), as: UTF8.self) == text)
        }
    }

    @Test func aListInJSONIsItsLines() throws {
        let lines = String(decoding: try exported(.jsonl), as: UTF8.self)
        let list = String(decoding: try exported(.json), as: UTF8.self)
        #expect(list == "[" + lines.dropLast().replacing("}\n{", with: "},\n{") + "]\n")
        #expect(lines.split(separator: "\n").count == 9_001)
    }

    @Test func noRecipientsAreAHeaderOrAnEmptyList() throws {
        try test.importCSV("email\n", into: "Nobody", new: true)
        for (format, text) in [
            (RowFormat.csv, "email,registered,activated,deactivated,source\n"), (.json, "[]\n"), (.jsonl, ""),
        ] {
            let path = "\(folder.path)/nobody"
            try test.account.beginStatement()
            _ = try test.account.export(
                .group("Nobody"), to: ExportTarget(UserFile(path), format: format, overwrites: true))
            #expect(try bytes(path) == Array(text.utf8))
        }
    }
}
