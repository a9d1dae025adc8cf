internal import Snapshots
internal import Sorting

/// What the fields of a sample of recipients hold before and after the import: hashes, so that all texts take the same
/// memory.
struct FieldTable {
    /// The number of fields. The first one is the address.
    let width: Int
    /// The number of recipients.
    private(set) var rows = 0
    /// Whether the file has the field.
    let isInFile: [Bool]
    /// The hashes before and after, by recipient and field; 0 for no value.
    private var before: [UInt64] = []
    private var after: [UInt64] = []
    private var damage: [TextDamage] = []
    /// The recipients whose value changes or is removed in every field of the file in which they had one, if there are
    /// at least three such fields.
    private(set) var changedThroughout: [Int] = []

    /// Further fields are not examined: an accident to a list with so many fields shows in these as well.
    static let maximumFields = 128
    /// If fewer fields change, it is an ordinary update.
    private static let leastChangedFields = 3

    /// How many fields are examined in a group whose segments have `columns` columns.
    static func width(ofColumns columns: Int) -> Int { min(max(columns - signUpColumns, 1), maximumFields) }

    /// The columns after the address that are not examined: wrong dates do not go unnoticed.
    private static let signUpColumns = 3

    /// The column of segments that holds a field.
    static func column(ofField field: Int) -> Int { field == 0 ? 0 : field + signUpColumns }

    /// - Parameters:
    ///   - sample: The recipients of the group that are in the file.
    ///   - isPresent: For each column of the segments, whether the file has it.
    init(_ sample: KnownSample, isPresent: [Bool]) {
        let width = Self.width(ofColumns: isPresent.count)
        self.width = width
        isInFile = (0..<width).map { $0 > 0 && isPresent[Self.column(ofField: $0)] }
        before.reserveCapacity(sample.count * width)
        after.reserveCapacity(sample.count * width)
        damage.reserveCapacity(sample.count * width)
        sample.forEach { add($0, $1) }
    }

    func before(_ row: Int, _ field: Int) -> UInt64 { before[row * width + field] }
    func after(_ row: Int, _ field: Int) -> UInt64 { after[row * width + field] }
    func damage(_ row: Int, _ field: Int) -> TextDamage { damage[row * width + field] }

    /// Whether a recipient's value is replaced by another.
    func isReplaced(_ row: Int, _ field: Int) -> Bool {
        let (old, new) = (before(row, field), after(row, field))
        return old != 0 && new != 0 && old != new
    }

    private mutating func add(_ old: Row, _ new: Row) {
        let address = Self.hash(old.key)
        before.append(address)
        after.append(address)
        damage.append([])
        var (oldCells, newCells) = (old.cells, new.cells)
        for _ in 0..<Self.signUpColumns { _ = (oldCells.next(), newCells.next()) }
        var (filled, changed) = (0, 0)
        for field in 1..<max(width, 1) {
            let (oldText, newText) = (oldCells.next().escapedText, newCells.next().escapedText)
            let oldHash = Self.hash(oldText)
            let isSame = oldText.hasSameBytes(as: newText)
            before.append(oldHash)
            after.append(isSame ? oldHash : Self.hash(newText))
            guard isInFile[field] else {
                damage.append([])
                continue
            }
            damage.append(TextDamage(oldText, becoming: isSame ? nil : newText))
            if !oldText.isEmpty {
                filled += 1
                if !isSame { changed += 1 }
            }
        }
        if changed == filled, changed >= Self.leastChangedFields { changedThroughout.append(rows) }
        rows += 1
    }

    private static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
        text.isEmpty ? 0 : max(1, Checksum(of: text).value)
    }
}
