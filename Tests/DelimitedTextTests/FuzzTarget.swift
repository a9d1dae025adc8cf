import DelimitedText
import TestSupport

/// What the fuzzer and the tests ask of any bytes whatever: that the reader tells the same of them in whatever pieces
/// they come, and that what it read is read again from what the writer makes of it.
///
/// The first byte chooses how they are read.
enum FuzzTarget {
    private static let delimiters: [UInt8?] = [nil, nil, 0x2C, 0x3B, 0x09, 0x7C]

    /// What does not hold; none for bytes that are answered well.
    static func problems(of bytes: [UInt8]) -> [String] {
        guard let choice = bytes.first.map(Int.init) else { return [] }
        let encodings = [
            nil, nil, .utf8, .utf16LittleEndian, .utf16BigEndian, .windows1252, .iso885915,
            TextEncoding(name: "shift-jis"),
        ]
        var options = ReadingOptions(
            delimiter: delimiters[choice % delimiters.count],
            encoding: encodings[choice / delimiters.count % encodings.count])
        if choice >= 128 {
            options.headerSigns = HeaderSigns(isKey: { $0.first == 0x65 }, isValue: { $0.contains(0x40) })
        }
        do {
            return try problems(of: Array(bytes.dropFirst()), options)
        } catch let error as DelimitedTextError {
            // Told at the opening, so for the pieces too.
            return pieces(Array(bytes.dropFirst()), options) == error ? [] : ["another error at the opening of pieces"]
        } catch {
            return ["an error of another kind: \(error)"]
        }
    }

    private static func problems(of bytes: [UInt8], _ options: ReadingOptions) throws -> [String] {
        var problems: [String] = []
        var whole = try Table(bytes, options)
        var small = options
        small.batchBytes = 16
        // Which header is looked for in what is there at the opening is not asked of small pieces.
        if options.delimiter != nil {
            var parts = try Table(DripSource(bytes), small)
            (whole.batches, parts.batches) = (0, 0)
            if parts != whole { problems.append("pieces are read otherwise") }
        }
        if zip(whole.lines, whole.lines.dropFirst()).contains(where: { $0 >= $1 }) { problems.append("lines go back") }
        if whole.rows.contains(where: \.isEmpty) { problems.append("a row without cells") }
        let again = try Table(
            Array(try written(whole.rows).utf8), ReadingOptions(delimiter: 0x2C, encoding: .utf8))
        if again.rows != whole.rows || again.error != nil { problems.append("what is written is read otherwise") }
        return problems
    }

    /// The error with which the opening of pieces ends.
    private static func pieces(_ bytes: [UInt8], _ options: ReadingOptions) -> DelimitedTextError? {
        do {
            _ = try Table(DripSource(bytes), options)
            return nil
        } catch {
            return error as? DelimitedTextError
        }
    }
}
