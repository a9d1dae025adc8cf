internal import Recipients
internal import Snapshots

// Values that are lost: emptied, made the same for all, replaced throughout.
extension ImportGuard {
    /// What is lost in each field, and in all of them together.
    var losses: [Accident] {
        let lost =
            [lostActivations].compactMap { $0 }
            + fieldsInFile.flatMap { [massEmpty($0), massSameValue($0)].compactMap { $0 } }
        let changed = fields.changedThroughout
        return areMost(changed.count) ? lost + [accident(.massChange, in: nil, to: changed)] : lost
    }

    private func massEmpty(_ field: Int) -> Accident? {
        let emptied = (0..<fields.rows).filter { fields.before($0, field) != 0 && fields.after($0, field) == 0 }
        return areMost(emptied.count) ? accident(.massEmpty, in: field, to: emptied) : nil
    }

    /// Of the sign-up columns, only that of activations can be emptied by a file: whoever has no date is not active.
    private var lostActivations: Accident? {
        guard hasActivation else { return nil }
        var lost: [Int] = []
        var row = 0
        sample.forEach { before, after in
            if SignUp(of: before).activated != nil, SignUp(of: after).activated == nil { lost.append(row) }
            row += 1
        }
        return areMost(lost.count) ? accident(.massEmpty, inColumn: PatchColumns.activated, to: lost) : nil
    }

    /// Most recipients get the same value, and many of them lose another value for it, which were not all the same.
    private func massSameValue(_ field: Int) -> Accident? {
        guard let value = candidate(field) else { return nil }
        let given = (0..<fields.rows).filter { fields.after($0, field) == value }
        let holders = given.filter { fields.before($0, field) != 0 }
        let overwritten = holders.filter { fields.before($0, field) != value }
        guard areMost(given.count), 2 * overwritten.count >= holders.count, 3 * overwritten.count >= fields.rows
        else { return nil }
        var counts: [UInt64: Int] = [:]
        for row in holders { counts[fields.before(row, field), default: 0] += 1 }
        // A value that most had before may well change for all of them.
        guard 5 * (counts.values.max() ?? 0) <= 4 * holders.count else { return nil }
        let text = examples(of: overwritten.prefix(1), inColumn: FieldTable.column(ofField: field)).first?.after ?? ""
        let filled = given.filter { fields.before($0, field) == 0 }
        return accident(.massSameValue(text), in: field, to: overwritten + filled)
    }

    /// The one value that more than half may get (the majority vote of Boyer and Moore).
    private func candidate(_ field: Int) -> UInt64? {
        var (candidate, votes) = (0 as UInt64, 0)
        for row in 0..<fields.rows {
            let value = fields.after(row, field)
            if votes == 0 { candidate = value }
            votes += value == candidate ? 1 : -1
        }
        return candidate == 0 ? nil : candidate
    }
}
