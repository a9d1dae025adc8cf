internal import Recipients
internal import Snapshots
internal import Sorting

/// What happens to a field when a change is taken back.
enum FieldFate {
    /// The change did not touch it, or it already is as before.
    case untouched
    /// It is as the change left it, and gets its old value back.
    case reverted
    /// It has been changed since.
    case kept

    /// - Parameters:
    ///   - wasChanged: Whether the change touched it.
    ///   - isAsAfter: Whether it is as the change left it.
    ///   - isAsBefore: Whether it is as before the change.
    init(wasChanged: Bool, isAsAfter: Bool, isAsBefore: Bool) {
        self = !wasChanged || isAsBefore ? .untouched : isAsAfter ? .reverted : .kept
    }
}

/// A recipient before a change, after it, and now.
struct Versions {
    let before: Row
    let after: Row
    let now: Row

    var cells: CellVersionReader { CellVersionReader(self) }
}

/// A cell before a change, after it, and now.
struct CellVersions {
    let before: Cell
    let after: Cell
    let now: Cell

    var fate: FieldFate {
        FieldFate(
            wasChanged: !before.isSame(as: after), isAsAfter: now.isSame(as: after), isAsBefore: now.isSame(as: before))
    }
}

/// The sign-up information, which counts as one field: three dates, and where the address came from.
struct SignUpField {
    let cells: [Cell]

    init(_ reader: inout CellReader) {
        cells = [reader.next(), reader.next(), reader.next(), reader.next()]
    }

    var signUp: SignUp {
        SignUp(registered: cells[0].instant, activated: cells[1].instant, deactivated: cells[2].instant)
    }

    /// As one value, for people and files.
    var text: String { Recipient(email: "", signUp: signUp, source: cells[3].text, values: []).signUpText }

    func isSame(as other: SignUpField) -> Bool {
        zip(cells, other.cells).allSatisfy { $0.isSame(as: $1) }
    }
}

/// The sign-up information before a change, after it, and now.
struct SignUpVersions {
    let before: SignUpField
    let after: SignUpField
    let now: SignUpField

    var fate: FieldFate {
        FieldFate(
            wasChanged: !before.isSame(as: after), isAsAfter: now.isSame(as: after), isAsBefore: now.isSame(as: before))
    }

    /// Whether somebody who is unsubscribed now would be active again.
    var wouldResubscribe: Bool { now.signUp.status == .unsubscribed && before.signUp.status == .active }
}

/// Goes through the cells of three rows side by side.
struct CellVersionReader {
    private var before: CellReader
    private var after: CellReader
    private var now: CellReader

    init(_ versions: Versions) {
        before = versions.before.cells
        after = versions.after.cells
        now = versions.now.cells
    }

    /// The cells of the sign-up information, which come first.
    mutating func nextSignUp() -> SignUpVersions {
        SignUpVersions(before: SignUpField(&before), after: SignUpField(&after), now: SignUpField(&now))
    }

    mutating func next() -> CellVersions {
        CellVersions(before: before.next(), after: after.next(), now: now.next())
    }
}

extension Cell {
    /// Whether both have the same value. The encoding is canonical, so bytes are compared.
    func isSame(as other: Cell) -> Bool {
        isMissing || other.isMissing ? isMissing == other.isMissing : json.hasSameBytes(as: other.json)
    }
}

/// The fields of a group that an undo takes back.
struct UndoneColumns {
    private let names: [String]
    private let only: OnlyFields?

    /// - Parameters:
    ///   - group: The group whose columns they are.
    ///   - only: The fields that the undo is limited to; nil for all.
    init(_ group: GroupManifest, only: OnlyFields?) {
        names = group.segmentColumns
        self.only = only
    }

    /// Whether it is limited to some fields.
    var isLimited: Bool { only != nil }

    var includesSignUp: Bool { only?.includesSignUp ?? true }

    func includes(_ column: Int) -> Bool { includes(names[column]) }

    func includes(_ field: String) -> Bool { only?.contains(field) ?? true }

    /// Whether two rows differ in any of the fields.
    func include(changeFrom before: Row, to after: Row) -> Bool {
        guard isLimited else { return true }
        var cells = Versions(before: before, after: after, now: after).cells
        let signUp = cells.nextSignUp()
        if includesSignUp, !signUp.before.isSame(as: signUp.after) { return true }
        for column in Field.fixed.count..<max(Field.fixed.count, names.count) {
            let cell = cells.next()
            if includes(column), !cell.before.isSame(as: cell.after) { return true }
        }
        return false
    }

    func name(of column: Int) -> String { names[column] }
}
