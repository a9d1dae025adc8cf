internal import Recipients
internal import Snapshots

/// What an import is about to do to a group, in figures.
struct ImportFigures: Sendable {
    let mode: ImportMode
    /// How many recipients the group has.
    let recipients: Int
    let counts: ImportCounts
    /// How many recipients of the group become unsubscribed, and how many active.
    let becomeUnsubscribed: Int
    let becomeActive: Int
    /// Some addresses of the file that the group does not have, and some recipients who leave.
    let unknown: [String]
    let leaving: [String]
}

/// The guard against accidents: tells what is odd about an import that is about to happen. Pure: it decides by what it is given.
///
/// "Most" means more than four fifths of the recipients whom the file and the group have in common.
struct ImportGuard {
    let figures: ImportFigures
    let sample: KnownSample
    let fields: FieldTable
    /// What the columns of the segments are called: in the file, where it has them, else in the group.
    let names: [String]

    /// A smaller group is looked over by eye.
    static let leastRecipients = 20
    /// Fewer recipients in common are no ground to compare values.
    static let leastKnown = 10

    /// - Parameters:
    ///   - sample: The recipients whom the import finds in the group.
    ///   - isPresent: Which columns of the segments the file has.
    ///   - names: What the columns are called.
    init(_ figures: ImportFigures, _ sample: KnownSample, isPresent: [Bool], names: [String]) {
        self.figures = figures
        self.sample = sample
        self.names = names
        fields = FieldTable(sample, isPresent: isPresent)
    }

    /// What is odd, the gravest first.
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

    /// What a field is called.
    func name(ofField field: Int) -> String { names[FieldTable.column(ofField: field)] }

    /// Whether so many recipients of the sample are most.
    func areMost(_ count: Int) -> Bool { 5 * count > 4 * fields.rows }

    /// An accident to these recipients of the sample.
    ///
    /// - Parameter total: How many of the sample it could happen to; all, if nil.
    func accident(_ kind: Accident.Kind, in field: Int?, to rows: [Int], of total: Int? = nil) -> Accident {
        func scaled(_ count: Int) -> Int {
            sample.isWhole ? count : Int((Double(count) / Double(fields.rows) * Double(sample.known)).rounded())
        }
        return Accident(
            kind: kind, column: field.map(name(ofField:)), count: scaled(rows.count),
            total: scaled(total ?? fields.rows), isEstimate: !sample.isWhole,
            examples: examples(of: rows.prefix(Accident.shownExamples), in: field))
    }

    /// Some recipients of the sample, with what a field holds and is to hold.
    func examples(of rows: some Sequence<Int>, in field: Int?) -> [Accident.Example] {
        let wanted = Set(rows)
        var examples: [Accident.Example] = []
        var row = 0
        sample.forEach { before, after in
            if wanted.contains(row) {
                var example = Accident.Example(email: String(decoding: before.key, as: UTF8.self))
                if let field {
                    example.before = before.text(ofColumn: FieldTable.column(ofField: field))
                    example.after = after.text(ofColumn: FieldTable.column(ofField: field))
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
