import Recipients
import TestSupport
import Testing

@testable import Account

/// What is exported gives the same group again, and the same file on a second export.
@Suite struct AccountRoundTripTests {
    /// Pieces of texts that are hard for CSV, JSON or spreadsheets.
    private static let pieces = [
        "=1+1", "+49", "-1", "@x", "'", "''=", "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", "\t", " ", "\u{A0}", "a",
        "Köln", "\\",
        "\u{1}", "\u{7F}", "\u{1F600}", "e\u{301}", "\u{FEFF}", "{", "null", "sep=;", "#", "0", "true", "[\"x\"]",
        "\u{2028}",
    ]

    private func text(_ random: inout SplitMix) -> String {
        (0..<Int.random(in: 0...4, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    enum Kind: CaseIterable {
        case csv, guarded, tsv, guardedTSV, json, jsonl

        var format: RowFormat {
            switch self {
            case .csv, .guarded: .csv
            case .tsv, .guardedTSV: .tsv
            case .json: .json
            case .jsonl: .jsonl
            }
        }

        var guardsFormulas: Bool { [.guarded, .guardedTSV].contains(self) }
    }

    @Test(arguments: Kind.allCases, 1...12 as ClosedRange<UInt64>)
    func anyTextComesBackTheSame(kind: Kind, seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let test = try TestAccount()
        let folder = try TemporaryFolder()
        let fields = ["Kd Nr", "=name", "Ort", "x,y", "attributes"]
        var rows: [String] = []
        var expected: [String: [String?]] = [:]
        for number in 0..<20 {
            let address = "\(["=", "+", "-", "a", "'="].randomElement(using: &random) ?? "")r\(number)@example.com"
            let values = fields.map { _ in text(&random) }
            rows.append(([address] + values).map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ","))
            expected[address] = values.map { value in
                // A value of nothing but spaces counts as missing.
                value.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0 == "\u{FEFF}" } ? nil : value
            }
        }
        let header =
            "email,registered,activated,deactivated,source," + fields.map { "\"\($0)\"" }.joined(separator: ",")
        let csv =
            header + "\n"
            + rows.map { row in
                let cells = row.split(separator: "\",\"", maxSplits: 1, omittingEmptySubsequences: false)
                return "\(cells[0])\",2024-01-01,2024-01-02,,web,\"\(cells[1])"
            }.joined(separator: "\n")
        try test.importCSV(csv, into: "A", new: true)
        let first = "\(folder.path)/first"
        let second = "\(folder.path)/second"
        _ = try test.account.export(
            .group("A"), to: ExportTarget(UserFile(first), format: kind.format, guardsFormulas: kind.guardsFormulas))
        var options = ImportOptions()
        options.format = [.json: .json, .jsonl: .jsonl][kind.format] ?? .csv
        try test.account.beginStatement()
        let result = try test.account.importRows(
            ImportRequest(.file(path: first), into: ImportTarget("B", isNew: true), options: options))
        #expect(result.counts == ImportCounts(read: 20, added: 20))
        let again = try test.recipients(of: "B")
        #expect(again.mapValues(\.values) == expected, "seed \(seed)")
        _ = try test.account.export(
            .group("B"), to: ExportTarget(UserFile(second), format: kind.format, guardsFormulas: kind.guardsFormulas))
        #expect(try folder.read("first") == (try folder.read("second")), "seed \(seed)")
    }

    @Test func formulasAreGuarded() throws {
        let test = try TestAccount()
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/safe.csv"
        try test.importCSV(
            "email,registered,activated,=h\n=a@b.de,2024-01-01,2024-01-01,=1\nc@d.de,2024-01-01,2024-01-01,'+x\n"
                + "e@f.de,2024-01-01,2024-01-01,it's\n", into: "A", new: true)
        _ = try test.account.export(.group("A"), to: ExportTarget(UserFile(path), guardsFormulas: true))
        let dates = "2024-01-01T00:00:00Z,2024-01-01T00:00:00Z,,"
        #expect(
            try folder.read("safe.csv") == """
                "email",registered,activated,deactivated,source,'=h
                '=a@b.de,\(dates),'=1
                c@d.de,\(dates),''+x
                e@f.de,\(dates),it's

                """)
    }

    @Test func anApostropheThatNobodyGuardedWithStays() throws {
        let test = try TestAccount()
        try test.importCSV("email,x\nanna@example.com,'=1\n", into: "A", new: true)
        #expect(try test.value("x", of: "anna@example.com", in: "A") == "'=1")
        try test.importCSV(
            "\"email\",\"registered\",\"activated\",\"deactivated\",\"source\",x\nanna@example.com,,,,,'=1\n",
            into: "B", new: true)
        #expect(try test.value("x", of: "anna@example.com", in: "B") == "'=1")
    }
}
