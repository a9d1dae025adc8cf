import CommandLanguage
import Recipients
import Testing

@testable import Interpreter

/// What an interrupt and a declined question say of the statements before.
@Suite struct InterruptionTests {
    /// Presses Ctrl-C when a script is read, and declines every question.
    private final class Person {
        var hasInterrupted = false
    }

    private let laboratory: Laboratory

    init() throws {
        let person = Person()
        laboratory = try Laboratory { settings in
            settings.origin = .interactive
            settings.isCancelled = { person.hasInterrupted }
            settings.readFile = { (_) throws(Failure) in
                person.hasInterrupted = true
                return []
            }
            settings.confirm = { (_) in false }
        }
    }

    private static let interruption = "run stop.cbs"

    @Test func anInterruptBeforeAnyChangeHasChangedNothing() throws {
        let problem = try #require(try laboratory.problem("print 1; \(Self.interruption); create group A"))
        #expect(problem.code == .cancelled)
        #expect(problem.message == "interrupted: nothing was changed")
    }

    @Test func whatRanBeforeAnInterruptStays() throws {
        let problem = try #require(
            try laboratory.problem(
                """
                for i in ("1", "2") {
                    create group "I$i"
                    if $i = "2" { \(Self.interruption); create group "X$i" }
                }
                """))
        #expect(problem.code == .cancelled)
        #expect(
            problem.message
                == "interrupted in the turn i = \"2\": this statement changed nothing; what ran before it stays")
        #expect(problem.location?.line == 3)
    }

    /// An interrupt is not an error that a script may expect; the answer to a question is.
    @Test(arguments: [
        "expect error cancelled { \(interruption); create group A }",
        "try { \(interruption); create group A } else { }",
        "expect error { \(interruption); create group A }",
    ])
    func interruptsAreNotCaught(text: String) throws {
        let problem = try #require(try laboratory.problem(text))
        #expect(problem.code == .cancelled && problem.location != nil)
        #expect(problem.message == "interrupted: nothing was changed")
    }

    @Test func anAnswerMayBeExpected() throws {
        #expect(try laboratory.problem("expect error cancelled { set backup off }") == nil)
    }

    @Test func nothingOfARehearsalStays() throws {
        let problem = try laboratory.problem("rehearse { create group A; \(Self.interruption); create group B }")
        #expect(problem?.message == "interrupted: nothing was changed")
    }

    @Test(arguments: [
        ("set backup off; print 1", "nothing was changed, and the rest was not run"),
        ("for i in (1, 2) { set backup off }", "nothing was changed, and the rest was not run"),
        ("if true { if true { set backup off }; print 1 }", "nothing was changed, and the rest was not run"),
        ("for i in (1,) { set backup off }", "nothing was changed"),
        (
            "create group A; set backup off; print 1",
            "this statement changed nothing; what ran before it stays, and the rest was not run"
        ),
    ])
    func aDeclinedQuestionSaysWhetherThereIsARest(script: String, message: String) throws {
        #expect(try laboratory.problem(script)?.message == message)
    }

    @Test func whatRanBeforeADeclinedQuestionStays() throws {
        #expect(try laboratory.problem("set backup off")?.message == "nothing was changed")
        #expect(
            try laboratory.problem("create group A; set backup off")?.message
                == "this statement changed nothing; what ran before it stays")
        #expect(try laboratory.value("(group A).backup") == .bool(true))
    }
}
