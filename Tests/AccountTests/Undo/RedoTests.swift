import Recipients
import TestSupport
import Testing

@testable import Account

/// What `redo` takes back, above all where undos and redos delete groups and bring them back.
@Suite struct RedoTests {
    private let test: TestAccount
    private var account: Account { test.account }

    init() throws {
        test = try TestAccount()
    }

    private func importRow(into name: String, new: Bool = true) throws {
        try test.importCSV("email,city\na@x.de,Ulm\n", into: name, new: new)
    }

    private func delete(_ name: String) throws {
        try account.beginStatement()
        _ = try account.deleteGroup(name)
    }

    @discardableResult
    private func undo(_ target: UndoTarget = .newest) throws -> UndoResult {
        try account.beginStatement()
        return try account.undo(UndoRequest(target))
    }

    private func redo() throws -> Int { try undo(.undo).change.backup }

    private var names: [String] {
        get throws { try account.groups().map(\.name) }
    }

    @Test func aRedoThatDeletesTheGroupDoesNotEndWhatCanBeRedone() throws {
        try importRow(into: "B")
        try delete("B")
        try test.restore(2)
        try undo()
        try undo()
        #expect(try redo() == 5)
        #expect(try names == [])
        #expect(try redo() == 4)
        #expect(try names == ["B"])
        #expect(try test.recipients(of: "B").count == 1)
        expectFailure(.unknownBackup) { try redo() }
        #expect(account.takeWarnings().isEmpty)
    }

    @Test func anUndoThatWasTakenBackByItsIdCanBeRedone() throws {
        try importRow(into: "A")
        try undo()
        try undo(.backup(.id(2)))
        #expect(try redo() == 3)
        #expect(try names == [])
        #expect(try redo() == 2)
        #expect(try names == ["A"])
    }

    @Test func anOlderUndoInAnotherGroupIsRedoneLater() throws {
        try importRow(into: "C")
        try test.importCSV("email,city\na@x.de,Bonn\n", into: "C")
        try undo()
        try importRow(into: "B")
        try delete("B")
        try test.restore(5)
        try undo()
        try undo()
        #expect(try redo() == 8)
        #expect(try redo() == 7)
        #expect(try redo() == 3)
        #expect(try test.value("city", of: "a@x.de", in: "C") == "Bonn")
    }

    /// Each change finds the name that the group had when it was made.
    @Test func aGroupThatWasRenamedComesBackUnderBothNames() throws {
        try importRow(into: "B")
        try delete("B")
        try test.restore(2)
        try account.beginStatement()
        _ = try account.renameGroup("B", to: "C")
        try undo()
        try undo()
        #expect(try names == ["B"])
        #expect(try redo() == 5)
        #expect(try redo() == 4)
        #expect(try names == ["C"])
    }

    @Test func aNameThatWasTakenSinceIsAnError() throws {
        try importRow(into: "B")
        try delete("B")
        try test.restore(2)
        try undo()
        try undo()
        try undo(.undo)
        try account.beginStatement()
        _ = try account.createGroup("B")
        let failure = expectFailure(.duplicateGroup) { try redo() }
        #expect(failure?.help?.contains("restore backup 4 into new group \"B 2\"") == true)
    }

    /// Whatever keeps the group deleted brings it back; what another change has put an end to does not.
    @Test func onlyDeletionsInForceBringTheGroupBack() throws {
        try importRow(into: "B")
        try delete("B")
        try test.restore(2)
        try delete("B")
        let failure = expectFailure(.unknownGroup) { try undo(.backup(.id(2))) }
        #expect(failure?.help == "take that back first: undo backup 4")
        try undo()
        try undo()
        try undo()
        #expect(try names == ["B"])
        // Of the deletions 2 and 4 and the undo of the restore, 6, the redo has brought the first into force again.
        #expect(try redo() == 7)
        let refusal = expectFailure(.unknownGroup) { try undo(.backup(.id(4))) }
        #expect(refusal?.help == "take that back first: undo backup 2")
        #expect(try undo(.backup(.id(2))).event == .returned)
        #expect(try names == ["B"])
    }

    /// A redo of a deletion brings back what the group had, and nothing that it lost with it.
    @Test func aFieldThatADeletedGroupHadGoesWithItsValues() throws {
        try importRow(into: "A")
        try delete("A")
        try undo()
        try account.beginStatement()
        _ = try account.addRecipient("c@x.de", to: "A", values: [])
        #expect(try undo(.backup(.id(3))).counts.removed == 1)
        #expect(try account.group("A").fields == [])
        try undo(.backup(.id(4)))
        #expect(try account.group("A").fields == ["city"])
    }

    @Test func aFieldThatARestoreBroughtBackWithTheGroupGoesWithItsValues() throws {
        try importRow(into: "A")
        try delete("A")
        try test.restore(2)
        try account.beginStatement()
        _ = try account.addRecipient("c@x.de", to: "A", values: [])
        try undo(.backup(.id(3)))
        #expect(try account.group("A").fields == [])
    }

    /// The undo's own backup is still there.
    @Test func backupsOfOlderChangesThatHaveExpiredAreTheReason() throws {
        try importRow(into: "A")
        try test.advance(days: 5)
        try test.importCSV("email\nb@x.de\n", into: "A")
        try test.advance(days: 5)
        try undo()
        try test.advance(days: 26)
        #expect(try redo() == 3)
        for target in [UndoTarget.newest, .newestOf(group: "A")] {
            let failure = expectFailure(.unknownBackup) { try undo(target) }
            #expect(failure?.help?.hasPrefix("the backups of older changes have expired") == true)
        }
    }

    @Test func whereNothingHasExpiredThatIsNotTheReason() throws {
        try importRow(into: "A")
        try undo()
        let failure = expectFailure(.unknownBackup) { try undo() }
        #expect(failure?.help?.hasPrefix("edits of single recipients") == true)
    }

    /// Random histories of whole groups: undos and redos go through the same states, back and forth.
    @Test(arguments: 1...60) func undosAndRedosPassThroughTheSameStates(seed: UInt64) throws {
        var history = GroupHistory(test, seed: seed)
        let length = history.random(4...12)
        for _ in 0..<length { try history.change() }
        var states = [try history.state]
        while try history.takeBack(.newest) { states.append(try history.state) }
        var place = states.count - 1
        try history.check(goesTo: 0, from: &place, in: states)
        let isUndoLeft = try history.takeBack(.undo)
        #expect(!isUndoLeft)
        for _ in 0..<6 {
            let goal = history.random(0...states.count - 1)
            try history.check(goesTo: goal, from: &place, in: states)
        }
    }
}

/// A random history of groups that are imported, changed, deleted and restored.
private struct GroupHistory {
    private let test: TestAccount
    private var generator: SplitMix
    private(set) var steps: [String] = []
    private static let names = ["A", "B", "C"]

    /// A group's fields and recipients.
    struct GroupState: Equatable {
        let fields: Set<String>
        let recipients: [String: Recipient]
    }

    init(_ test: TestAccount, seed: UInt64) {
        self.test = test
        generator = SplitMix(seed: seed)
    }

    mutating func random(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }

    /// All groups by name.
    var state: [String: GroupState] {
        get throws {
            var state: [String: GroupState] = [:]
            for group in try test.account.groups() {
                state[group.name] = GroupState(
                    fields: Set(group.fields), recipients: try test.recipients(of: group.name))
            }
            return state
        }
    }

    /// One more change that leaves a backup, or a new name.
    mutating func change() throws {
        try test.account.beginStatement()
        if random(0...1) == 0 { try test.advance(seconds: 1) }
        let name = Self.names[random(0...2)]
        let backups = try test.backupIDs
        let isThere = try state[name] != nil
        switch random(0...9) {
        case 0...2 where isThere:
            steps.append("delete \(name)")
            _ = try test.account.deleteGroup(name)
        case 3...5 where !backups.isEmpty:
            let backup = backups[random(0...backups.count - 1)]
            steps.append("restore \(backup)")
            try test.restore(backup)
        case 6 where isThere:
            let newName = Self.names[random(0...2)]
            guard try state[newName] == nil else { return }
            steps.append("rename \(name) to \(newName)")
            _ = try test.account.renameGroup(name, to: newName)
        default:
            var rows: [String] = []
            for _ in 0...random(0...3) { rows.append("\(random(0...5))@x.de,\(random(0...3))") }
            let field = ["city", "nr"][random(0...1)]
            steps.append("import \(field) \(rows) into \(name)")
            try test.importCSV(
                "email,\(field)\n\(rows.joined(separator: "\n"))\n", into: name, new: !isThere)
        }
    }

    /// Takes back the newest change, or the newest undo.
    ///
    /// - Returns: False if there is none, or if a group that would come back finds its name taken.
    mutating func takeBack(_ target: UndoTarget) throws -> Bool {
        try test.account.beginStatement()
        do {
            let result = try test.account.undo(UndoRequest(target))
            steps.append("\(target == .undo ? "redo" : "undo") (\(result.change.backup))")
            return true
        } catch {
            guard [.unknownBackup, .duplicateGroup].contains(error.code) else { throw error }
            return false
        }
    }

    /// Undoes or redoes until a state is reached again, and compares every state in between.
    mutating func check(goesTo goal: Int, from place: inout Int, in states: [[String: GroupState]]) throws {
        while place != goal {
            let step = place < goal ? 1 : -1
            let isTakenBack = try takeBack(step > 0 ? .newest : .undo)
            place += step
            let (found, expected, soFar) = (try state, states[place], steps)
            try #require(isTakenBack && found == expected, "\(soFar)")
        }
    }
}
