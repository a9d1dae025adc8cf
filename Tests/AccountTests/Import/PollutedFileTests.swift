import DelimitedText
import Recipients
import TestSupport
import Testing

@testable import Account

/// No row of a list gets lost, however polluted the list is: each is imported or rejected with a reason, and what is
/// rejected can be corrected and imported.
@Suite struct PollutedFileTests {
    let test: TestAccount
    let folder: TemporaryFolder

    init() throws {
        test = try TestAccount()
        folder = try TemporaryFolder()
    }

    private func importBytes(_ bytes: [UInt8], into name: String, rejects: String? = nil) throws -> ImportResult {
        var options = ImportOptions()
        options.rejects = rejects.map { UserFile($0) }
        try test.account.beginStatement()
        return try test.account.importRows(
            ImportRequest(.bytes(bytes, name: "list.csv"), into: ImportTarget(name, isNew: true), options: options))
    }

    @Test(arguments: 1...150 as ClosedRange<UInt64>) func everyRowIsImportedOrRejected(seed: UInt64) throws {
        let file = PollutedFile(seed: seed)
        let path = "\(folder.path)/rejects.csv"
        let result = try importBytes(file.bytes, into: "A", rejects: path)
        let addresses = Set(file.addresses)
        #expect(
            result.counts
                == ImportCounts(
                    read: file.rows.count, added: addresses.count, invalid: file.rejected,
                    duplicates: file.addresses.count - addresses.count))
        #expect(try Set(test.recipients(of: "A").keys) == addresses)
        let isLatin = file.encoding == .windows1252 && !file.text.utf8.allSatisfy { $0 < 0x80 }
        #expect((result.encoding == .windows1252) == isLatin)
        guard file.rejected > 0 else {
            #expect(result.rejects == nil)
            return
        }
        try rejectedRowsStandUnchanged(file, path)
        try mendedRowsAreImported(file, path)
    }

    /// Behind its line and a reason stands each row as it is in the file.
    private func rejectedRowsStandUnchanged(_ file: PollutedFile, _ path: String) throws {
        let records = try Records(of: folder.read("rejects.csv"), delimiter: file.delimiter)
        let expected = file.rows.filter { $0.address == nil }
        #expect(records.raw.first?.hasSuffix("\(file.delimiter)\(file.header)") == true)
        #expect(records.rows.dropFirst().map { $0.first ?? "" } == expected.map { "\($0.line)" })
        for (raw, row) in zip(records.raw.dropFirst(), expected) {
            #expect(raw.hasSuffix("\(file.delimiter)\(row.raw)"), "\(row)")
        }
        #expect(records.rows.dropFirst().allSatisfy { $0.count > 1 && !$0[1].isEmpty })
    }

    /// With an address and a date that can be read, and no cells too many, each comes in.
    private func mendedRowsAreImported(_ file: PollutedFile, _ path: String) throws {
        var records = try Records(of: folder.read("rejects.csv"), delimiter: file.delimiter).rows
        let header = records.removeFirst()
        let email = try #require(header.firstIndex(of: "E-Mail"))
        let date = try #require(header.firstIndex(of: "Angemeldet am"))
        let mended = records.enumerated().map { index, record in
            var cells = Array((record + Array(repeating: "", count: header.count)).prefix(header.count))
            cells[email] = "mended\(index)@example.com"
            cells[date] = "2024-12-31"
            return cells
        }
        let collected = Collected()
        var writer = DelimitedWriter(dialect: Dialect(delimiter: file.delimiter.asciiValue ?? 0)) {
            collected.bytes += $0
        }
        for cells in [header] + mended {
            for cell in cells { writer.append(cell: cell) }
            try writer.endRecord()
        }
        try writer.finish()
        let result = try importBytes(collected.bytes, into: "B")
        #expect(result.counts == ImportCounts(read: mended.count, added: mended.count))
    }

    /// Rows of another encoding in the middle: all rows come in as Windows-1252, or a byte that has no meaning there is
    /// an error, and nothing is done.
    @Test(arguments: 1...40 as ClosedRange<UInt64>) func rowsOfAnotherEncodingAreNotLost(seed: UInt64) throws {
        let file = PollutedFile(seed: seed)
        let bytes = Array(file.text.utf8) + Array("\n".utf8) + [0xE4, UInt8(ascii: "@")] + Array("example.com\n".utf8)
        do {
            let counts = try importBytes(bytes, into: "A").counts
            #expect(counts.read == file.rows.count + 1)
            #expect(counts.read == counts.added + counts.invalid + counts.duplicates)
        } catch let failure as Failure {
            #expect(failure.code == .malformedFile && failure.help?.contains("--encoding") == true, "\(failure)")
            #expect(try test.account.groups().isEmpty)
        }
    }
}

/// The records of a text, and how they are in it.
private struct Records {
    var rows: [[String]] = []
    var raw: [String] = []

    init(of text: String, delimiter: Character) throws {
        var reader = try DelimitedReader(
            MemorySource(Array(text.utf8)), options: ReadingOptions(delimiter: delimiter.asciiValue, encoding: .utf8))
        while let batch = try reader.nextBatch() {
            for record in 0..<batch.count {
                raw.append(batch.withRecords { String(decoding: $0.rawRecord(record), as: UTF8.self) })
                rows.append(batch.texts(of: record))
            }
        }
    }
}

private final class Collected {
    var bytes: [UInt8] = []
}
