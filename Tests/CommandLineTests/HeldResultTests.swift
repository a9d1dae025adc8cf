import TestSupport
import Testing

/// Results of changes that become durable while the next statement runs.
struct HeldResultTests {
    private static let preparation = """
        cbs init S >/dev/null
        for n in 1 2 3 4; do
            printf 'email,city\\na@x.de,Ulm\\nb@x.de,Ulm\\n' >right.csv; printf 'email,city\\na@x.de,?\\nb@x.de,?\\n' >wrong.csv
            printf 'import right.csv into new group G%s; import wrong.csv into G%s\\n' $n $n
        done >make.cbs
        cbs --store S -c 'set guard off' >/dev/null; cbs run --store S --quiet make.cbs >/dev/null
        printf 'for b in (2, 4, 6, 8) { restore backup $b }\\nprint "end"\\n' >all.cbs
        restored() { cbs --store S -c 'print count(backups where reason = "restore")'; }

        """

    private func run(_ script: String) throws -> Workplace.Outcome { try Workplace().run(Self.preparation + script) }

    @Test func resultsAreShownInOrder() throws {
        let outcome = try run(
            """
            cbs run --store S all.cbs | grep -v undo; restored
            cbs --store S verify; cbs --store S -c 'log where action = "restore" show backup' --format json
            """)
        let shown = [2, 4, 6, 8].map { "restored 2 recipients of backup \($0) into \"G\($0 / 2)\": 2 updated\n" }
            .joined()
        #expect(outcome.output.hasPrefix(shown + "end\n4\n"), "\(outcome)")
        #expect(
            outcome.output.hasSuffix("all intact\n[{\"backup\":9},{\"backup\":10},{\"backup\":11},{\"backup\":12}]\n"))
    }

    /// The statement after the one whose result cannot be shown changes nothing, and the error names the first.
    @Test(arguments: ["", "--keep-going"])
    func nothingIsChangedAfterAResultThatCannotBeShown(option: String) throws {
        let outcome = try run("cbs run \(option) --store S all.cbs >/dev/full; echo $?; restored")
        #expect(outcome.output == "1\n1\n", "\(outcome)")
        #expect(
            outcome.errors
                == "error[storage]: cannot write standard output: No space left on device; the change was made, in the turn b = 2\n"
        )
    }

    @Test func theLastResultIsShownAsWell() throws {
        let outcome = try run(
            """
            cbs --store S -c 'for b in (2,) { restore backup $b }' >/dev/full; echo $?
            cbs --store S -c 'restore backup 4; restore backup 99' | grep -v undo
            cbs --store S -c 'restore backup 6; try { restore backup 8; restore backup 99 } else { print $error.code }' | grep -v undo
            """)
        #expect(
            outcome.output == """
                1
                restored 2 recipients of backup 4 into "G2": 2 updated
                restored 2 recipients of backup 6 into "G3": 2 updated
                restored 2 recipients of backup 8 into "G4": 2 updated
                unknown-backup

                """, "\(outcome)")
        #expect(outcome.errors.contains("the change was made, in the turn b = 2\n"))
    }

    /// What is asked between two changes is answered after the first: from the log, and from a file.
    @Test func whatIsBasedOnAChangeComesAfterIt() throws {
        let outcome = try run(
            """
            cbs --store S -c 'for b in (2, 4) { restore backup $b; print last(log).backup, last(log).action }
                restore backup 6; export group G3 to out.csv; print count(rows of out.csv where city = "Ulm")
                restore 8; restore backup (last(log).backup)' | grep -v undo
            restored
            """)
        #expect(
            outcome.output == """
                restored 2 recipients of backup 2 into "G1": 2 updated
                9 restore
                restored 2 recipients of backup 4 into "G2": 2 updated
                10 restore
                restored 2 recipients of backup 6 into "G3": 2 updated
                wrote 2 recipients of the group "G3" to "out.csv"
                2
                restored 2 recipients of backup 8 into "G4": 2 updated
                restored 2 recipients of backup 12 into "G4": 2 updated
                5

                """, "\(outcome)")
    }
}
