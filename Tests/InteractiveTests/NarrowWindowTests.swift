import Foundation
import Testing

/// Results in windows of 60, 80, 100 and 200 columns, of an account with long names.
@Suite(.serialized) struct NarrowWindowTests {
    private static let widths = [60, 80, 100, 200]

    /// Nine groups; one was deleted, one is switched off, and one import was taken back.
    private static let script = """
        for g in ("Newsletter Deutschland 2025", "Newsletter Deutschland 2026", "Newsletter Österreich und Schweiz",
                  "Kunden Onlineshop (Bestandskunden)", "Kunden Onlineshop (Neukunden)", "Händler", "Presse", "VIP",
                  "Aktion Sommerschlussverkauf") {
            import list.csv into new group $g
            clock advance 97m
            import changes.csv into $g
            clock advance 13h
        }
        undo of VIP
        set backup off for Presse
        delete group Händler

        """

    private static let list = """
        email,firstname,lastname,city,Kd-Nr.,company
        aenne.weber-hoffmann@praxis-dr-hoffmann.example,Änne,Weber-Hoffmann,Castrop-Rauxel,4711,Bäckerei Schneider & Söhne GmbH
        aenne.weber-schulze@praxis-dr-hoffmann.example,Änne,Weber-Schulze,Bonn,4712,
        bo@example.org,Bo,Li,Köln,4713,Weber KG

        """

    private func session(columns: Int, _ arguments: String = "", pager: String = "cat") throws -> TerminalSession {
        let place = try InteractiveWorkplace()
        try place.write(Self.script, to: "make.cbs")
        try place.write(Self.list, to: "list.csv")
        try place.write(
            Self.list.replacing("Bonn", with: "Bad Godesberg am Rhein").replacing("4713", with: "5000"),
            to: "changes.csv")
        return try place.command(
            "\"$CBS\" init kunden --simulated-clock --quiet; \"$CBS\" --store kunden --quiet run make.cbs; "
                + "exec \"$CBS\" --store kunden \(arguments)",
            columns: columns, variables: ["PAGER": pager, "NO_COLOR": "1", "CBS_USER": "kim"])
    }

    /// The lines between a statement and the next prompt.
    private func lines(of statement: String, in session: TerminalSession) throws -> [String] {
        let before = session.text.count
        session.type(statement + "\r")
        try session.wait("the answer") {
            $0.count > before + statement.count && $0.hasSuffix("> ") && $0.contains("\n")
        }
        try session.waitForPrompt()
        return session.text.dropFirst(before).split(separator: "\n").map(String.init).dropLast()
    }

    private func expectWhole(_ lines: [String], _ needed: [String], columns: Int, _ statement: String) {
        let text = lines.joined(separator: "\n")
        for piece in needed where !text.contains(piece) {
            Issue.record("\(statement) at \(columns) columns has no \(piece):\n\(text)")
        }
    }

    @Test(arguments: widths) func idsAddressesAndTimesAreWhole(columns: Int) throws {
        let session = try session(columns: columns)
        try session.waitForPrompt()
        let backups = try lines(of: "backups", in: session)
        expectWhole(
            backups, (1...20).map { "\($0) " } + ["00:00", "01:37", "14:37", "16:14"], columns: columns, "backups")
        // What a table shows fits into the window; the echo of the statement may not.
        #expect(backups.drop { !$0.contains("---") }.allSatisfy { $0.count <= columns })
        expectWhole(
            try lines(of: "groups", in: session), ["VIP", "00:00", "14:37"], columns: columns, "groups")
        expectWhole(
            try lines(of: "find \"aenne.weber*\"", in: session),
            [
                "aenne.weber-hoffmann@praxis-dr-hoffmann.example", "aenne.weber-schulze@praxis-dr-hoffmann.example",
                "01:37",
            ], columns: columns, "find")
        expectWhole(
            try lines(of: "recipients of VIP", in: session),
            ["aenne.weber-hoffmann@praxis-dr-hoffmann.example", "bo@example.org", "Bonn"],
            columns: columns, "recipients")
    }

    @Test(arguments: widths) func headingsAreDistinct(columns: Int) throws {
        let session = try session(columns: columns)
        try session.waitForPrompt()
        for statement in ["groups", "backups", "deleted groups", "log"] {
            let lines = try lines(of: statement, in: session)
            guard let rule = lines.firstIndex(where: { $0.hasPrefix("-") || $0.hasPrefix(" -") }), rule > 0 else {
                continue
            }
            let heading = lines[rule - 1].split(separator: " ")
            #expect(Set(heading).count == heading.count, "\(lines[rule - 1])")
            #expect(heading.count == lines[rule].split(separator: " ").count)
        }
    }

    @Test(arguments: widths) func whichListsHaveNoBackup(columns: Int) throws {
        let session = try session(columns: columns)
        try session.enter("groups where backup = no", expecting: "help: write backup = false")
        let lines = try lines(of: "groups where backup = false show name, backups, created", in: session)
        expectWhole(lines, ["Presse"], columns: columns, "groups")
    }

    @Test(arguments: widths) func chosenColumnsAreAllThere(columns: Int) throws {
        let session = try session(columns: columns)
        try session.waitForPrompt()
        let lines = try lines(of: "backups of VIP show id, expires, deleted, reason", in: session)
        expectWhole(lines, ["id", "expires", "deleted", "reason"], columns: columns, "show")
    }

    @Test(arguments: widths) func compareReadsLikeAReport(columns: Int) throws {
        let session = try session(columns: columns)
        try session.waitForPrompt()
        let lines = try lines(of: "compare backup 2 with \"Newsletter Deutschland 2025\"", in: session)
        expectWhole(
            lines, ["0 added, 0 removed, 2 changed, 1 unchanged", "\n  city    1", "\n  Kd-Nr.  1"], columns: columns,
            "compare")
        let changes = lines.drop { !$0.hasPrefix("changed ") }
        #expect(changes.allSatisfy { $0.count <= columns })
        #expect(changes.joined(separator: " ").contains("\"Bonn\" → \"Bad Godesberg am Rhein\""))
    }

    @Test(arguments: widths) func theLogEndsWithTheNewest(columns: Int) throws {
        let session = try session(columns: columns)
        try session.waitForPrompt()
        let lines = try lines(of: "log", in: session)
        expectWhole(lines, ["delete group", "20 rows", "newest 20 of 39 lines"], columns: columns, "log")
        if columns >= 100 { expectWhole(lines, ["kim", "changes.csv", "of 16", "by 19"], columns: columns, "log") }
    }

    @Test(arguments: widths) func rowsAreRecordsOnRequestAndTheLastResultIsAtHand(columns: Int) throws {
        let session = try session(columns: columns)
        try session.enter("set format records", expecting: "results are shown as records")
        let lines = try lines(of: "backups of VIP", in: session)
        expectWhole(lines, ["id:", "group:      VIP", "expires:", "(3 rows)"], columns: columns, "records")
        #expect(lines.dropFirst(2).allSatisfy { $0.count <= columns })
        try session.enter("print count($_), last($_).reason", expecting: "\n3 undo\n")
        try session.enter("set format table", expecting: "results are shown as tables")
        try session.enter("print $_.format", expecting: "\ntable\n")
    }

    @Test(arguments: [
        ("less 608 (PCRE2 regular expressions)", "", "-RFX --header="), ("less 590 (GNU)", "", "-RFX\n"),
        ("less 643", "less", "--header="), ("less 643", "less -S", "-S --header="),
    ])
    func pagesKeepTheHeadingWhereThePagerCan(version: String, pager: String, options: String) throws {
        let place = try InteractiveWorkplace()
        let less = """
            #!/bin/sh
            if [ "$1" = --version ]; then echo '\(version)'; exit; fi
            cat >/dev/null; echo "less was called with $*"

            """
        try place.write(less, to: "less")
        let variables = ["NO_COLOR": "1"].merging(pager.isEmpty ? [:] : ["PAGER": pager]) { $1 }
        let session = try place.command(
            "chmod +x less; PATH=$PWD:$PATH exec \"$CBS\" --memory", variables: variables)
        let names = (1...40).map { "\"g\($0)\"" }.joined(separator: ",")
        try session.enter("for n in (\(names)) { create group $n }", expecting: "g40")
        try session.enter("groups", expecting: "less was called with \(options)")
    }
}
