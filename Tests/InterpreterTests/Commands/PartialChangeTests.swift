import CommandLanguage
import Testing

@testable import Interpreter

/// Undos and restores of a part, and what they do to the fields of the group.
struct PartialChangeTests {
    private let laboratory: Laboratory

    init() throws {
        laboratory = try Laboratory()
        try laboratory.run(
            """
            create group A
            add recipient b@x.de to A city=1
            import <<X into A
            email;city;nr
            b@x.de;2;4711
            X
            """)
    }

    /// Somebody of whom one field was put back counts as kept, and yet has the other one again.
    @Test func aFieldOfSomebodyKeptComesBack() throws {
        try laboratory.run(
            """
            undo
            update recipient b@x.de of A city=9
            undo backup 2 where email = "b@x.de"
            expect (recipient b@x.de of A).nr = "4711"
            expect (recipient b@x.de of A).city = "9"
            """)
    }

    /// What stays of somebody who is kept is listed in full.
    @Test func signUpThatStaysIsListedBesideFields() throws {
        try laboratory.run(
            """
            import <<X into A
            email;city;unsubscribed
            b@x.de;3;yes
            X
            update recipient b@x.de of A city=9
            let undone = undo
            expect $undone.kept_unsubscribed = 1
            expect count($undone.kept_rows) = 2
            """)
    }

    @Test(arguments: ["where email = \"nobody@x.de\"", "--only nr"])
    func aRestoreThatAffectsNobodyBringsNoFields(part: String) throws {
        try laboratory.run(
            """
            delete group A
            create group B
            add recipient q@x.de to B city=1
            restore latest backup of A into B \(part)
            expect (group B).fields = ("city",)
            """)
    }
}
