/// Scripts that parse, laid out at random. A space in a template is white space, a word in capitals a keyword.
struct RandomScript {
    private var generator: SplitMix
    private var heredocs = ""
    private var text = ""

    private static let statements = [
        "CREATE GROUP Newsletter --fields a,b, \"c d\"",
        "IMPORT list.csv INTO NEW GROUP X --mode=add --map A=b --map C= ",
        "IMPORT list.csv --strict INTO \"A group\" --rejects=bad.csv --delimiter ';' VIA api",
        "IMPORT <<E INTO X --format json", "IMPORT <<-E INTO GROUP $x", "RESTORE 3", "GROUPS",
        "RESTORE --MODE replace LATEST BACKUP OF X WHERE status = \"active\" AND NOT city ~ \"K*\" OR a IN (1, 2,)",
        "RESTORE GROUP X AS OF 2026-01-31T10:00 INTO NEW GROUP \"Restored from a backup\" --resubscribe --empty keep",
        "BACKUPS OF X WHERE created > (NOW( ) - 31 days) SORT BY created DESC LIMIT 5",
        "ADD RECIPIENT anna@example.com TO X firstname=Anna city = \"Den  Haag\" \"Kd Nr\"=$n company=(\"a\" + \"b\")",
        "RECORD CLICK OF a@b.de IN X AT 2026-01-02 CAMPAIGN \"New Year\"", "SET RETENTION 31 days", "QUIT",
        "PRINT \"${x}.csv\", -1, - $x, -($y.z * 2), ( GROUP X ).recipients, FIRST(groups).name, TRUE, NONE",
        "LET x = ( 1, 2, (3 , 4), )", "LET r=IMPORT a.csv INTO X --map \"A B\"=c", "PARAM p = 31d", "PARAM q",
        "EXPECT COUNT(RECIPIENTS OF BACKUP 3 WHERE FIELD(\"Kd Nr\") != NONE) >= SUM(groups, recipients) / 2 - 1",
        "HELP Import a\\ ", "INCLUDE 'a b.cbs'", "RUN f.cbs a=1 b = \"x\ny\"", "CLOCK ADVANCE 90s", "PURGE",
        "EXPECT \"x\" NOT IN ( groups ) AND 1 <= 2 AND $x.y == <<E",
        "COMPARE BACKUP 3 WITH GROUP \"Group\" ",
    ]
    private static let heads = [
        "IF $x = 1", "FOR x IN GROUPS WHERE name !~ \"a*\"", "FOR y IN (1, 2)", "SCENARIO \"s\"", "EXPECT ERROR",
        "EXPECT ERROR unknown-group MATCHING \"*x*\"", "IF (1, 2) = (1, 2)",
    ]

    static func make(_ seed: Int) -> String {
        var script = RandomScript(generator: SplitMix(seed))
        script.writeStatements(depth: 0)
        return script.text + (script.heredocs.isEmpty ? "" : "\n\(script.heredocs)")
    }

    private mutating func writeStatements(depth: Int) {
        for _ in 0..<generator.below(8) {
            writeGap()
            if depth < 3, generator.below(4) == 0 {
                writeBlock(depth: depth)
            } else {
                write(Self.statements[generator.below(Self.statements.count)])
            }
            writeEnd()
        }
    }

    private mutating func writeBlock(depth: Int) {
        let head = Self.heads[generator.below(Self.heads.count)]
        write(head)
        text += generator.below(2) == 0 ? " {" : "{"
        writeStatements(depth: depth + 1)
        text += "}"
        guard head.hasPrefix("IF") else { return }
        if generator.below(2) == 0 {
            write(" ELSE IF FALSE")
            text += "{"
            writeStatements(depth: depth + 1)
            text += "}"
        }
        guard generator.below(2) == 0 else { return }
        text += "ELSE { "
        if generator.below(2) == 0 {
            text += "# c"
            writeLineEnd()
        }
        text += " }"
    }

    private mutating func write(_ template: String) {
        var parentheses = 0
        for word in template.split(separator: " ", omittingEmptySubsequences: false) {
            let isKeyword = word.allSatisfy { $0.isUppercase }
            text += isKeyword ? cased(word) : String(word)
            if word.contains("<<") { heredocs += "  body # \(heredocs.count)\n\n\"'{(\nE\n" }
            parentheses += word.count { $0 == "(" } - word.count { $0 == ")" }
            text += space(isInParentheses: parentheses > 0)
        }
    }

    private mutating func cased(_ word: Substring) -> String {
        switch generator.below(3) {
        case 0: String(word)
        case 1: word.capitalized
        default: word.lowercased()
        }
    }

    private mutating func space(isInParentheses: Bool) -> String {
        switch generator.below(12) {
        case 0: return "  "
        case 1: return "\t"
        case 2: return " \\\n   "
        case 3 where isInParentheses && heredocs.isEmpty: return "\n "
        case 4 where isInParentheses && heredocs.isEmpty: return " # inner \n"
        case 5 where isInParentheses && heredocs.isEmpty: return "\n# inner\n"
        default: return " "
        }
    }

    private mutating func writeGap() {
        switch generator.below(8) {
        case 0: writeLineEnd()
        case 1: text += "# own"; writeLineEnd()
        case 2: writeLineEnd(); writeLineEnd(); writeLineEnd()
        default: break
        }
    }

    private mutating func writeEnd() {
        switch generator.below(5) {
        case 0: text += ";"
        case 1: text += " ; # last"; writeLineEnd()
        case 2: text += "# last"; writeLineEnd()
        default: writeLineEnd()
        }
    }

    /// Ends the line; the here-documents that it began follow.
    private mutating func writeLineEnd() {
        text += "\n" + heredocs
        heredocs = ""
    }
}

extension Substring {
    fileprivate var capitalized: String { prefix(1) + dropFirst().lowercased() }
}
