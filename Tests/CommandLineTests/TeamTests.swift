import Foundation
import TestSupport
import Testing

/// `docs/how-to/team.md` followed word for word, from its first block to its last, and what the rights that it gives
/// allow.
@Suite(.enabled(if: TestServer.isInstalled), .timeLimit(.minutes(20))) struct TeamTests {
    private let server: TestServer
    private let workplace: Workplace

    init() throws {
        server = try #require(try TestServer.another())
        workplace = try Workplace()
    }

    /// The address of the page's database, as somebody.
    private func place(_ user: String, account: String = "acme") -> String {
        server.address(account, database: "cbs", user: user)
    }

    /// Runs the blocks of a part of the page.
    ///
    /// - Parameters:
    ///   - lines: The part.
    ///   - page: The page.
    private func follow(_ lines: Range<Int>, of page: MarkdownPage) throws {
        for block in page.blocks where lines.contains(block.range.lowerBound) {
            let text = page.lines(of: block).joined(separator: "\n")
            switch block.language {
            case "sql":
                let database = try #require(block.fileName)
                try server.sql(text, database: database, user: database == "cbs" ? "admin" : "postgres")
            case "sh":
                let socket = server.folder.replacing("/", with: "%2F")
                // Who is logged in is nobody whom this server knows.
                let outcome = try workplace.run(
                    "export PGUSER=postgres\nset -e\n" + text.replacing("db.example", with: socket))
                #expect(outcome.status == 0, "\(text)\n\(outcome.errors)")
            case "text": break
            default: Issue.record("a block of \(block.language) is not run")
            }
        }
    }

    @Test func thePageGivesRightsThatTheDatabaseEnforces() throws {
        let page = try Documentation.read("docs/how-to/team.md")
        let end = try #require(page.lines.firstIndex { $0.hasPrefix("To revoke a right") })
        // What the page takes for granted: the folder of one person, and a database to try it in.
        let before = try workplace.run("cbs init folder --quiet && cbs --store folder --quiet -c 'create group News'")
        #expect(before.status == 0, "\(before.errors)")
        try server.sql("create database trial")
        try follow(0..<end, of: page)
        let copies = try workplace.run(
            """
            cbs --store folder-2 --format json -c 'print count(groups)'
            cbs accounts '\(server.address(database: "trial"))' --format csv | cut -d, -f1,3 | tr -d '\\r'
            """)
        #expect(copies.output == "[1]\naccount,groups\nacme,0\nnewsletter,1\n", "\(copies.output)\(copies.errors)")
        try server.sql(
            """
            set role cbs_owner;
            insert into cbs.accounts (account) values ('other');
            insert into cbs.grants values ('other', 'cbs_owner', true);
            insert into cbs.files (account, path, change, size) values ('other', 'secret', 1, 1);
            """, database: "cbs", user: "admin")
        let outcome = try workplace.run(
            """
            ANNA='\(place("anna"))' BEN='\(place("ben"))' SERVER='\(server.address(database: "cbs", user: "ben"))'
            printf 'email\\nzoe@example.com\\n' >list.csv
            cbs --store "$ANNA" --quiet -c 'import list.csv into new News; import list.csv into News'
            cbs --store "$BEN" --format csv -c 'print count(recipients of News), count(backups); log limit 1' | cut -d, -f3,7 | tr -d '\\r'
            cbs --store "$BEN" --wait 0 -c 'delete group News' 2>&1 | sed -n '1p;$p'
            cbs --store "$BEN" verify >/dev/null && echo whole
            cbs accounts "$SERVER" --format csv | cut -d, -f1,3 | tr -d '\\r'
            cbs init "$SERVER?account=mine" 2>&1 | head -n 1
            cbs --store "$ANNA" -c 'purge' 2>&1 | grep note
            """)
        #expect(
            outcome.output == """

                group,user
                News,anna
                error[storage]: the server does not let you do that: ben may read the account but not change it
                help: the owner of the tables can grant it to you: see docs/how-to/team.md
                whole
                account,groups
                acme,1
                error[storage]: the server does not let you do that: permission denied for table grants
                note: the server frees the space of removed data at its next vacuum; this user may not run one

                """, "\(outcome.output)\(outcome.errors)")
        try checkSQLByHand()

        try follow(end..<page.lines.count, of: page)
        let after = try workplace.run("cbs --store '\(place("ben"))' -c groups 2>&1 | head -n 1")
        #expect(after.output == "error[storage]: there is no account \"acme\" on this server, or you may not see it\n")
    }

    /// What a reader and a writer try with SQL of their own.
    private func checkSQLByHand() throws {
        func sql(_ text: String, _ user: String) throws -> String {
            try server.sql(text, database: "cbs", user: user)
        }
        let before = try sql("select path, change, md5(content) from cbs.files order by path", "ben")
        #expect(before.contains("account.json"))
        for user in ["anna", "ben"] {
            for table in ["accounts", "files", "grants"] {
                #expect(try sql("select count(*) from cbs.\(table) where account = 'other'", user) == "0\n")
            }
            for refused in [
                "insert into cbs.grants values ('other', current_user, true)", "update cbs.grants set writes = true",
                "insert into cbs.accounts (account) values ('mine')", "truncate cbs.pieces", "drop table cbs.files",
                "insert into cbs.files (account, path, change, size) values ('other', 'x', 1, 1)",
                "update cbs.files set account = 'other'", "alter table cbs.files disable row level security",
                "update cbs.versions set version = 2", "set role cbs_owner", "create table cbs.mine (x int)",
            ] {
                #expect(throws: (any Error).self, "\(user): \(refused)") { try sql(refused, user) }
            }
        }
        for refused in [
            "update cbs.files set size = 0", "update cbs.accounts set epoch = epoch + 1",
            "insert into cbs.files (account, path, change, size) values ('acme', 'x', 1, 1)",
            "insert into cbs.pieces values ('acme', 'x', 0, 0, '')",
        ] {
            #expect(throws: (any Error).self, "\(refused)") { try sql(refused, "ben") }
        }
        _ = try sql("delete from cbs.files; delete from cbs.pieces; delete from cbs.accounts", "ben")
        #expect(try sql("select path, change, md5(content) from cbs.files order by path", "ben") == before)
    }

    // MARK: A pooler

    /// pgbouncer gives every transaction another connection.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/sbin/pgbouncer")))
    func everythingWorksThroughAPoolerInTransactionMode() throws {
        let database = TestServer.uniqueName()
        try server.sql("create database \"\(database)\"")
        let outcome = try workplace.run(
            """
            chmod 755 . && mkdir pool && chmod 777 pool
            cat >pool/pgbouncer.ini <<END
            [databases]
            * = host=\(server.folder) port=\(server.port)
            [pgbouncer]
            unix_socket_dir = $PWD/pool
            listen_addr =
            listen_port = 6432
            pool_mode = transaction
            default_pool_size = 3
            auth_type = trust
            logfile = $PWD/pool/log
            END
            echo "auth_file = $PWD/pool/users" >>pool/pgbouncer.ini
            echo '"postgres" ""' >pool/users
            as_nobody=
            if [ "$(id -u)" = 0 ]; then as_nobody='setpriv --reuid=nobody --regid=nogroup --clear-groups'; fi
            $as_nobody /usr/sbin/pgbouncer pool/pgbouncer.ini >/dev/null 2>&1 &
            pooler=$!
            until [ -S pool/.s.PGSQL.6432 ]; do sleep 0.1; done
            PLACE="postgresql://postgres@${PWD//\\//%2F}%2Fpool:6432/\(database)?account=acme"
            cbs init "$PLACE" --simulated-clock --quiet
            seq 20000 | sed 's/.*/p&@example.com,City &/; 1i email,city' >list.csv
            for writer in 1 2 3 4; do
                for round in 1 2 3; do echo "import list.csv into new G$writer-$round"; done >$writer.cbs
                cbs --store "$PLACE" --wait 5m --quiet run $writer.cbs &
                writers="$writers $!"
            done
            while ! cbs --store "$PLACE" --read-only verify >/dev/null; do echo damaged; done
            cbs --store "$PLACE" copy there --quiet
            wait $writers
            cbs --store "$PLACE" --quiet -c 'delete group G1-1; undo; clock advance 40d; purge'
            cbs --store "$PLACE" verify >/dev/null && cbs --store there verify >/dev/null && echo whole
            cbs --store "$PLACE" --format json -c 'print count(groups), count(recipients of G4-3)'
            # It inherits that the tests' threads block signals.
            kill -KILL $pooler
            """)
        #expect(outcome.output == "whole\n[12,20000]\n", "\(outcome.output)\(outcome.errors)")
    }
}
