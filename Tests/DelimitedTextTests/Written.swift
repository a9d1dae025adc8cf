import DelimitedText

/// What a writer makes of some rows.
func written(_ rows: [[String]], delimiter: Character = ",", lineEnd: LineEnd = .lineFeed) throws -> String {
    let collected = Collected()
    var writer = DelimitedWriter(dialect: Dialect(delimiter: delimiter.asciiValue ?? 0), lineEnd: lineEnd) {
        collected.bytes += $0
    }
    for row in rows {
        for cell in row { writer.append(cell: cell) }
        try writer.endRecord()
    }
    try writer.finish()
    return String(decoding: collected.bytes, as: UTF8.self)
}

private final class Collected {
    var bytes: [UInt8] = []
}
