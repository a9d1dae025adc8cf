import Testing

/// The built program with inputs that have no end, or no sensible size: an answer, soon.
@Suite struct LimitTests {
    private func lines(_ script: String) throws -> [String] {
        let outcome = try Workplace().run(script)
        return (outcome.output + outcome.errors).split(separator: "\n").map(String.init)
    }

    /// What is not a file is not read, by whichever way it is named.
    @Test func onlyRegularFilesAreScripts() throws {
        let lines = try lines(
            """
            mkfifo pipe; mkdir folder; ln -s /dev/zero link
            for file in /dev/zero pipe link folder; do
                echo "include \\"$file\\"" >a.cbs
                echo "scenario A { include \\"$file\\" }" >b.cbs
                for command in "check $file" "run $file" "fmt $file" 'check a.cbs' 'run a.cbs --memory' 'test a.cbs' 'test b.cbs' \\
                    "--memory -c 'include \\"$file\\"'" "--memory -c 'run \\"$file\\"'"; do
                    eval "timeout 10 cbs $command" 2>&1 >/dev/null | head -n 1 | grep -q '^error.unreadable-file.: ' || echo "$command"
                done
            done
            """)
        #expect(lines == [])
    }

    /// The server of editors is asked about documents that include such files, and continues.
    @Test func theLanguageServerReadsOnlyRegularFiles() throws {
        let lines = try lines(
            """
            mkfifo pipe
            say() { printf 'Content-Length: %d\\r\\n\\r\\n%s' "${#1}" "$1"; }
            open() { say '{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file://'"$PWD/$1"'","languageId":"cbs","version":1,"text":"include \\"'"$2"'\\"\\n"}}}'; }
            {
                say '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}'
                open a.cbs /dev/zero; open b.cbs pipe; open c.cbs c.cbs
                say '{"jsonrpc":"2.0","id":2,"method":"shutdown"}'; say '{"jsonrpc":"2.0","method":"exit"}'
            } | timeout 10 cbs lsp | tr '\\r' '\\n' | grep -o 'is not a regular file\\|includes or runs itself' | sort | uniq -c
            echo "status ${PIPESTATUS[1]}"
            """)
        #expect(
            lines == ["      1 includes or runs itself", "      2 is not a regular file", "status 0"], "\(lines)")
    }

    /// Standard input that never ends, as statements.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            ("cat /dev/zero", "the statements are longer than 16 MiB"), ("yes '{'", "a block needs a statement"),
            ("yes 'print ('", "this \"(\" is never closed"), ("yes '\"'", "a statement begins with a command"),
            ("(echo 'import <<X into A'; yes $(seq -s, 1000))", "the statements are longer than 16 MiB"),
            ("(echo 'print \"'; yes $(seq -s, 1000))", "the statements are longer than 16 MiB"),
        ])
    func endlessStatements(input: String, message: String) throws {
        let outcome = try Workplace().run("\(input) | cbs --memory")
        #expect(outcome.errors.contains(message), "\(outcome.errors.prefix(1000))")
        #expect(outcome.errors.utf8.count < 100_000)
        #expect(outcome.status == 2)
    }

    /// Warnings count together with problems, which come first where not all can be shown.
    @Test func warningsBeyondTheFirstHundredAreCounted() throws {
        let lines = try lines(
            """
            warn() { for n in $(seq $1); do echo 'recipients of A where status = "x"'; done; }
            (echo 'create group A'; warn 150) >a.cbs; (warn 80; for n in $(seq 80); do echo 'print $nothing'; done) >b.cbs
            (warn 120; for n in $(seq 110); do echo 'print $nothing'; done) >c.cbs
            cbs check a.cbs --format json 2>&1 | tail -n 1; cbs check a.cbs 2>&1 | tail -n 1
            cbs run a.cbs --memory --format json 2>&1 >/dev/null | tail -n 1
            cbs --memory --format json -c "$(cat a.cbs)" 2>&1 >/dev/null | tail -n 1
            for file in b c; do for kind in warning error more; do
                cbs check $file.cbs --format json 2>&1 | grep -c "^{.$kind"
            done; cbs check $file.cbs --format json 2>&1 | tail -n 1; done
            """)
        #expect(
            lines == [
                "{\"more\":50}", "50 more problems are not shown", "{\"more\":50}", "{\"more\":50}",
                "20", "80", "1", "{\"more\":60}", "0", "100", "1", "{\"more\":130}",
            ], "\(lines)")
    }

    /// Problems of several scripts count together.
    @Test func problemsBeyondTheFirstHundredAreCounted() throws {
        let lines = try lines(
            """
            for n in $(seq 60); do echo 'print $nothing'; done >a.cbs; cp a.cbs b.cbs; cp a.cbs c.cbs
            cbs check a.cbs b.cbs c.cbs 2>&1 | grep -c '^error'
            cbs check a.cbs b.cbs c.cbs 2>&1 | tail -n 1
            cbs check a.cbs b.cbs c.cbs --format json 2>&1 | tail -n 1
            cbs check a.cbs --format json 2>&1 | grep -c more
            cat a.cbs b.cbs >d.cbs; cbs run d.cbs --format json 2>&1 | tail -n 1; cbs test d.cbs --format json 2>&1 | tail -n 1
            cbs --memory -c "$(cat d.cbs)" 2>&1 | tail -n 1
            (echo 'if true {'; cat d.cbs; echo '}') | cbs --memory 2>&1 | tail -n 1
            printf '%s' '"${x' >e.cbs; for n in 1 2 3 4 5 6 7 8; do cat e.cbs e.cbs e.cbs >f.cbs; mv f.cbs e.cbs; done
            cbs fmt e.cbs --format json 2>&1 | tail -n 1
            """)
        #expect(
            lines == [
                "100", "80 more problems are not shown", "{\"more\":80}", "0", "{\"more\":20}", "{\"more\":20}",
                "20 more problems are not shown", "20 more problems are not shown", "{\"more\":6462}",
            ], "\(lines)")
    }
}
