import Foundation
import Testing

/// The built program where the system refuses: a result or a clear error, and nothing lost.
@Suite struct SurroundingsTests {
    /// Makes a store and says how each statement ended, and what is left without the surroundings.
    private static let functions = """
        printf 'email,city\\nanna@example.com,Rome\\nben@example.com,\\n' >a.csv
        make() {
            cbs init store --simulated-clock >/dev/null
            cbs --store store --quiet -c 'import a.csv into new News; record open of anna@example.com in News' >/dev/null
        }
        try() {
            "$@" >/dev/null 2>.problem
            echo "$? $(head -n 1 .problem)"
        }
        check() {
            cbs --store store verify >/dev/null || echo damaged
            [ "$(cbs --store store --format csv -c 'recipients of News' | wc -l)" = 3 ] || echo lost
            [ "$(cbs --store store --format csv -c 'activity of News' | wc -l)" -ge 2 ] || echo lost
            find . -name '*.part'
        }
        limit() ( ulimit -n $1; shift; exec "$@" )
        readonly() { unshare -m sh -c 'mount --bind store store && mount -o remount,bind,ro store && "$@"' - "$@"; }
        nobody() { if [ $(id -u) = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }

        """

    private static let canMount = succeeds("unshare -m mount -t tmpfs none /mnt")
    private static let canBeNobody =
        geteuid() != 0 || succeeds("setpriv --reuid=65534 --regid=65534 --clear-groups true")

    private static func succeeds(_ command: String) -> Bool {
        (try? Workplace().run(command).status) == 0
    }

    private func run(_ script: String) throws -> [String] {
        try Workplace().run(Self.functions + script).output.split(separator: "\n").map(String.init)
    }

    private static let statements = [
        "import a.csv into News --rejects rejected.csv", "export group News to out.csv --overwrite",
        "record click of ben@example.com in News", "restore latest backup of News", "purge", "recipients of News",
    ]

    /// From three, with which a program cannot even open its store, to as many as are needed.
    @Test func tooManyOpenFiles() throws {
        let tries = Self.statements.map { "try limit $limit cbs --store store -c '\($0)'\n" }.joined()
        let lines = try run("for limit in $(seq 3 12); do rm -rf store; make; \(tries) check; done")
        #expect(lines.count == 10 * Self.statements.count, "\(lines)")
        for line in lines where line != "0 " {
            #expect(line.contains("Too many open files") || line.contains("shared object file"), "\(line)")
        }
        #expect(lines.suffix(Self.statements.count).allSatisfy { $0 == "0 " }, "\(lines)")
        #expect(lines.first != "0 ")
    }

    @Test(.enabled(if: canMount, "needs the right to mount a file system"))
    func aReadOnlyFileSystem() throws {
        let tries = Self.statements.map { "try readonly cbs --store store --quiet -c '\($0)'\n" }.joined()
        let lines = try run("make; \(tries) check")
        let refused = "1 error[storage]: cannot open lock in the store: Read-only file system"
        #expect(lines == [refused, "0 ", refused, refused, refused, "0 "], "\(lines)")
    }

    /// The lock can be taken, and then each file or folder turns out not to be the writer's.
    @Test(
        .enabled(if: canBeNobody, "needs the right to become somebody else"),
        arguments: [
            "store/groups", "store/groups/0001", "store/groups/0001/segments", "store/groups/0001/activity.jsonl",
            "store/log.jsonl", "store/account.json",
        ])
    func noPermissionToWrite(place: String) throws {
        let tries = Self.statements.map { "try nobody cbs --store store --quiet -c '\($0)'\n" }.joined()
        let lines = try run(
            """
            make; chmod 777 .; chmod -R a+rwX store; chmod a-w \(place); chown -R root \(place) 2>/dev/null
            \(tries) check
            """)
        #expect(lines.count == Self.statements.count, "\(lines)")
        for line in lines where line != "0 " { #expect(line.contains("Permission denied"), "\(place): \(line)") }
    }

    @Test(
        .enabled(if: canBeNobody, "needs the right to become somebody else"),
        arguments: [
            ("store", "error[storage]: cannot look at account.json in the store: Permission denied"),
            ("store/groups", "error[storage]: cannot open groups in the store: Permission denied"),
            (
                "store/groups/0001",
                "error[storage]: cannot look at groups/0001/group.json in the store: Permission denied"
            ),
            ("store/log.jsonl", "error[storage]: cannot open log.jsonl in the store: Permission denied"),
            (
                "store/groups/0001/group.json",
                "error[storage]: cannot open groups/0001/group.json in the store: Permission denied"
            ),
        ])
    func noPermissionToRead(place: String, problem: String) throws {
        let lines = try run(
            """
            make; chmod 755 .; chmod -R a+rwX store; chmod 0 \(place)
            try nobody cbs --store store -c 'recipients of News'
            try nobody cbs --store store verify
            chmod 700 \(place)
            check
            """)
        #expect(lines == ["1 " + problem, "1 " + problem], "\(lines)")
    }

    /// What was written until the disk was full is there, and nothing else; with room again everything goes on.
    @Test(.enabled(if: canMount, "needs the right to mount a file system"))
    func aFullDisk() throws {
        let lines = try run(
            """
            make
            export -f try check
            mkdir disk
            unshare -m bash -c '
                mount -t tmpfs -o size=256k tmpfs disk
                mv store disk && ln -s disk/store store
                head -c 1m /dev/zero >disk/filler 2>/dev/null
                try cbs --store store --quiet -c "import a.csv into News"
                try cbs --store store --quiet -c "record click of ben@example.com in News"
                try cbs --store store --quiet -c "export group News to disk/out.csv"
                try cbs --store store --quiet -c "recipients of News"
                check
                [ -e disk/out.csv ] && echo half
                rm disk/filler
                try cbs --store store --quiet -c "import a.csv into News"
                check'
            """)
        #expect(lines.count == 5, "\(lines)")
        for line in lines.prefix(3) {
            #expect(line.hasPrefix("1 error[storage]: cannot") && line.hasSuffix("No space left on device"), "\(line)")
        }
        #expect(lines.suffix(2) == ["0 ", "0 "], "\(lines)")
    }
}
