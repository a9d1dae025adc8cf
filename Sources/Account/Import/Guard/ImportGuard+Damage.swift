// Texts that were damaged on the way: by spreadsheets, which take them for numbers, and by wrong encodings.
extension ImportGuard {
    /// One or two values may well have been corrected.
    private static let leastDamaged = 3

    /// The damage in each field.
    var damagedTexts: [Accident] {
        fieldsInFile.compactMap(lostZeros) + [garbledLetters].compactMap { $0 }
    }

    private func lostZeros(_ field: Int) -> Accident? {
        damage(.lostZeros, of: .hadZeros, .lostZeros, in: field)
            ?? damage(.lostDigits, of: .hadDigits, .lostDigits, in: field)
    }

    private func damage(_ lost: TextDamage, of had: TextDamage, _ kind: Accident.Kind, in field: Int) -> Accident? {
        let (hit, all) = count(lost, of: had, in: field)
        return isDamage(hit.count, of: all) ? accident(kind, in: field, to: hit, of: all) : nil
    }

    /// Many lists have few letters outside ASCII, and a wrong encoding affects all fields, so all fields are counted
    /// together.
    private var garbledLetters: Accident? {
        let counted = fieldsInFile.map { (field: $0, count: count(.lostLetters, of: .hadLetters, in: $0)) }
        let hits = counted.reduce(0) { $0 + $1.count.hit.count }
        let all = counted.reduce(0) { $0 + $1.count.all }
        guard isDamage(hits, of: all), let most = counted.max(by: { $0.count.hit.count < $1.count.hit.count })
        else { return nil }
        return accident(.mojibake, in: most.field, to: most.count.hit, of: most.count.all)
    }

    private func count(_ lost: TextDamage, of had: TextDamage, in field: Int) -> (hit: [Int], all: Int) {
        var (hit, all) = ([] as [Int], 0)
        for row in 0..<fields.rows {
            let damage = fields.damage(row, field)
            if damage.isSuperset(of: had) { all += 1 }
            if damage.isSuperset(of: lost) { hit.append(row) }
        }
        return (hit, all)
    }

    private func isDamage(_ count: Int, of all: Int) -> Bool {
        count >= Self.leastDamaged && 5 * count > 4 * all
    }
}
