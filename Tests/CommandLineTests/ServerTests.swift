import TestSupport
import Testing

/// Accounts on a server as they are used from the command line.
@Suite(.enabled(if: TestServer.isInstalled), .timeLimit(.minutes(20))) struct ServerTests {
    private let server: TestServer
    private let database: String
    private let workplace: Workplace

    /// Each test has its own database.
    init() throws {
        server = try #require(TestServer.shared)
        database = TestServer.uniqueName()
        workplace = try Workplace()
        try server.sql("create database \"\(database)\"")
    }

    private var place: String { server.address(database: database) }

    private func run(_ commands: String) throws -> Workplace.Outcome {
        try workplace.run("PLACE='\(place)'\nfail() { echo \"failed: $1\"; exit 1; }\n\(commands)")
    }

    @Test func anAccountIsMadeListedAndUsed() throws {
        let outcome = try run(
            """
            cbs accounts "$PLACE" 2>&1 | grep -c 'schema "cbs" is missing'
            cbs init "$PLACE" --quiet && cbs accounts "$PLACE" --format json
            cbs init "$PLACE?account=acme" --simulated-clock --quiet
            cbs init "$PLACE?account=b%20%C3%BC" --quiet
            printf 'email,city\\nanna@example.com,Ulm\\n' >list.csv
            export CBS_STORE="$PLACE?account=acme"
            cbs --quiet -c 'import list.csv into new News; create group Gone; add recipient ben@example.com to Gone; delete group Gone'
            cbs -c 'undo' >/dev/null
            cbs --quiet -c 'delete group Gone'
            cbs accounts "$PLACE" --format csv | sed 's/,2.*Z,/,…,/' | tr -d '\\r'
            cbs --format csv -c 'log limit 1 ' | tr -d '\\r'
            cbs verify >/dev/null && echo whole
            cbs init "$PLACE?account=acme" 2>&1 | head -n 1 | sed 's/"postgres.*?/"…?/'
            cbs --store "$PLACE" -c groups 2>&1 | head -n 1 | sed 's/"postgres.*"/"…"/'; echo ${PIPESTATUS[0]}
            cbs --store "$PLACE?account=nobody" -c groups 2>&1 | head -n 1; echo ${PIPESTATUS[0]}
            cbs accounts folder 2>&1 | head -n 1
            """)
        #expect(
            outcome.output == """
                1
                []
                account,created,groups
                acme,…,1
                b ü,…,0
                at,action,group,recipients,backup,note,user,file,undone
                2026-01-01T00:00:00Z,import,News,1,1,update-add,postgres,list.csv,
                whole
                error[storage]: "…?account=acme" is already an account
                error[usage]: "…" names no account
                2
                error[storage]: there is no account "nobody" on this server, or you may not see it
                1
                error[usage]: "folder" is not the address of a server

                """, "\(outcome.output)\(outcome.errors)")
    }

    /// The help that is there does it.
    @Test func tablesOfAnOlderVersionAreBroughtUpToDate() throws {
        _ = try run(
            "cbs init \"$PLACE?account=acme\" --quiet && cbs --store \"$PLACE?account=acme\" -c 'create group A'")
        try server.sql(
            "alter table cbs.pieces drop column unpacked; delete from cbs.versions where version = 3",
            database: database)
        let outcome = try run(
            """
            cbs --store "$PLACE?account=acme" --read-only -c groups 2>error; echo $?
            head -n 1 error
            help=$(sed -n 's/^help: the owner of the tables can upgrade them: //p' error)
            eval "$help"; echo $?
            cbs --store "$PLACE?account=acme" --format csv -c 'groups show name' | tr -d '\\r'
            """)
        #expect(
            outcome.output == """
                1
                error[storage]: the schema "cbs" was made by an older version of cbs (schema version 2)
                brought the schema "cbs" up to date in "\(place)"
                0
                name
                A

                """)
    }

    @Test func aStoreIsCopiedThereAndBackAndSalvaged() throws {
        let outcome = try run(
            """
            cbs init here --simulated-clock --quiet; cbs init "$PLACE" --quiet
            seq 5000 | sed 's/.*/p&@example.com,City &/; 1i email,city' >list.csv
            cbs --store here --quiet -c 'import list.csv into new News; add recipient anna@example.com to News'
            cbs --store here copy "$PLACE?account=acme" --quiet
            cbs --store here copy "$PLACE?account=acme" | grep -o 'is up to date.*'
            cbs --store here --quiet -c 'delete group News'
            cbs --store here copy "$PLACE?account=acme" | grep -o '[0-9]* files written'
            cbs --store "$PLACE?account=acme" copy there --quiet
            cbs --store "$PLACE?account=acme" copy "$PLACE?account=other" --quiet
            for store in here there "$PLACE?account=acme" "$PLACE?account=other"; do
                cbs --store "$store" --format json -c 'groups; backups; log' >>all
                cbs --store "$store" verify >/dev/null || fail "$store"
            done
            sort all | uniq -c | sed 's/ \\[.*//'
            cbs --store "$PLACE?account=acme" --quiet -c 'undo'
            cbs --store here copy "$PLACE?account=acme" 2>&1 | grep -o 'has been changed.*'
            cbs --store "$PLACE?account=acme" copy "$PLACE?account=acme" 2>&1 | grep -o 'is the store itself'
            cbs salvage "$PLACE?account=acme" saved >/dev/null && cbs --store saved --format csv -c 'print count(recipients of News)'
            """)
        #expect(
            outcome.output == """
                is up to date: 1 group, 1 backup
                3 files written
                      4
                      4
                      4
                has been changed since it was copied (undo)
                is the store itself
                5001

                """, "\(outcome.output)\(outcome.errors)")
    }

    /// The schema first, without the account, which the copy makes.
    @Test func helpLeadsFromAFolderToAnAccountAndBack() throws {
        let outcome = try run(
            """
            cbs init here --simulated-clock --quiet
            cbs --store here copy "$PLACE?account=a" 2>error
            eval "$(sed -n 's/^help: create it with: //p' error)"
            cbs init "$PLACE" --format json | sed 's/"store":"[^"]*"/STORE/'
            cbs init "$PLACE?account=b" --format json | sed 's/"store":"[^"]*"/STORE/'
            for name in Ärzte Zoo apfel Bär; do cbs init "$PLACE?account=$name" --quiet; done
            cbs --store here copy "$PLACE?account=a" --quiet
            cbs --store here copy "$PLACE?account=b" 2>error; grep -o 'copy into a new account' error
            eval "$(sed -n 's/^help: copy into a new account: //p' error)" | sed 's/"postgres.*?/"…?/'
            cbs accounts "$PLACE" --format csv | cut -d, -f1
            cbs salvage here "$PLACE?account=c" 2>error; echo $?; head -n 1 error | sed 's/"postgres.*?/"…?/'
            eval "$(sed -n 's/^help: save it, then copy it to the server: //p' error)" | sed 's/"postgres.*?/"…?/'
            """)
        #expect(
            outcome.output == """
                created the schema "cbs" in "\(place)"
                {"command":"init",STORE,"created":false,"schema":"unchanged","clock":null,"rehearsed":false}
                {"command":"init",STORE,"created":true,"schema":"unchanged","clock":"system","rehearsed":false}
                copy into a new account
                copied to "…?account=b-2": 0 groups, 0 backups; 1 file written
                account
                a
                apfel
                Ärzte
                b
                b-2
                Bär
                Zoo
                2
                error[usage]: "…?account=c" is not a folder: what is whole is saved to a folder
                saved to "here-saved": 0 groups with 0 recipients, 0 backups
                copied to "…?account=c": 0 groups, 0 backups; 1 file written

                """, "\(outcome.output)\(outcome.errors)")
    }

    @Test func everyKindOfRunWorksOnAServer() throws {
        let outcome = try run(
            """
            export CBS_STORE="$PLACE?account=acme"
            cbs init "$CBS_STORE" --simulated-clock --quiet
            printf 'email\\nanna@example.com\\n' >list.csv
            echo 'import list.csv into new News' >script.cbs
            cbs run script.cbs --dry-run | head -n 1
            cbs --simulate --quiet -c 'import list.csv into new News; clock advance 40d; expect count(backups) = 0' && echo simulated
            cbs --simulate --format csv -c 'create group X; log limit 1' | cut -d, -f7 | tail -n 1
            cbs --read-only -c 'create group X' 2>&1 | head -n 1
            cbs -c 'rehearse import list.csv into new News' >/dev/null
            cbs --format json -c 'groups'
            echo 'import list.csv into new News' | cbs --quiet
            cbs --quiet -c 'import list.csv into News; clock advance 40d; purge; erase recipient anna@example.com' && cbs verify >/dev/null
            cbs --format json -c 'print count(backups), count(recipients of News)'
            """)
        #expect(
            outcome.output == """
                would import 1 row into "News": 1 added
                simulated
                postgres
                error[read-only]: this session is read-only
                []
                [0,0]

                """, "\(outcome.output)\(outcome.errors)")
        #expect(
            try server.sql("select count(*) from cbs.pieces where content::text like '%anna%'", database: database)
                == "0\n")
    }

    // MARK: Passwords

    @Test func noPasswordIsShown() throws {
        let outcome = try run(
            """
            export XDG_STATE_HOME=$PWD/state
            WITH=${PLACE/postgres@/postgres:s3cr%65t@}
            cbs init "$WITH?account=acme" >>seen 2>&1
            cbs --store "$WITH?account=acme" -c 'create group News; log; verify' >>seen 2>&1
            cbs --store "$WITH?account=none" -c groups >>seen 2>&1
            cbs --store "$WITH" -c groups >>seen 2>&1
            cbs accounts "postgresql://u:s3cr%65t@127.0.0.1:1/x" >>seen 2>&1
            cbs accounts "postgresql://u:s3cr%65t%zz@127.0.0.1:1/x" >>seen 2>&1
            cbs accounts "postgresql://127.0.0.1:1/x?password=s3cr%65t&bad=1" >>seen 2>&1
            cbs --store here copy "$WITH?account=acme" >>seen 2>&1
            cbs salvage "$WITH?account=acme" saved >>seen 2>&1
            grep -rc 's3cr\\|cr%65t' seen state 2>/dev/null | grep -v ':0$'
            grep -c 'warning: the password in the store' seen
            """)
        #expect(outcome.output == "9\n", "\(outcome.output)\(outcome.errors)")
    }

    @Test func aPasswordThatIsMissingOrWrongIsExplained() throws {
        try server.sql(
            """
            create role "\(database)" login password 'right';
            copy (select 1) to program 'cat >/dev/null; sed -i "1i local all \(database) scram-sha-256" pg_hba.conf';
            select pg_reload_conf()
            """)
        let outcome = try run(
            """
            SECRET=${PLACE/postgres@/\(database)@}
            try() { cbs accounts "$SECRET" 2>&1 | sed 's/: connection to .* failed:/: …:/'; }
            until try | grep -q password; do sleep 0.1; done
            try; PGPASSWORD=wrong try; PGPASSWORD=right try | head -n 1
            # The servers accept the password, but are not standbys.
            ONE=$SECRET
            HOST=${ONE#*@}
            HOST=${HOST%%/*}
            SECRET="${ONE/@$HOST/@$HOST,$HOST}?target_session_attrs=standby"
            PGPASSWORD=right try | sed 's/…:.*/…/'
            SECRET=$ONE
            printf '*:*:*:*:right\\n' >pass; chmod 600 pass; PGPASSFILE=$PWD/pass try | head -n 1
            """)
        #expect(
            outcome.output == """
                error[storage]: the server asks for a password: …: fe_sendauth: no password supplied
                help: put it in ~/.pgpass or PGPASSWORD, where no list of processes shows it
                error[storage]: the server refused the connection: …: FATAL: password authentication failed for user "\(database)"
                help: check the user, the database and the password in ~/.pgpass or PGPASSWORD
                error[storage]: this database has no accounts: the schema "cbs" is missing
                error[storage]: cannot reach any of the servers: …
                help: if one has just failed, try again when another one has taken over; otherwise check the addresses, the user and the password
                error[storage]: this database has no accounts: the schema "cbs" is missing

                """, "\(outcome.output)\(outcome.errors)")
    }

    @Test func aServerThatIsNotThereOrRefusesIsExplained() throws {
        let outcome = try run(
            """
            cbs accounts 'postgresql://127.0.0.1:1/x' 2>&1; echo $?
            PGSERVICE=nothing cbs accounts 'postgresql://' 2>&1 | head -n 1
            cbs accounts "${PLACE/postgres@/nobody@}" 2>&1 | grep -c 'role "nobody" does not exist'
            printf '[mine]\\nhost=%s\\nuser=postgres\\ndbname=%s\\n' '\(server.folder)' '\(database)' >services
            cbs init "$PLACE?account=acme" --quiet
            PGSERVICEFILE=$PWD/services PGSERVICE=mine cbs --store 'postgresql:///?account=acme' --format json -c groups
            PGHOST='\(server.folder)' PGUSER=postgres PGDATABASE='\(database)' cbs --store 'postgresql://?account=acme' --format json -c groups
            cbs --store 'postgresql://postgres@127.0.0.1:1,%2Fno,\(server.folder.replacing("/", with: "%2F"))/\(database)?account=acme' --format json -c groups
            """)
        #expect(
            outcome.output == """
                error[storage]: cannot reach the server: connection to server at "127.0.0.1", port 1 failed: Connection refused. Is the server running on that host and accepting TCP/IP connections?
                help: check the address, the user and the password, and that the server is running and accepts you
                1
                error[storage]: cannot reach the server: definition of service "nothing" not found
                1
                []
                []
                []

                """, "\(outcome.output)\(outcome.errors)")
    }

    // MARK: Writers

    /// A writer that keeps the lock, until the file `go` is there; its commands come from a pipe.
    private let writer = """
        cbs init "$PLACE?account=acme" --quiet
        mkfifo input
        cbs --store "$PLACE?account=acme" <input >output 2>errors &
        writer=$!
        exec 3>input
        echo 'create group First' >&3
        until cbs --store "$PLACE?account=acme" --format json -c groups | grep -q First; do sleep 0.1; done
        """

    @Test func aWriterThatIsStoppedAndOvertakenCommitsNothing() throws {
        let outcome = try run(
            """
            \(writer)
            cbs --store "$PLACE?account=acme" --wait 0 -c 'create group Second' 2>&1 | sed 's/process [0-9]* of [^,]*, until .*Z/…/'
            kill -STOP $writer
            cbs --store "$PLACE?account=acme" --wait 20s -c 'create group Second'
            kill -CONT $writer
            echo 'create group Third' >&3
            exec 3>&-
            wait $writer; echo $?
            sed 's/process .*(/(/; s/ (.*)/ (…)/' errors | head -n 1
            cbs --store "$PLACE?account=acme" --format csv -c groups | cut -d, -f1 | tr -d '\\r'
            cbs --store "$PLACE?account=acme" -c 'purge; verify' >/dev/null && echo whole
            """)
        #expect(
            outcome.output == """
                error[locked]: another process is changing this store (…)
                  -c:1:1
                  |
                1 | create group Second
                  | ^^^^^^^^^^^^^^^^^^^
                help: wait until it has finished, or start cbs with --wait 1m
                created the group "Second"
                5
                error[locked]: another process has taken over this store; nothing was changed
                name
                First
                Second
                whole

                """, "\(outcome.output)\(outcome.errors)")
    }

    @Test(arguments: ["TERM 143", "INT 130", "HUP 129"]) func aSignalGivesTheLockBack(signal: String) throws {
        let parts = signal.split(separator: " ")
        let outcome = try run(
            """
            \(writer)
            kill -\(parts[0]) $writer
            wait $writer; echo $?
            cbs --store "$PLACE?account=acme" --wait 0 -c 'create group Second'
            """)
        #expect(outcome.output == "\(parts[1])\ncreated the group \"Second\"\n", "\(outcome.output)\(outcome.errors)")
    }

    @Test func aLockIsGivenBackAtTheEnd() throws {
        let outcome = try run(
            """
            cbs init "$PLACE?account=acme" --quiet
            for number in 1 2 3 4; do cbs --store "$PLACE?account=acme" --wait 0 --quiet -c "create group G$number" || fail $number; done
            """)
        #expect(outcome.output == "", "\(outcome.output)\(outcome.errors)")
    }
}
