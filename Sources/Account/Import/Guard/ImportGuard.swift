internal import Recipients
internal import Snapshots

/// The figures of what an import is about to do to a group.
struct ImportFigures: Sendable {
    let mode: ImportMode
    /// How many recipients the group has.
    let recipients: Int
    let counts: ImportCounts
    /// How many further rows are for recipients of the group: invalid ones, and all but one of the same address.
    let otherKnown: Int
    /// How many recipients of the group become unsubscribed, and how many become active.
    let becomeUnsubscribed: Int
    let becomeActive: Int
    /// Some addresses of the file that the group does not have, and some recipients that are removed.
    let unknown: [String]
    let leaving: [String]
}

/// The guard against accidents: finds what looks wrong about an import before it is committed. Pure: it depends only on
/// its input.
///
/// "Most" means more than four fifths of the recipients that are in both the file and the group.
struct ImportGuard {
    let figures: ImportFigures
    let sample: KnownSample
    let fields: FieldTable
    /// Whether the file has a column of activations.
    let hasActivation: Bool
    /// The names of the columns of the segments: their headers in the file, or the group's names for columns that the
    /// file does not have.
    let names: [String]

    /// A smaller group can be checked by eye.
    static let leastRecipients = 20
    /// With fewer recipients in common, values are not compared.
    static let leastKnown = 10

    /// - Parameters:
    ///   - sample: The recipients of the group that are in the file.
    ///   - isPresent: For each column of the segments, whether the file has it.
    ///   - names: The names of the columns.
    init(_ figures: ImportFigures, _ sample: KnownSample, isPresent: [Bool], names: [String]) {
        self.figures = figures
        self.sample = sample
        self.names = names
        fields = FieldTable(sample, isPresent: isPresent)
        hasActivation = isPresent[PatchColumns.activated]
    }

    /// What looks wrong.
    var accidents: [Accident] {
        guard figures.recipients >= Self.leastRecipients else { return [] }
        var found = accidentsToTheGroup
        if sample.known >= Self.leastKnown, fields.rows >= Self.leastKnown {
            found += losses + misplacedValues + damagedTexts
        }
        return found
    }

    /// The fields that the file has.
    var fieldsInFile: [Int] { fields.isInFile.indices.filter { fields.isInFile[$0] } }

    /// The name of a field.
    func name(ofField field: Int) -> String { names[FieldTable.column(ofField: field)] }

    /// Whether a number of recipients is most of the sample.
    func areMost(_ count: Int) -> Bool { 5 * count > 4 * fields.rows }

    /// An accident to these recipients of the sample, in a field.
    ///
    /// - Parameter total: How many recipients of the sample it could affect; nil for all.
    func accident(_ kind: Accident.Kind, in field: Int?, to rows: [Int], of total: Int? = nil) -> Accident {
        accident(kind, inColumn: field.map(FieldTable.column(ofField:)), to: rows, of: total)
    }

    /// The same, in a column of the segments.
    func accident(_ kind: Accident.Kind, inColumn column: Int?, to rows: [Int], of total: Int? = nil) -> Accident {
        func scaled(_ count: Int) -> Int {
            sample.isWhole ? count : Int((Double(count) / Double(fields.rows) * Double(sample.known)).rounded())
        }
        return Accident(
            kind: kind, column: column.map { names[$0] }, count: scaled(rows.count),
            total: scaled(total ?? fields.rows), isEstimate: !sample.isWhole,
            examples: examples(of: rows.prefix(Accident.shownExamples), inColumn: column))
    }

    /// Some recipients of the sample, with the value in a column of the segments before and after.
    func examples(of rows: some Sequence<Int>, inColumn column: Int?) -> [Accident.Example] {
        let wanted = Set(rows)
        var examples: [Accident.Example] = []
        var row = 0
        sample.forEach { before, after in
            if wanted.contains(row) {
                var example = Accident.Example(email: String(decoding: before.key, as: UTF8.self))
                if let column {
                    example.before = before.text(ofColumn: column)
                    example.after = after.text(ofColumn: column)
                }
                examples.append(example)
            }
            row += 1
        }
        return examples
    }
}

extension Row {
    /// The text in a column after the address; nil if there is none.
    func text(ofColumn column: Int) -> String? {
        var cells = cells
        for _ in 1..<column { _ = cells.next() }
        return cells.next().text
    }
}
