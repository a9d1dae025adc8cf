import Testing

/// The built program where it is told to write a file or a folder of the user's into a store.
@Suite struct StoreFenceTests {
    private static let preparation = """
        printf 'email\\nvic@example.com\\nnobody\\n' >a.csv
        printf 'print   1\\n' >loose.cbs
        printf 'scenario "A" { create group A }\\n' >good.cbs
        cbs init store --simulated-clock >/dev/null
        cbs --store store --quiet -c 'import a.csv into new A; create group B' >/dev/null 2>&1
        cp -a store other
        ln -s store/groups link; ln -s ../store/account.json other.csv; mkdir -p around/sub; ln -s ../../store around/sub/up
        (cd store && find . -type f ! -name lock | sort | xargs sum) >before

        """

    /// What every attempt ends with, and whether a file of the store has changed or come to be.
    private func refusals(of commands: [String], places: [String]) throws -> [String] {
        var script = Self.preparation
        for place in places {
            for command in commands {
                let line = command.replacing("@", with: place)
                script += """
                    CBS_STORE=other cbs \(line) >out 2>errors; status=$?
                    head -n 1 errors | grep -q 'is inside the store' || echo \(place) "\(command)": $(head -n 1 errors)
                    [ $status = 1 ] || [ $status = 2 ] || echo \(place) "\(command)": status $status

                    """
            }
        }
        script += """
            (cd store && find . -type f ! -name lock | sort | xargs sum) >after; diff before after
            cbs --store store verify >/dev/null || echo damaged
            """
        let outcome = try Workplace().run(script)
        #expect(outcome.errors == "")
        return outcome.output.split(separator: "\n").map(String.init)
    }

    private static let places = [
        "store/new", "store/account.json", "store/lock", "store/log.jsonl", "store/groups/0001/group.json",
        "store/groups/0001/segments/000001.jsonl", "store/groups/new", "$PWD/store/new", "./store/../store/new",
        "link/0001/new", "around/sub/up/account.json", "around/../link/../account.json", "store//groups///0002/x",
    ]

    @Test func nothingIsWrittenIntoAStore() throws {
        let statements = [
            "export group A to \\\"@\\\" --overwrite --format csv",
            "download backup 1 to \\\"@\\\" --overwrite --format jsonl",
            "timeline to \\\"@.svg\\\"", "import a.csv into A --rejects \\\"@.csv\\\"",
        ]
        let commands =
            statements.map { "-c \"\($0)\"" } + statements.map { "--simulate -c \"\($0)\"" }
            + ["salvage other @.saved", "init @.made"]
        let quoted = commands.map { $0.replacing("\\\"", with: "'") }
        #expect(try refusals(of: quoted, places: Self.places) == [])
    }

    @Test func neitherAReportNorALaidOutScriptIs() throws {
        let outcome = try Workplace().run(
            Self.preparation + """
                cp loose.cbs store/loose.cbs; cp loose.cbs store/groups/loose.cbs
                cbs fmt store/loose.cbs; cbs fmt link/loose.cbs
                cmp loose.cbs store/loose.cbs; cmp loose.cbs store/groups/loose.cbs
                cbs test good.cbs --junit store/report.xml; cbs test good.cbs --junit link/../lock
                XDG_DATA_HOME=$PWD/store/data cbs -c groups
                ls store
                """)
        let problems = outcome.errors.split(separator: "\n").filter { $0.contains("is inside the store") }
        #expect(problems.count == 5, "\(outcome.errors)")
        #expect(outcome.output.hasSuffix("account.json\ngroups\nlock\nlog.jsonl\nloose.cbs\n"), "\(outcome.output)")
    }

    /// A store that is damaged is one anyway, and what only looks a little like one is none.
    @Test func aStoreIsKnownByItsFiles() throws {
        let outcome = try Workplace().run(
            Self.preparation + """
                try() { cbs --store other -c "export group A to '$1'" 2>&1 | head -n 1; }
                rm store/account.json; try store/a.csv
                printf '{"checksum":"' >store/account.json; rm -r store/log.jsonl store/groups; try store/b.csv
                mkdir elsewhere; echo '{"name":"mine"}' >elsewhere/account.json; mkdir elsewhere/groups; try elsewhere/c.csv
                try beside.csv; try 'other-is-no-store.csv'
                ln store/account.json hard.csv
                cbs --store other --quiet -c 'export group A to hard.csv --overwrite'
                cat store/account.json
                """)
        #expect(
            outcome.output.replacing(/"\/.*\/store"/, with: "\"store\"") == """
                error[invalid-value]: "store/a.csv" is inside the store "store"
                error[invalid-value]: "store/b.csv" is inside the store "store"
                wrote 1 recipient of the group "A" to "elsewhere/c.csv"
                wrote 1 recipient of the group "A" to "beside.csv"
                wrote 1 recipient of the group "A" to "other-is-no-store.csv"
                {"checksum":"
                """, "\(outcome.output)\(outcome.errors)")
    }
}
