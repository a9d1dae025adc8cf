import Account
import CommandLanguage
import Recipients
import Testing

@testable import Interpreter

/// What is asked before statements that hurt, on an interactive terminal.
struct QuestionTests {
    /// Keeps what was asked, and answers.
    private final class Person {
        var asked: [Question] = []
        var agrees = true
    }

    private let person = Person()
    private let laboratory: Laboratory

    init() throws {
        let person = person
        laboratory = try Laboratory(files: ["delete.cbs": "delete group N"]) { settings in
            settings.origin = .interactive
            settings.confirm = { question in
                person.asked.append(question)
                return person.agrees
            }
        }
        try laboratory.run(
            """
            import <<CSV into new group N
            email
            a@example.com
            b@example.com
            CSV
            add recipient c@example.com to N
            record open of c@example.com in N
            """)
    }

    /// Nobody is asked about what would be refused after a yes.
    @Test(arguments: ["erase recipient a@example.com", "set backup off", "set retention 1s"])
    func nothingIsAskedInASessionThatOnlyReads(statement: String) throws {
        let person = person
        let location = StoreLocation(.memory, isReadOnly: true)
        var settings = Interpreter.Settings(origin: .interactive)
        settings.confirm = { question in
            person.asked.append(question)
            return true
        }
        let interpreter = Interpreter(try Account.open(location), sink: Recording(), settings: settings)
        #expect {
            try interpreter.run(Parser.parse(Source(name: "test", text: statement)).script)
        } throws: {
            ($0 as? Diagnostic)?.code == .readOnly
        }
        #expect(person.asked.isEmpty)
    }

    @Test func aDeletionThatLeavesABackupIsNotAskedAbout() throws {
        try laboratory.run("delete group N")
        #expect(person.asked.isEmpty)
    }

    @Test func aDeletionWithoutABackupAsksForTheName() throws {
        person.agrees = false
        let problem = try laboratory.problem("delete group N via api")
        #expect(problem?.code == .cancelled)
        #expect(problem?.message == "nothing was changed")
        #expect(
            person.asked == [
                Question(
                    lines: [
                        "deleting the group \"N\" with 3 recipients will leave no backup: the change comes via api",
                        "only its 1 older backup stays",
                    ],
                    prompt: "Type the group's name to delete it", kind: .typing("N"))
            ])
        #expect(try laboratory.value("count(groups)") == .number(1))
        person.agrees = true
        try laboratory.run("delete group N via api")
        #expect(try laboratory.value("count(groups)") == .number(0))
    }

    @Test func aDeletionOfALargeGroupIsAskedAbout() throws {
        let rows = (1...LossPolicy.manyRecipients).map { "r\($0)@example.com" }.joined(separator: "\n")
        try laboratory.run("import <<CSV into new group Large\nemail\n\(rows)\nCSV")
        person.agrees = false
        #expect(try laboratory.problem("delete group Large")?.code == .cancelled)
        #expect(laboratory.interpreter.wasDeclined)
        #expect(
            person.asked == [
                Question(
                    lines: ["the group \"Large\" has 10,000 recipients", "a backup of it will be kept"],
                    prompt: "Delete it?")
            ])
        person.agrees = true
        try laboratory.run("delete group Large")
        #expect(!laboratory.interpreter.wasDeclined)
    }

    @Test(arguments: [
        (0, 0, false, false), (1, 3, false, true), (1, 3, true, false), (3, 3, true, false), (12, 3000, true, false),
        (7, 20, true, true), (6, 20, true, false), (7, 19, true, false), (20, 20, true, true),
        (9999, 9999, true, true), (10_000, 100_000, true, true),
    ])
    func replacementsAreAskedAboutBySize(removed: Int, all: Int, isKept: Bool, asks: Bool) {
        #expect(LossPolicy.asks(removing: removed, of: all, isKept: isKept) == asks)
    }

    @Test(arguments: [(0, false, false), (1, false, true), (9999, true, false), (10_000, true, true)])
    func deletionsAreAskedAboutBySize(recipients: Int, isKept: Bool, asks: Bool) {
        #expect(LossPolicy.asks(deleting: recipients, isKept: isKept) == asks)
    }

    @Test func aReplacementOfEverybodyIsAskedAbout() throws {
        let rows = (1...20).map { "r\($0)@example.com" }.joined(separator: "\n")
        try laboratory.run("import <<CSV into new group All\nemail\n\(rows)\nCSV")
        person.agrees = false
        #expect(try laboratory.problem("restore 2 --mode replace")?.code == .cancelled)
        #expect(
            person.asked.first?.lines.first
                == "20 recipients of \"All\" are not among those restored and would be removed; 0 would stay")
    }

    @Test func aReplacementThatLosesAFewIsNotAskedAbout() throws {
        try laboratory.run("import <<CSV into N\nemail\nd@example.com\nCSV\nrestore 2 --mode replace")
        #expect(person.asked.isEmpty)
    }

    @Test func aRestoreThatReplacesCountsWhoLeaves() throws {
        try laboratory.run("import <<CSV into N\nemail\nd@example.com\nCSV\nremove recipient a@example.com from N")
        try withoutBackups()
        person.agrees = false
        #expect(try laboratory.problem("restore 2 --mode replace")?.code == .cancelled)
        #expect(
            person.asked.first?.lines == [
                "1 recipient of \"N\" is not among those restored and would be removed; 2 would stay",
                "removed: d@example.com", "no backup of the group as it is will be kept: backups are off for the group",
            ])
        #expect(try laboratory.value("(group N).recipients") == .number(3))
        #expect(try laboratory.value("count(backups)") == .number(2))
    }

    /// Switches the backups of N off, so that every loss is asked about, and answers no from then on.
    private func withoutBackups() throws {
        try laboratory.run("set backup off for N")
        person.asked = []
        person.agrees = false
    }

    @Test func aConditionMakesMoreLeave() throws {
        try laboratory.run("import <<CSV into N\nemail\nd@example.com\nCSV")
        try withoutBackups()
        #expect(
            try laboratory.problem("restore 2 where email ~ \"a*\" --mode replace")?.code == .cancelled)
        #expect(
            person.asked.first?.lines.first
                == "3 recipients of \"N\" are not among those restored and would be removed; 1 would stay")
    }

    @Test func aRestoreThatRemovesNobodyIsNotAskedAbout() throws {
        try laboratory.run("import <<CSV into N\nemail\nd@example.com\nCSV\nrestore 2")
        try laboratory.run("import <<CSV into new group M\nemail\nd@example.com\nCSV\nset backup off for M")
        person.asked = []
        try laboratory.run("restore 2 into M --mode replace")
        #expect(person.asked.count == 1)
        #expect(
            person.asked.first?.lines.first
                == "1 recipient of \"M\" is not among those restored and would be removed; 0 would stay")
    }

    /// Somebody who has just edited by hand may mean that.
    @Test func anUndoBehindAChangeWithoutABackupIsAskedAbout() throws {
        person.agrees = false
        #expect(try laboratory.problem("undo")?.code == .cancelled)
        let question = try #require(person.asked.first)
        #expect(question.prompt == "Undo the import into \"N\"?")
        #expect(question.lines.count == 3)
        #expect(question.lines.first == "this undoes the import into \"N\": 2 removed")
        #expect(question.lines.last?.hasPrefix("a newer change left no backup and stays (add today ") == true)
        #expect(try laboratory.value("(group N).recipients") == .number(3))
        person.agrees = true
        try laboratory.run("undo of N")
        #expect(try laboratory.value("(group N).recipients") == .number(1))
        #expect(person.asked.count == 2)
    }

    @Test func aRedoBehindAChangeWithoutABackupIsAskedAbout() throws {
        try laboratory.run("undo backup 1; add recipient d@example.com to N")
        person.agrees = false
        #expect(try laboratory.problem("redo")?.code == .cancelled)
        let question = try #require(person.asked.first)
        #expect(question.prompt == "Take back the undo in \"N\"?")
        #expect(question.lines.first?.hasPrefix("this takes back the undo in \"N\"") == true)
        #expect(question.lines.last?.hasPrefix("a newer change left no backup and stays (add today ") == true)
        #expect(try laboratory.value("(group N).recipients") == .number(2))
        person.agrees = true
        try laboratory.run("redo")
        #expect(try laboratory.value("(group N).recipients") == .number(4))
    }

    /// Newer changes with nothing to undo are what a person would think of first.
    @Test func theQuestionBeforeAnUndoSaysWhatIsPassedOver() throws {
        try laboratory.run("set time zone UTC; import <<CSV into N\nemail\na@example.com\nCSV")
        person.agrees = false
        #expect(try laboratory.problem("undo of N")?.code == .cancelled)
        let lines = try #require(person.asked.first?.lines)
        #expect(
            lines.prefix(2) == [
                "backup 2 of \"N\" is passed over: there is nothing to undo",
                "this undoes the import into \"N\": 2 removed",
            ])
    }

    @Test func anUndoThatNamesItsBackupIsNotAskedAbout() throws {
        try laboratory.run("undo backup 1; redo")
        #expect(person.asked.isEmpty)
    }

    @Test func backupsOff() throws {
        person.agrees = false
        #expect(try laboratory.problem("set backup off")?.code == .cancelled)
        #expect(try laboratory.problem("set backup off for N")?.code == .cancelled)
        #expect(
            person.asked.map(\.lines) == [
                [
                    "changes of 1 group would no longer leave a backup, and could not be undone",
                    "1 existing backup stays",
                ],
                [
                    "changes of the group \"N\" would no longer leave a backup, and could not be undone",
                    "1 existing backup stays",
                ],
            ])
        try laboratory.run("set backup on")
        #expect(person.asked.count == 2)
        #expect(try laboratory.value("(group N).backup") == .bool(true))
        try laboratory.run("delete group N")
        #expect(try laboratory.problem("set backup off")?.code == .cancelled)
        #expect(person.asked.last?.lines.last == "2 existing backups stay")
    }

    @Test func aShorterRetention() throws {
        try laboratory.run("clock advance 10 days\nset retention 31 days")
        #expect(person.asked.isEmpty)
        person.agrees = false
        #expect(try laboratory.problem("set retention 11 days")?.code == .cancelled)
        #expect(try laboratory.problem("set retention 10 days")?.code == .cancelled)
        #expect(
            person.asked.map(\.lines) == [
                [
                    "backups would be kept for 11 days instead of 31 days",
                    "no backup would expire now, but the existing one would sooner",
                ],
                [
                    "backups would be kept for 10 days instead of 31 days",
                    "1 of 1 backup would expire at once and be gone for good",
                ],
            ])
        #expect(try laboratory.value("count(backups)") == .number(1))
    }

    @Test func erasing() throws {
        person.agrees = false
        try laboratory.run("import <<CSV into N\nemail\nd@example.com\nCSV")
        #expect(try laboratory.problem("erase recipient C@example.com")?.code == .cancelled)
        #expect(
            person.asked.first?.lines.first
                == "c@example.com would be removed from 1 group, 1 backup, 1 record of activity")
        #expect(try laboratory.value("exists(recipients of N where email = \"c@example.com\")") == .bool(true))
    }

    @Test func scriptsAreExplicit() throws {
        person.agrees = false
        try laboratory.run("set backup on\nrun delete.cbs")
        #expect(person.asked.isEmpty)
        #expect(try laboratory.value("count(groups)") == .number(0))
    }

    @Test(arguments: [("y", true), (" YES ", true), ("n", false), ("", false), ("yep", false)])
    func yesOrNo(answer: String, isYes: Bool) {
        #expect(Question(lines: [], prompt: "").isConfirmed(by: answer) == isYes)
    }

    @Test(arguments: [("News letter", true), (" News letter ", true), ("news letter", false), ("y", false)])
    func typingAName(answer: String, isYes: Bool) {
        #expect(Question(lines: [], prompt: "", kind: .typing("News letter")).isConfirmed(by: answer) == isYes)
    }
}
