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

    private func exported(_ format: RowFormat, guards: Bool = false, where filter: RecipientFilter? = nil) throws
        -> [UInt8]
    {
        let path = "\(folder.path)/out-\(format.rawValue)"
        try test.account.beginStatement()
        _ = try test.account.export(
            "News", where: filter,
            to: ExportTarget(UserFile(path), format: format, overwrites: true, guardsFormulas: guards))
        return try bytes(path)
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        try UserFile(path).wholeBytes()
    }

    private func expected(delimiter: UInt8) throws -> [UInt8] {
        let reader = try test.account.recipients(of: .group("News"))
        var output: [UInt8] = []
        try withoutActuallyEscaping({ (bytes: UnsafeRawBufferPointer) in output += bytes }) { flush in
            var writer = DelimitedWriter(dialect: Dialect(delimiter: delimiter), flush: flush)
            for name in ["email", "registered", "activated", "deactivated", "source"] + reader.fields {
                writer.append(cell: name)
            }
            try writer.endRecord()
            while let recipient = try reader.next() {
                writer.append(cell: recipient.email)
                for date in [recipient.signUp.registered, recipient.signUp.activated, recipient.signUp.deactivated] {
                    writer.append(cell: date.map { "\($0)" } ?? "")
                }
                for value in [recipient.source] + recipient.values { writer.append(cell: value ?? "") }
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
            _ = try test.account.export("Nobody", to: ExportTarget(UserFile(path), format: format, overwrites: true))
            #expect(try bytes(path) == Array(text.utf8))
        }
    }
}
