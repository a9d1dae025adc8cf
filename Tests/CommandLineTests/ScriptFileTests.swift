import Testing

/// Scripts as files: which one a name means, and what is checked before anything runs.
@Suite struct ScriptFileTests {
    private func lines(_ script: String) throws -> [String] {
        try Workplace().run(script).output.split(separator: "\n").map(String.init)
    }

    /// A script that runs itself by another path or through a link is refused before it changes anything.
    @Test func circlesThroughOtherPaths() throws {
        let lines = try lines(
            """
            mkdir x; cbs init store >/dev/null; cbs --store store --quiet -c 'create group Old'
            printf 'create group A\\nrun ./a.cbs\\n' >a.cbs
            printf 'create group A\\nrun x/b.cbs\\n' >m.cbs; echo 'run ../m.cbs' >x/b.cbs
            printf 'create group A\\ninclude link.cbs\\n' >l.cbs; ln -s l.cbs link.cbs
            echo 'include ./././i.cbs' >i.cbs
            echo 'include ../c.cbs' >x/c.cbs; echo 'include ./x/c.cbs' >c.cbs
            for script in a m l i c; do
                cbs check $script.cbs 2>&1 | head -n 2; cbs --store store run $script.cbs 2>/dev/null; echo $?
            done
            cbs --store store --format csv -c groups | wc -l
            """)
        #expect(
            lines == [
                "error[syntax]: \"./a.cbs\" includes or runs itself", "  a.cbs:2:5", "2",
                "error[syntax]: \"x/../m.cbs\" includes or runs itself", "  x/b.cbs:1:5", "2",
                "error[syntax]: \"link.cbs\" includes or runs itself", "  l.cbs:2:9", "2",
                "error[syntax]: \"./././i.cbs\" includes or runs itself", "  i.cbs:1:9", "2",
                "error[syntax]: \"./x/../c.cbs\" includes or runs itself", "  ./x/c.cbs:1:9", "2", "2",
            ], "\(lines)")
    }

    /// Two names that are equal as texts, in NFC and in NFD, are those of two files.
    @Test func equalNamesOfTwoFiles() throws {
        let lines = try lines(
            """
            composed=$(printf '\\303\\274'); decomposed=$(printf 'u\\314\\210')
            for name in $composed $decomposed; do echo "scenario $name { print 1 }" >$name.cbs; done
            cbs test . | tail -n 1
            cbs init store >/dev/null; cbs --store store --quiet -c 'create group A'
            printf 'groups to %s.csv\\ngroups to %s.csv\\n' $composed $decomposed >w.cbs
            cbs --store store run --dry-run w.cbs >/dev/null; echo $?
            cbs --store store run w.cbs >/dev/null; echo $?; ls *.csv | wc -l
            """)
        #expect(lines == ["2 passed, 0 failed", "0", "0", "2"], "\(lines)")
    }

    /// The default store need not exist to rehearse a script, and does not afterwards; any other must.
    @Test func aRehearsalBeforeTheFirstUse() throws {
        let lines = try lines(
            """
            printf 'create group A\\nprint count(groups)\\nclock set 2030-01-01\\n' >g.cbs
            printf 'create group A\\nprint count(groups)\\n' >h.cbs
            mkdir home; export HOME=$PWD/home XDG_DATA_HOME=
            cbs run --dry-run h.cbs; cbs run --dry-run g.cbs 2>&1 | grep -o '^error[^:]*'
            cbs run --simulate g.cbs 2>&1 | head -n 2; cbs --simulate --format csv -c groups | wc -l
            cbs run --read-only h.cbs 2>&1 | head -n 1
            cbs --store elsewhere run --dry-run h.cbs 2>&1 | head -n 1
            find home -type f | wc -l
            mkdir -p home/.local/share/cbs/default; echo >home/.local/share/cbs/default/mine
            cbs run --dry-run h.cbs 2>&1 | head -n 1
            cbs run h.cbs 2>&1 | head -n 1
            """)
        #expect(
            lines.map { $0.replacing(/"[^"]*\/default"/, with: "DEFAULT") } == [
                "would create the group \"A\"", "1",
                "error[clock-not-simulated]", "created the group \"A\"", "1", "1",
                "error[storage]: there is no store in DEFAULT", "error[storage]: there is no store in \"elsewhere\"",
                "0", "error[storage]: DEFAULT is not empty", "error[storage]: DEFAULT is not empty",
            ], "\(lines)")
    }

    /// A real interrupt, while a statement waits for the lock, ends the script.
    @Test func anInterruptIsNotExpected() throws {
        let lines = try lines(
            """
            cbs init store >/dev/null; mkfifo pipe
            cbs --store store <pipe >held 2>&1 & holder=$!
            exec 3>pipe; echo 'create group H' >&3
            until [ -s held ]; do sleep 0.05; done
            cbs --store store --wait 60s -c 'print 1; expect error cancelled { create group A }' >said 2>problem &
            waiting=$!
            until [ -s said ]; do sleep 0.05; done
            sleep 0.2; kill -INT $waiting
            wait $waiting; echo $?; head -n 1 problem
            exec 3>&-; wait $holder
            """)
        #expect(lines == ["130", "error[cancelled]: interrupted: nothing was changed"], "\(lines)")
    }
}
