import Testing

/// The built program where standard input, output or errors are closed, or full: nothing that it writes ends up
/// anywhere else, and what could not be shown is said.
@Suite struct DescriptorTests {
    /// A store in `base`, of which every run gets a copy, and files that commands work on.
    private static let preparation = """
        printf 'email,city\\nvic@example.com,Rome\\nnobody,x\\n' >a.csv
        printf 'print count(groups)\\n' >plain.cbs
        printf 'print   1\\n' >loose.cbs
        printf 'scenario "A" { create group A\\n expect count(groups) = 1 }\\n' >good.cbs
        printf 'print $nothing\\n' >bad.cbs
        printf 'Template\\n' >template.md
        cbs init base --simulated-clock >/dev/null
        cbs --store base --quiet -c 'import a.csv into new A; record open of vic@example.com in A' >/dev/null

        """

    /// What is run, after a word that says what it does: `shows` writes standard output, `says` does not, `changes`
    /// shows what it has changed, `makes` a file or a store, and `reads` standard input.
    private static let commands = """
        shows -c 'groups'
        shows -c 'set backup on; recipients of A' --quiet
        shows -c 'show recipient vic@example.com' --format json
        shows -c 'timeline; log; activity of A; help import' --format csv
        shows -c 'compare backup 1 with group A; show store; show settings'
        changes -c 'set backup on; recipients of A'
        changes -c 'import a.csv into A --rejects rejected.csv'
        changes -c 'import a.csv into A' --format json
        changes -c 'restore 1'
        changes -c 'clock advance 1d'
        changes -c 'record click of vic@example.com in A; delete group A'
        changes -c 'erase recipient vic@example.com'
        changes -c 'purge'
        makes -c 'export group A to out.csv'
        makes -c 'timeline to out.svg'
        makes init new
        makes salvage base saved
        shows run plain.cbs
        shows run plain.cbs --dry-run
        changes run --keep-going change.cbs
        says -c 'show group Nobody'
        says -c 'let x = import a.csv into A'
        says check bad.cbs good.cbs
        says fmt --check loose.cbs
        says fmt loose.cbs
        says -c 'nonsense' --format json
        shows test good.cbs
        shows test --tap good.cbs --junit report.xml
        shows verify
        shows --version
        shows --help
        shows help run
        shows --generate-completion-script bash
        shows manual
        shows reference template.md
        says --nonsense
        reads
        reads --format json
        reads lsp
        reads -c 'import - into A'
        """

    /// Runs every command with some descriptors closed or full, and prints what is wrong.
    private static let script = """
        printf 'import a.csv into A\\nrecipients of A\\n' >change.cbs
        mkdir saw
        run() {
            rm -rf out.* new saved rejected.csv report.xml saw/*; rm -rf S; cp -a base S
            printf 'print   1\\n' >loose.cbs
            ( exec </dev/null >saw/out 2>saw/errors; eval "$1"; shift; export CBS_STORE=S; exec cbs "$@" )
            status=$?
            # The reports of what was done are all that the lock's file could hold by mistake.
            case "$kind" in changes) cbs --store S verify >/dev/null 2>&1 || echo "$*: the store is damaged" ;; esac
            if grep -q '[{: ]' S/lock; then echo "$*: in the lock's file: $(cat S/lock)"; fi
        }
        holds() { grep -q -- "$1" saw/errors || echo "$closed $line: no \\"$1\\" in: $(cat saw/errors)"; }
        while read -r line; do
            read -r kind rest <<<"$line"
            eval "words=($rest)"
            run : "${words[@]}"
            usual=$status; cp saw/out usual.out; cp saw/errors usual.errors
            for closed in '<&-' '>&-' '2>&-' '<&- >&-' '<&- 2>&-' '>&- 2>&-' '<&- >&- 2>&-' '>/dev/full' '2>/dev/full'; do
                run "exec $closed" "${words[@]}"
                expected=$usual; needs=
                case "$kind $closed" in
                says*) ;;
                reads*'<&-'*) expected=1; needs='cannot read standard input' ;;
                reads*) ;;
                shows*' >'*) expected=1; needs='cannot write standard output' ;;
                changes*' >'*) expected=1; needs='cannot write standard output: .*; the change was made' ;;
                makes*' >'*) expected=1; needs='cannot write standard output: .*; the \\(file\\|store\\) was ' ;;
                esac
                [ $status = $expected ] || echo "$closed $line: status $status, not $expected: $(cat saw/errors)"
                case "$closed" in
                *'2>'*) ;;
                *) if [ -n "$needs" ]; then holds "$needs"; else cmp saw/errors usual.errors; fi ;;
                esac
                case "$kind $closed" in
                *' >'*|reads*) ;;
                *) cmp saw/out usual.out || echo "$closed $line: another output" ;;
                esac
            done
        done <commands
        """

    @Test func nothingIsWrittenWhereItDoesNotBelong() throws {
        let workplace = try Workplace()
        try Self.commands.write(
            to: workplace.folder.appendingPathComponent("commands"), atomically: true, encoding: .utf8)
        let outcome = try workplace.run(Self.preparation + Self.script)
        #expect(outcome.output == "", "\(outcome.output)\(outcome.errors)")
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// A reader that ends early wants to know no more, but of what was changed behind its back.
    @Test func aChangeBehindAReaderWhoHasGoneIsToldOf() throws {
        let outcome = try Workplace().run(
            Self.preparation + """
                lost() { { sleep 0.2; cbs --store base -c "$1" 2>errors; echo "status $?" >status; } | true; cat errors status; }
                lost 'recipients of A'
                lost 'set backup off'
                cbs --store base -c 'print (group A).backup'
                """)
        #expect(
            outcome.output == """
                status 141
                error[storage]: cannot write standard output: Broken pipe; the change was made
                status 1
                false

                """, "\(outcome.output)\(outcome.errors)")
    }
}
