import Testing

/// `cbs copy` as it is used: beside writers, killed, and from the command line.
@Suite struct CopyTests {
    /// Each copy is whole, and every recipient of its group has the same city, as no other state ever had.
    @Test func aCopyIsOneStateBesideASustainedWriter() throws {
        let outcome = try Workplace().run(
            """
            \(Workplace.sustainedWriter(people: 200))
            for number in $(seq 12); do
                cbs --store store copy copy >seen 2>errors || { cat errors; continue; }
                cbs --store copy --read-only verify >/dev/null 2>errors || cat errors
                cbs --store copy --read-only --format csv -c 'recipients of News' |
                    tail -n +2 | sed 's/.*,//' | tr -d '\\r' | sort -u | wc -l | grep -vx 1
            done
            touch enough
            wait $writer
            cat failed 2>/dev/null
            cbs --store store copy copy >/dev/null
            for place in store copy; do
                cbs --store $place --format json -c 'groups; backups; log' >$place.json
            done
            cmp store.json copy.json && echo same
            """)
        #expect(outcome.output == "same\n", "\(outcome.output)\(outcome.errors)")
    }

    /// A copy is killed at random, and read by others all the time: they see the old state or the new one.
    @Test func aKilledCopyIsInItsOldOrItsNewState() throws {
        let outcome = try Workplace().run(
            """
            cbs init store --quiet
            { echo email,city; for person in $(seq 3000); do echo "p$person@example.com,0"; done; } >0.csv
            for group in 1 2 3 4 5 6; do echo "import 0.csv into new G$group"; done >begin.cbs
            cbs --store store run begin.cbs >/dev/null
            cbs --store store copy copy >/dev/null
            for round in $(seq 15); do
                { echo email,city; for person in $(seq 3000); do echo "p$person@example.com,$round"; done; } >new.csv
                for group in 1 2 3 4 5 6; do echo "import new.csv into G$group"; done >change.cbs
                cbs --store store run change.cbs >/dev/null
                timeout -s KILL 0.0$((RANDOM % 90 + 10)) cbs --store store copy copy >/dev/null 2>&1
                cbs --store copy --read-only verify >/dev/null || echo "round $round is damaged"
                for group in 1 2 3 4 5 6; do
                    cbs --store copy --read-only --format csv -c "recipients of G$group limit 1" | tail -n 1
                done | sed 's/.*,//' | tr -d '\\r' | sort -u | wc -l | grep -vx 1
            done
            cbs --store store copy copy >/dev/null
            for place in store copy; do cbs --store $place --format json -c 'groups; backups; log' >$place.json; done
            cmp store.json copy.json && echo same
            find copy -name '*.next' -o -name switch
            cbs --store copy verify >/dev/null && echo whole
            """)
        #expect(outcome.output == "same\nwhole\n", "\(outcome.output)\(outcome.errors)")
    }

    @Test func aFirstCopyThatWasCutOffIsNamedAndFinished() throws {
        let outcome = try Workplace().run(
            """
            cbs init store --quiet
            cbs --store store --quiet -c 'create group News; add recipient anna@example.com to News'
            cbs --store store copy copy --quiet
            mv copy/account.json copy/account.json.next
            rm copy/log.jsonl
            cbs --store copy -c groups 2>&1
            cbs --store store copy copy --format json | sed 's/"bytes":[0-9]*/"bytes":N/'
            cbs --store copy --format json -c 'print count(recipients of News)'
            """)
        #expect(
            outcome.output == """
                error[storage]: "copy" is a copy that was never finished
                help: finish it: cbs --store STORE copy copy
                {"command":"copy","store":"copy","groups":1,"backups":0,"files":3,"bytes":N,"rehearsed":false}
                [1]

                """, "\(outcome.output)\(outcome.errors)")
    }

    @Test func somebodyWhoWritesToTheCopyIsWaitedFor() throws {
        let outcome = try Workplace().run(
            """
            cbs init store --quiet
            cbs --store store copy copy --quiet
            mkfifo hold
            { echo 'purge'; cat hold; } | cbs --store copy >/dev/null &
            exec 3>hold
            while ! [ -s copy/lock ]; do sleep 0.05; done
            sleep 0.3
            cbs --store store --wait 0 copy copy 2>&1 | sed 's/(.*)/(…)/'
            cbs --store store copy copy --wait 20s 3>&- &
            copier=$!
            sleep 0.3
            exec 3>&-
            wait $copier && echo done
            """)
        #expect(
            outcome.output.hasPrefix("error[locked]: another process is changing this store (…)"), "\(outcome.output)")
        #expect(outcome.output.hasSuffix("done\n"), "\(outcome.output)")
    }
}
