import CommandLanguage
import DelimitedText
import Recipients
import Snapshots
import Sorting
import Storage

/// Measures the parts of the hot path by themselves:
///
///     swift run -c release Benchmarks [ROWS]
@main
struct Main {
    static func main() throws {
        let rows = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
        for benchmark in try engine(rows) + language(rows / 10) {
            print(try benchmark.line(runs: 7))
        }
    }

    static func engine(_ rows: Int) throws -> [Benchmark] {
        let csv = Rows.csv(rows)
        let segment = try Rows.segment(rows)
        let changes = try sorted(stride(from: 0, to: rows, by: 100))
        let addresses = (0..<1000).map { Array(Rows.address($0).utf8) }
        return [
            Benchmark(name: "CSV reader", amount: csv.count, unit: "byte") { try readCSV(csv) },
            Benchmark(name: "checking addresses", amount: 1000, unit: "address") { normalize(addresses) },
            Benchmark(name: "sorting and merging", amount: rows, unit: "row") { try sort(rows) },
            Benchmark(name: "segment writing", amount: rows, unit: "row") { try Rows.segment(rows).reference.bytes },
            Benchmark(name: "merge-join", amount: rows, unit: "row") {
                try join(changes, with: [segment], visitsStored: true)
            },
            Benchmark(name: "binary search", amount: rows / 100, unit: "address") {
                try join(changes, with: [segment], visitsStored: false)
            },
            Benchmark(name: "checksum", amount: csv.count, unit: "byte") {
                Int(truncatingIfNeeded: csv.withUnsafeBytes { Checksum(of: $0) }.value)
            },
        ]
    }

    static func language(_ statements: Int) -> [Benchmark] {
        let text = (0..<statements).map { "restore backup \($0 + 1) where city = \"Köln\" # no \($0)\n" }.joined()
        let source = Source(name: nil, bytes: Array(text.utf8))
        return [
            Benchmark(name: "lexer", amount: statements, unit: "statement") {
                var scanner = StatementScanner()
                var ends = 0
                for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
                    scanner.append(line: line)
                    if !scanner.isIncomplete { ends += 1 }
                }
                return ends
            },
            Benchmark(name: "lexer and parser", amount: statements, unit: "statement") {
                Parser.parse(source).script.statements.count
            },
        ]
    }

    static func readCSV(_ csv: [UInt8]) throws -> Int {
        var reader = try DelimitedReader(MemorySource(csv))
        var records = 0
        while let batch = try reader.nextBatch() { records += batch.count }
        return records
    }

    static func normalize(_ addresses: [[UInt8]]) -> Int {
        withUnsafeTemporaryAllocation(byteCount: EmailAddress.maximumLength, alignment: 16) { output in
            addresses.reduce(0) { sum, address in
                let length = address.withUnsafeBytes { EmailAddress.normalize($0, into: output) }
                return sum + ((try? length.get()) ?? 0)
            }
        }
    }

    static func sort(_ rows: Int) throws -> Int {
        try sorted((0..<rows).lazy.map { $0 * 7919 % rows }).read { cursor in
            var cursor = cursor
            var count = 0
            while cursor.current != nil {
                count += 1
                cursor.advance()
            }
            return count
        }
    }

    static func sorted(_ recipients: some Sequence<Int>) throws -> SortedRows {
        let run = RowSorter(
            spill: RowSpill { () throws(StorageError) in try MemoryStorage().makeScratch(StoragePath("runs")) })
        var block = SortedBlockBuilder(run.memory)
        for (number, recipient) in recipients.enumerated() {
            Rows.add(recipient, to: &block)
            if number % 5000 == 4999, let full = block.takeBlock() { try run.add(full) }
        }
        if let rest = block.takeBlock() { try run.add(rest) }
        return try run.finish()
    }

    static func join(_ incoming: SortedRows, with stack: [Segment], visitsStored: Bool) throws -> Int {
        try incoming.read { rows in
            var join = MergeJoin(rows, with: StackCursor(stack), visitsStored: visitsStored)
            var count = 0
            while join.advance() {
                count += join.stored == nil ? 0 : 1
                if join.isIncoming { join.incoming.advance() }
            }
            return count
        }
    }
}
