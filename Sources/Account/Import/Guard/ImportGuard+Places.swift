// Values in a wrong place: in another field, or at another recipient.
extension ImportGuard {
    /// The misplaced values in each field.
    var misplacedValues: [Accident] {
        let tallies = tallyOfShifts()
        return fieldsInFile.flatMap { field in
            [shiftedColumns(field, tallies), permutedColumn(field)].compactMap { $0 }
        }
    }

    // MARK: Another field

    /// How many recipients get in one field what they had in another; the index is the first field times the width plus
    /// the other.
    private func tallyOfShifts() -> [Int] {
        let width = fields.width
        var tallies = [Int](repeating: 0, count: width * width)
        for field in fieldsInFile {
            for row in 0..<fields.rows where fields.isReplaced(row, field) {
                let value = fields.after(row, field)
                for other in 0..<width where fields.before(row, other) == value { tallies[field * width + other] += 1 }
            }
        }
        return tallies
    }

    private func shiftedColumns(_ field: Int, _ tallies: [Int]) -> Accident? {
        let counts = tallies[field * fields.width..<(field + 1) * fields.width]
        guard let most = counts.max(), areMost(most), let place = counts.firstIndex(of: most) else { return nil }
        let other = place - counts.startIndex
        let shifted = (0..<fields.rows).filter {
            fields.isReplaced($0, field) && fields.after($0, field) == fields.before($0, other)
        }
        return accident(.shiftedColumns(from: name(ofField: other)), in: field, to: shifted)
    }

    // MARK: Somebody else

    private func permutedColumn(_ field: Int) -> Accident? {
        let replaced = (0..<fields.rows).filter { fields.isReplaced($0, field) }
        guard areMost(replaced.count) else { return nil }
        let kept = (0..<fields.rows).filter { !fields.isReplaced($0, field) }
        let values = ValueExchange(
            replaced.map { (fields.before($0, field), fields.after($0, field)) },
            beside: kept.map { fields.before($0, field) }, recipients: fields.rows,
            share: sample.isWhole ? 1 : Double(fields.rows) / Double(sample.known))
        guard values.isPermutation, !values.isRecoding else { return nil }
        // If many people move, each gets a city that others had. But a list of only those is a small part of the group.
        if !sample.isWhole, !values.areDiverse, 2 * sample.known < figures.recipients { return nil }
        // Numbers that grow, such as points, equal those of others by chance.
        if !sample.isWhole || !values.areUnique, isProgress(field) { return nil }
        return accident(.permutedColumn, in: field, to: replaced)
    }

    /// Whether the values of a field are numbers, and recipients with high ones get high ones.
    private func isProgress(_ field: Int) -> Bool {
        var pairs = Correlation()
        let column = FieldTable.column(ofField: field)
        var row = 0
        sample.forEach { before, after in
            defer { row += 1 }
            guard fields.isReplaced(row, field), let old = before.text(ofColumn: column).flatMap(Correlation.number),
                let new = after.text(ofColumn: column).flatMap(Correlation.number)
            else { return }
            pairs.add(old, new)
        }
        return areMost(pairs.count) && pairs.coefficient > 0.5
    }
}
