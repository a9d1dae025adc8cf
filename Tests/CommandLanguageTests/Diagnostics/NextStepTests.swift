import Recipients
import Testing

@testable import CommandLanguage

/// Typical mistakes, and what the help says to do: never what does something else, or does not work.
struct NextStepTests {
    private func problems(_ text: String) -> [Diagnostic] {
        let result = Parser.parse(Source(name: nil, text: text))
        return result.diagnostics.isEmpty ? Checker.check(result.script) : result.diagnostics
    }

    private static let allFieldsOfGroups =
        "its fields are name, recipients, active, inactive, unsubscribed, backup, backups, created, fields, bytes; "
        + "texts need quotes"
    private static let allOptionsOfImport =
        "its options are --mode, --map, --empty, --delimiter, --encoding, --sheet, --format, --resubscribe, --strict, "
        + "--rejects, --guard, --note"

    /// Mistakes, and what the help says. It has its type, which the compiler took very long to find.
    private static let steps: [(String, String)] = [
        ("restore backup 207 mode replace", "write \"--mode replace\""),
        ("restore 3 -mode add", "write \"--mode add\""),
        (
            "delete from Kunden",
            "write remove recipient EMAIL from Kunden for one recipient, or delete group Kunden for the whole group"
        ),
        ("recipients of A | head", "\"limit N\" shows the first N rows"),
        ("recipients of A where city = \"B\" | head -5", "\"limit N\" shows the first N rows"),
        ("log | tail", "\"sort by FIELD desc limit N\" shows the last N rows"),
        ("groups | jq .", "\"to FILE\" at the end of the query writes its rows into a file for other programs"),
        ("history -c", "usage: history"), ("undo 3", "write undo backup 3"),
        ("undo 3 where city = \"B\"", "write undo backup 3 where city = \"B\""), ("show 3", "write show backup 3"),
        ("set format xml", "\"help set format\" shows what it takes"),
        ("set time", "\"help set\" shows what it takes"),
        ("import kunden.csv", "\"help import\" shows what it takes"), ("let", "\"help let\" shows what it takes"),
        ("\\dt", "\"groups\" lists the groups"), (".tables", "\"groups\" lists the groups"),
        ("bye", "did you mean \"quit\"?"), ("?", "did you mean \"help\"?"), ("\\?", "did you mean \"help\"?"),
        (
            "INSERT INTO A VALUES (1)",
            "\"add recipient EMAIL to NAME\" adds one recipient, \"import FILE into NAME\" a list"
        ),
        (
            "commit",
            "each statement is a transaction of its own; \"rehearse { … }\" tries several without changing anything"
        ),
        ("export group A to a.csv overwrite", "write \"--overwrite\""),
        ("restore News", "write: restore latest backup of News; \"backups\" lists the ids"),
        // What looks like a member is the rest of a text.
        (
            "let f = \"x\"; export group A to $f.csv",
            "quote the whole text: \"${f}.csv\"; only results of commands, rows and records have members"
        ),
        (
            "for g in groups { export group $g.name to $g.name.csv }",
            "quote the whole text: \"${g.name}.csv\"; only results of commands, rows and records have members"
        ),
        ("let x = 1; print $x.\"Kd Nr\"", "results of commands, rows and records have members"),
        // White space is missing.
        ("add recipient a@c.de to A city=\"x\"age=5", "put white space before \"age\": \"x\" age=…"),
        (
            "let x = 1; print 2*$x",
            "quote the whole argument: \"2*$x\", or put white space around the operator: 2 * $x"
        ),
        ("print \"a\"+ \"b\"", "write a space on both sides: \"a\" + \"b\""),
        ("print \"a\" +\"b\"", "write a space on both sides: \"a\" + \"b\""),
        ("let x = 1; print $x- 1", "write a space on both sides: $x - 1"),
        ("let x = 1; print 1 -$x", "write a space on both sides: 1 - $x"),
        ("print \"a\"+ lower(\"b\")", "write a space on both sides"),
        ("let x = 1; export group A to $x- --overwrite", "quote the whole argument: \"$x-\""),
        ("let x = 1; export group A to $x* --overwrite", "quote the whole argument: \"$x*\""),
        ("recipients of A where city~ \"x\"", "operators need white space on both sides: city ~ \"x\""),
        ("recipients of A where city ~\"x\"", "write a space on both sides: city ~ \"x\""),
        ("recipients of A where ~\"x\"", "write a space on both sides"),
        ("groups where created+1d > now()", "operators need white space on both sides: created + 1d"),
        ("groups where recipients- 1 > 3", "operators need white space on both sides: recipients - 1"),
        // Keywords as names.
        ("recipients of latest", "\"latest\" is a keyword here; quote it to use it as a group's name"),
        (
            "recipients of latest where city = none",
            "\"latest\" is a keyword here; quote it to use it as a group's name"
        ),
        ("compare backup with backup", "\"backup\" is a keyword here; quote it to use it as a group's name"),
        ("compare A with backup", "\"backup\" is a keyword here; quote it to use it as a group's name"),
        ("restore backup into A", "name the backup by its id: backup 3; \"backups\" lists them"),
        ("download backup to x.csv", "name the backup by its id: backup 3; \"backups\" lists them"),
        ("restore latest", "name the group: latest backup of NAME"),
        ("changes of latest", "name the group: latest backup of NAME"),
        // A text in quotes is a field only as a key.
        ("print sum(groups, \"name\")", "write sum(ROWS, (number(field(\"name\"))))"),
        ("print sum(groups, name)", "write sum(ROWS, (number(name)))"),
        ("restore \"Spring sale\"", "write: restore latest backup of \"Spring sale\"; \"backups\" lists the ids"),
        (
            "restore News as of 2026-01-01 --mode add",
            "write: restore group News as of 2026-01-01 --mode add; \"backups\" lists the ids"
        ),
        (
            "restore Foo as of (now() - 1d) where city = \"B\"",
            "write: restore group Foo as of (now() - 1d) where city = \"B\"; \"backups\" lists the ids"
        ),
        (
            "restore Foo as of 31.01.2026 15:00",
            "write: restore group Foo as of \"31.01.2026 15:00\"; \"backups\" lists the ids"
        ),
        (
            "restore Foo as of 31.01.2026 15:00 into Bar",
            "write: restore group Foo as of \"31.01.2026 15:00\" into Bar; \"backups\" lists the ids"
        ),
        (
            "if true { restore My Foo as of 2026-01-31 }",
            "write: restore group \"My Foo\" as of 2026-01-31; \"backups\" lists the ids"
        ),
        ("restore Foo as of", "write: restore group Foo as of INSTANT; \"backups\" lists the ids"),
        ("restore Foo as of (now()\n)", "write: restore group Foo as of INSTANT; \"backups\" lists the ids"),
        ("set backup of News off", "write \"set backup off for News\""),
        ("set backup no", "did you mean \"off\"?"), ("set backup non", "did you mean \"off\"?"),
        ("set backup yes for K", "did you mean \"on\"?"), ("set guard no", "did you mean \"off\"?"),
        ("groups where subscribed > 3", allFieldsOfGroups),
        ("import x.csv into K --no-resubscribe", allOptionsOfImport),
        ("import x.csv into K --unsubscribe", allOptionsOfImport),
        ("purge --force", "its only option is --now"),
        // Misspelt keywords before a name.
        ("import <<X into new gruop K\nX", "did you mean \"group\"?"),
        ("import x.csv into nwe group K", "did you mean \"new\"?"),
        ("undo of gruop K", "did you mean \"group\"?"),
        ("restore 3 into gruop \"My K\"", "did you mean \"group\"?"),
        ("recipients of bakcup 3", "did you mean \"backup\"?"),
        ("restore gruop K as of 2026-01-01", "did you mean \"group\"?"),
        ("restore bakcup 1", "did you mean \"backup\"?"), ("restore backups 1", "did you mean \"backup\"?"),
        ("restore last backup of K", "did you mean \"latest\"?"),
        ("restore newest backup of K", "did you mean \"latest\"?"),
        ("restore lastest bakcup of K", "did you mean \"latest\"?"),
        ("expect eror { }", "did you mean \"error\"?"),
        ("expect eror unknown-group { }", "did you mean \"error\"?"),
        ("undo of My K", "quote a text of several words: \"My K\""),
        (
            "restore Last K as of 2026-01-01",
            "write: restore group \"Last K\" as of 2026-01-01; \"backups\" lists the ids"
        ),
        (
            "restore Groups as of 2026-01-01",
            "write: restore group Groups as of 2026-01-01; \"backups\" lists the ids"
        ),
        ("import x.csv into News letter", "quote a text of several words: \"News letter\""),
        ("import x.csv into neww group K", "did you mean \"new\"?"),
        // Numbers with separators.
        ("expect count(groups) >= 3,191", "write 3191: numbers are written without separators"),
        ("expect count(groups) = 3,191,007", "write 3191007: numbers are written without separators"),
        // After "=", there is a value.
        ("add recipient a@b.de to A city=--x", "quote it: city=\"--x\""),
        ("update recipient a@b.de of A \"Kd Nr\"= --x", "quote it: \"Kd Nr\"=\"--x\""),
        ("run a.cbs mode=--mode", "quote it: mode=\"--mode\""),
        ("delete group A --note=--mode", "quote it: --note \"--mode\""),
        ("import a.csv into A --note=--mode=add --strict", "quote it: --note \"--mode=add\""),
        ("import a.csv into A --note= --mode add", "write --note TEXT"),
        ("expect true, 5", "quote a text: \"5\""),
        ("recipients of K limit 1,000", "write 1000: numbers are written without separators"),
        ("groups where recipients > 12,000", "write 12000: numbers are written without separators"),
        ("set backup for group News on", "write \"set backup on for News\""),
        ("unerase a@b.de", "what is erased is gone for good"),
        ("show backups", "write a query by itself: backups"), ("show groups", "write a query by itself: groups"),
        ("try { groups } catch { log }", "write \"else\""), ("try { groups } Catch e { log }", "write \"else\""),
        ("if true { groups } elif false { log }", "write \"else if\""),
        ("if true { groups } elseif false { log }", "write \"else if\""),
        ("if true { } else if true { } elsif false { }", "write \"else if\""),
        ("try { groups }\ncatch { log }", "write \"else\" on the line of the \"}\" before it"),
        ("if true { groups }\nelif true { log }", "write \"else if\" on the line of the \"}\" before it"),
        ("delete group My catch", "quote a text of several words: \"My catch\""),
        ("groups order by name", "write \"sort by\""),
        ("recipients of A where city is none", "write \"= none\""),
        ("recipients of A where city is not none", "write \"!= none\""),
        ("recipients of A where city like \"K*\"", "write ~ and a pattern in quotes: ~ \"*@example.com\""),
        ("recipients of A where city contains \"K\"", "write ~ and a pattern in quotes: ~ \"*…*\""),
        ("recipients of A where city = \"a\" & age = \"b\"", "write \"and\""),
        ("if 1 = 1 && 2 = 2 { }", "write \"and\""), ("groups || backups", "write each statement on a line of its own"),
        ("while true { }", "\"for NAME in …\" runs a block for each row or element"),
        ("// a comment", "a comment begins with \"#\""),
        ("print now", "did you mean \"now()\"? texts need quotes: \"now\""),
        ("restore group A as of now()", "put an expression in parentheses: (now())"),
        ("restore group A as of now() - 1h", "put an expression in parentheses: (now() - 1h)"),
        (
            "restore group A as of today() - 1 day + 15h into B",
            "put an expression in parentheses: (today() - 1 day + 15h)"
        ),
        ("scenario \" \" { }", "say what it tests: scenario \"A restore brings everybody back\" { … }"),
        ("restore backup 3 and 4", "restore one backup at a time"), ("restore 3, 4", "restore one backup at a time"),
        ("undo backup 3 and 4", "undo one backup at a time"), ("undo backup3", "write undo backup 3"),
        ("log last 5", "write: log sort by at desc limit 5"),
        ("backups last 5", "write: backups sort by created desc limit 5"),
        ("let my-var = 1", "a name is a letter or \"_\", then letters, digits and \"_\""),
        ("let v = 1; print $v-x", "a name is a letter or \"_\", then letters, digits and \"_\": $v_x"),
        ("print 1 month", "write it in days: 30 days"), ("set retention 2 months", "write it in days: 60 days"),
        ("print 1 year", "write it in days: 365 days"), ("set retention 2 years", "write it in days: 730 days"),
        ("print now() - 2 years", "write it in days: 730 days"), ("print 18 months", "write it in days: 540 days"),
        ("print 1.5 years", "write it in days, such as 365 days"),
        ("set retention -2 years", "write it in days, such as 365 days"),
        ("set retention 9999999999999999999 months", "write it in days, such as 30 days"),
        ("print 9999999999999999 months", "write it in days, such as 30 days"),
        ("print 1+ 2", "operators need white space on both sides: 1 + 2"),
        ("print 2d* 2", "operators need white space on both sides: 2d * 2"),
        ("print sum(recipients of N, number(age))", "put an expression in parentheses: (number(age))"),
        ("recipients of N sort by number(trim(age))", "put an expression in parentheses: (number(trim(age)))"),
        ("print sum(groups)", "write sum(ROWS, FIELD), or an expression in parentheses in place of the field"),
        ("print min(groups, name, 1)", "write min(ROWS, FIELD), or an expression in parentheses in place of the field"),
        ("create group ab=c", "quote a text that contains \"=\""),
        ("print \"B\" in recipients of N show city", "put rows with more clauses in parentheses: in (… show city)"),
        (
            "if \"x\" in rows of a.csv --as lines { }",
            "put rows with more clauses in parentheses: in (… --as lines)"
        ),
        ("print 1 in groups sort name", "put rows with more clauses in parentheses: in (… sort by name)"),
        ("print 1 in groups COUNT by name", "put rows with more clauses in parentheses: in (… count by name)"),
        ("print 1 in groups limit", "put rows with more clauses in parentheses: in (… limit 10)"),
        (
            "print \"a\" in recipients of A to x.csv",
            "\"to\" writes the rows only of a query that is a statement, or the value of \"let\""
        ),
        (
            "print \"a\" in groups to x.csv",
            "\"to\" writes the rows only of a query that is a statement, or the value of \"let\""
        ),
        ("print 1 in groups where name = \"A\" where active = 0", "join two conditions with \"and\""),
        (
            "groups show nope",
            "its fields are name, recipients, active, inactive, unsubscribed, backup, backups, created, fields, bytes"
        ),
        ("changes of backup 1 sort by nope", "its fields are email, change, field, before, after"),
        ("fields of A count by nope", "its fields are name, filled"),
        ("print sum(fields of A, nope)", "its fields are name, filled"),
        ("fields of A sort by (nope + 1)", "its fields are name, filled; texts need quotes"),
        ("print sum(groups, created)", "name a field of numbers, or write an expression in parentheses that gives one"),
        ("print sum(groups, name)", "write sum(ROWS, (number(name)))"),
        ("print 1 + \\ ", "a \\ continues a line only if nothing follows it, not even a space"),
        ("clock set 2026-1-1", "write 2026-01-01"), ("print 2026-1-31", "write 2026-01-31"),
        ("create group “New Year”", "use straight ones: \"New Year\""),
        ("create group „Köln“", "use straight ones: \"Köln\""),
        ("create group it’s", "use straight ones: \"it’s\""),
        ("recipients of A group by city", "write \"count by\", which counts the rows of each value"),
        ("recipients of A where \"city\" = \"Köln\"", "write city = \"Köln\""),
        ("recipients of A where \"Kd Nr\" = \"1\"", "write field(\"Kd Nr\") = \"1\""),
        ("recipients of A where \"Köln\" = \"city\"", "write city = \"Köln\""),
        ("recipients of A where \"7\" = \"Kd Nr\"", "write field(\"Kd Nr\") = \"7\""),
        ("recipients of A where \"7\" <= \"Kd Nr\"", "write field(\"Kd Nr\") >= \"7\""),
        ("recipients of A where none = \"Kd Nr\"", "write field(\"Kd Nr\") = none"),
        ("recipients of A where \"age\" > 18", "write number(age) > 18"),
        ("recipients of A where \"city\" in (\"Köln\", \"Bonn\")", "write city in (\"Köln\", \"Bonn\")"),
        ("recipients of A where \"age\" in (17, 18)", "write number(age) in (17, 18)"),
        ("recipients of A where 2026-01-01 = \"registered\"", "write day(registered) = 2026-01-01"),
        ("recipients of A where true = \"9\"", "write field(\"true\") = \"9\""),
        ("recipients of A where 2024 = \"9\"", "write field(\"2024\") = \"9\""),
        ("recipients of A where 1d = \"9\"", "write field(\"1d\") = \"9\""),
        ("recipients of A where \"true\" = \"9\"", "write field(\"true\") = \"9\""),
        ("groups where 3 < \"recipients\"", "write recipients > 3"),
        ("recipients of A where 18 <= \"age\"", "write number(age) >= 18"),
        ("recipients of A where \"age\" > - 1", "write number(age) > - 1"),
        ("recipients of A where 2026-01-01 < \"birthday\"", "write date(birthday) > 2026-01-01"),
        ("recipients of A where \"*@x.de\" ~ \"email\"", "write email ~ \"*@x.de\""),
        ("recipients of A where \"*x\" !~ \"shoes\"", "write shoes !~ \"*x\""),
        (
            "recipients of A where true = \"flag\"",
            "compare a field, written without quotes, such as email"
        ),
        (
            "recipients of A where \"x\" in \"city\"",
            "compare a field, written without quotes, such as email"
        ),
        ("backups where \"deleted\" = \"yes\"", "compare a field, written without quotes, such as deleted"),
        ("backups where \"deleted\" > true", "compare a field, written without quotes, such as deleted"),
        (
            "backups where \"created\" > \"2026-01-01\"",
            "compare a field, written without quotes, such as created"
        ),
        ("groups where name in backups", "write (backups show group)"),
        ("groups where name in (backups)", "write (backups show group)"),
        ("groups where name in recipients", "write (recipients of NAME)"),
        ("let f = \"w10\"; groups to \"$f.csv\"", "write \"${f}.csv\""),
        ("remove recipient a@b.de of N", "usage: remove recipient <email> from [group] <group>"),
        ("add recipient x@y.de into N", "usage: add recipient <email> to [group] <group> [<field=value>...]"),
        (
            "compare backup 1 to N",
            "usage: compare <state> with <other-state> [where <condition>] [limit <number>]"
        ),
        ("add recipient x@y.de N", "write add recipient x@y.de to N"),
        ("rename group A into B", "usage: rename group <group> to <new-name>"),
        ("rename group Best of A to B", "quote a text of several words: \"Best of A\""),
        ("delete group Best of", "quote a text of several words: \"Best of\""),
        ("unsubscribe recipient a@b.de from N", "leave out \"recipient\""),
        (
            "groups limit 1 where name = \"A\"",
            "the clauses of a query, in this order: where, count by, sort by, limit, show, to"
        ),
        (
            "export group N to e.csv where a = \"b\"",
            "usage: export group <group> [where <condition>] [show <fields>] to <file>"
        ),
        (
            "for r in recipients of N to x.csv { }",
            "\"to\" writes the rows only of a query that is a statement, or the value of \"let\""
        ),
        (
            "groups to a.csv to b.csv",
            "the clauses of a query, in this order: where, count by, sort by, limit, show, to"
        ),
        (
            "record open of a@b.de in N campaign a campaign b",
            "usage: record (open|click|bounce) of <email> in [group] <group> {at <instant>|campaign <campaign>}"
        ),
        ("restore 1 via api", "usage: restore <source> [into [new] [group] <group>] [where <condition>]"),
        ("create group", "usage: create group <new-name>"), ("show backup", "usage: show backup <id>"),
        ("create group #a b", "\"#\" begins a comment; quote a name that begins with it: \"#a b\""),
        ("create group # later", "usage: create group <new-name>"),
        ("import #liste.csv into G", "\"#\" begins a comment; quote a name that begins with it: \"#liste.csv\""),
        ("import a.csv into #1 a via magento", "\"#\" begins a comment; quote a name that begins with it: \"#1 a\""),
        ("add recipient #1@b.de to G", "\"#\" begins a comment; quote a name that begins with it: \"#1@b.de\""),
        ("recipients of #1 where a = 1", "\"#\" begins a comment; quote a name that begins with it: \"#1\""),
        ("show group #1; groups", "\"#\" begins a comment; quote a name that begins with it: \"#1\""),
        ("restore #3", "leave out \"#\", which begins a comment: 3"),
        ("show backup #3 now", "leave out \"#\", which begins a comment: 3"),
        ("show backup #later", "usage: show backup <id>"),
        ("undo backup", "name the backup by its id: backup 3; \"backups\" lists them"),
        ("compare backup", "\"backup\" is a keyword here; quote it to use it as a group's name"),
        ("recipients of group", "\"group\" is a keyword here; quote it to use it as a group's name"),
        ("backups of group", "\"group\" is a keyword here; quote it to use it as a group's name"),
        ("changes of recipient a@b.de of group", "\"group\" is a keyword here; quote it to use it as a group's name"),
        ("recipients of latest backup of group", "\"group\" is a keyword here; quote it to use it as a group's name"),
        ("print 1 <> 2", "write !="), ("print 1 => 2", "write >="), ("print 1 =< 2", "write <="),
        ("print !true", "write \"not\" before a condition; quote a text that contains \"!\""),
        ("recipients of A where in = \"4\"", "write field(\"in\") for the field of that name"),
        ("recipients of A where not = \"4\"", "write field(\"not\") for the field of that name"),
        ("print [1]", "a list is written in parentheses: (1, 2), or (1,)"),
        ("print .5", "write 0.5"), ("print 5.", "write 5"), ("print -31d", "write - 31d"),
        ("print 1e400", "the largest number is 1.7976931348623157e+308"),
        ("let g = group N", "put a record in parentheses: (group N)"),
        ("print backup 3", "put a record in parentheses: (backup 3)"),
        ("expect group Newsletter.recipients = 3", "put a record in parentheses: (group Newsletter).recipients"),
        ("print group v1.2", "put a record in parentheses: (group v1.2)"),
        ("print group New Year.active", "put a record in parentheses: (group \"New Year\").active"),
        ("print group A, group B", "put a record in parentheses: (group A)"),
        ("print group A.active + 1", "put a record in parentheses: (group A).active"),
        ("if backup 3.deleted = true { }", "put a record in parentheses: (backup 3).deleted"),
        ("print backup News", "put a record in parentheses: (latest backup of News)"),
        ("print latest backup", "put a record in parentheses: (latest backup of NAME)"),
        ("print latest backup of group A.id", "put a record in parentheses: (latest backup of A).id"),
        ("print recipient a@b.de", "put a record in parentheses: (recipient a@b.de of NAME)"),
        ("print recipient a@b.de of A.city", "put a record in parentheses: (recipient a@b.de of A).city"),
        ("print (group A.active > 3)", "put only the record in parentheses: (group A).active"),
        ("print (backup 3 = none)", "put only the record in parentheses: (backup 3)"),
        ("backups where created > 31.01.2026 15:00", "write date(\"31.01.2026 15:00\")"),
        ("print 2026-01-31 15:00:30", "write date(\"2026-01-31 15:00:30\")"),
        ("print 1.1.2026 15:00", "write date(\"1.1.2026 15:00\")"),
        ("print 2026-01-31 15:00Z", "write date(\"2026-01-31 15:00Z\")"),
        ("print 2026-01-31 15:00+01:00", "write date(\"2026-01-31 15:00+01:00\")"),
        ("print (1) +(2)", "write a space on both sides: (1) + (2)"),
        ("print (1)+ (2)", "write a space on both sides: (1) + (2)"),
        ("print (1)-(2)", "write a space on both sides: (1) - (2)"),
        ("print 1 *(2)", "write a space on both sides: 1 * (2)"),
        ("print 1 /(2)", "write a space on both sides: 1 / (2)"),
        ("print \"a\" ~(\"b\")", "write a space on both sides: \"a\" ~ (\"b\")"),
        ("print \"a\" !~(\"b\")", "write a space on both sides: \"a\" !~ (\"b\")"),
        ("create group a\\\nb", "quote a text of several words: \"a b\""),
        ("import x.csv A", "write import x.csv into A"),
        ("import x.csv new group A --strict", "write import x.csv into new group A --strict"),
        ("let r = export group A x.csv", "write let r = export group A to x.csv"),
        ("if true { compare A B limit 3 }", "write compare A with B limit 3"),
        ("rename group A B", "write rename group A to B"),
        ("delete Kunden", "write delete group Kunden"), ("rename \"A B\" to C", "write rename group \"A B\" to C"),
        ("if true { erase a@b.de }", "write erase recipient a@b.de"),
        ("remove a@b.de from A", "write remove recipient a@b.de from A"),
        ("print 1; recipients A where city = \"X\"", "write recipients of A where city = \"X\""),
        ("add recipient a@b.de A city=X", "write add recipient a@b.de to A city=X"),
        ("import into A", "usage: import <input> into [new] [group] <group> [via <interface>]"),
        ("import my list.csv A", "usage: import <input> into [new] [group] <group> [via <interface>]"),
        ("import my list.csv into A", "quote a text of several words: \"my list.csv\""),
        ("import x.csv where a = 1", "usage: import <input> into [new] [group] <group> [via <interface>]"),
        ("param q = groups", "write a value, or a list for several: param q = (\"a\", \"b\")"),
        ("param q = groups to f.csv", "write a value, or a list for several: param q = (\"a\", \"b\")"),
        ("param q = recipients of A", "write a value, or a list for several: param q = (\"a\", \"b\")"),
        ("add recipient x@y.de to N Firstname=X firstname=Y", "leave one out"),
        ("add recipient a@b.de to A firstname=", "write firstname=\"\" to leave it empty"),
        ("if true { update recipient a@b.de of A \"Kd Nr\"= }", "write \"Kd Nr\"=\"\" to leave it empty"),
        ("add recipient a@b.de to A firstname= city=Bonn", "write firstname=\"\" to leave it empty"),
        ("run x.cbs name=; log", "write name=\"\" for an empty text"),
        ("update recipient x@y.de of N \"Kd Nr\"=1 city=A \"kd nr\"=2", "leave one out"),
        ("import a.csv into N --map v=city --map \" v\"=", "leave one out"),
        ("scenario \"b\" { exit }", "\"skip\" ends it as skipped; \"expect\" states what must hold"),
    ]

    @Test(arguments: steps)
    func theNextStep(text: String, help: String) {
        let problems = problems(text)
        #expect(problems.count == 1, "\(problems.map(\.text))")
        #expect(problems.first?.help == help)
        if let end = help.firstRange(of: "; \"backups\" lists the ids"), !help.contains("INSTANT") {
            let statement = help[..<end.lowerBound].dropFirst("write: ".count)
            #expect(self.problems(String(statement)).map(\.text) == [])
        }
        if let record = help.firstRange(of: "record in parentheses: ") {
            #expect(self.problems("print \(help[record.upperBound...])").map(\.text) == [])
        } else if help.hasPrefix("write "),
            ["import ", "let ", "compare ", "rename ", "add "].contains(where: help.dropFirst(6).hasPrefix)
        {
            #expect(self.problems(String(help.dropFirst(6))).map(\.text) == [])
        } else if problems.first?.message == "this compares two constants and names no field", help.hasPrefix("write "),
            let condition = text.firstRange(of: " where ")
        {
            let typed = "\(text[..<condition.upperBound])\(help.dropFirst(6))"
            #expect(self.problems(typed).map(\.text) == [])
        }
    }

    @Test(arguments: [
        ("print “a $x”", "\"a $x\""), ("print “a\\nb”", "\"a\\nb\""), ("print “a\\qb”", "\"a\\\\qb\""),
        ("create group “a”.csv", "\"a.csv\""), ("create group “a b”.csv", "\"a b.csv\""),
        ("create group “My group\"", "\"My group\""), ("create group ‘My group'", "\"My group\""),
        ("create group “a \"b\" c”", "\"a \\\"b\\\" c\""), ("create group “line one", "\"line one\""),
        ("import “my file into A --mode add", "\"my file into A\""), ("print ‘a $x’", "'a $x'"),
        ("create group “Hello, world", "\"Hello, world\""),
        ("print ‘it’s here’", "\"it’s here\""), ("show group ‘Bernd’s Liste’", "\"Bernd’s Liste\""),
        ("print (‘it’s’, 1)", "\"it’s\""), ("print ‘it’s here", "\"it’s here\""), ("create group ‘a’.csv", "\"a.csv\""),
        ("print “it’s here”", "\"it’s here\""), ("print “say ‘it’ here”", "\"say 'it' here\""),
        ("print («a», 1)", "\"a\""), ("create group 5“", "\"5\\\"\""),
    ])
    func typographicQuotesBecomeStraight(text: String, straight: String) {
        let problems = problems(text)
        #expect(problems.map(\.message) == ["these are typographic quotes"])
        #expect(problems.first?.help == "use straight ones: \(straight)")
    }

    /// The quotes around a pasted argument become straight; an apostrophe in it is a letter.
    @Test(arguments: [
        ("lastname=„O’Brien“", "lastname=\"O’Brien\""), ("lastname=‘O’Brien’ city=B", "lastname=\"O’Brien\" city=B"),
        ("company=“Jens’ Auto”", "company=\"Jens’ Auto\""), ("print “say ‘hi’”", "print \"say 'hi'\""),
        ("print „sag ‚hi‘ laut“", "print \"sag 'hi' laut\""), ("print (“a”, «b»)", "print (\"a\", \"b\")"),
    ])
    func pastedQuotesBecomeStraight(pasted: String, straight: String) {
        #expect(TypographicQuotes.straightening(pasted, after: "") == straight)
    }

    @Test(arguments: [
        ("create group \"My group”", "close it with a straight quote: \"My group\""),
        ("create group \"My “old” group", "close it with \", or quote a word that contains \""),
        ("create group \"My “old” group”", "close it with a straight quote: \"My “old” group\""),
        ("create group 'It’s mine’", "close it with a straight quote: 'It’s mine'"),
        ("create group \"My group", "close it with \", or quote a word that contains \""),
    ])
    func aTypographicQuoteClosesNothing(text: String, help: String) {
        #expect(problems(text).map(\.help) == [help])
    }

    @Test(arguments: [
        "1 = 1", "-1 = 1", "- 1 = 1", "2026-01-01 < 2026-01-02", "(1,2) = (1,2)", "none = none", "\"a\" = \"b\"",
        "true = \"name\" and 1 = 1", "1 + 1 = 2", "lower(\"x\") = \"x\"", "date(\"2026-01-01\") + 1d > 2026-01-01",
        "length(\"a\") * 2 in (1, 2)", "default(none, 1) = - (1)",
    ])
    func constantsNeedAField(condition: String) {
        let problems = problems("groups where \(condition)")
        #expect(problems.last?.help == "compare a field, written without quotes, such as name")
        #expect(problems.allSatisfy { $0.code == .syntax })
    }

    @Test(arguments: [
        "scenario \"a\" { scenario \"b\" { } }", "if true { scenario \"b\" { } }",
        "scenario \"a\" { if true { scenario \"b\" { } } }", "for x in (1, 2) { scenario \"b\" { } }",
        "if true { } else { scenario \"b\" { } }", "expect error { scenario \"b\" { } }",
    ])
    func aScenarioWithinABlockIsOneMistake(text: String) {
        #expect(problems(text).map(\.code) == [.syntax])
    }

    @Test func whatNobodyCanSeeIsShownByItsNumber() {
        let problem = problems("\u{FEFF}\u{FEFF}ver\u{200B}ify").first
        #expect(problem?.text.contains("there is no command \"\\u{FEFF}ver\\u{200B}ify\"") == true)
        #expect(problem?.text.contains("1 | \\u{FEFF}ver\\u{200B}ify") == true)
    }

    @Test(arguments: ["undelete group A", "recover A", "resubscribe a@b.de", "unsubscrib a@b.de from A"])
    func nothingOfTheOppositeIsSuggested(text: String) {
        let help = problems(text).first?.help ?? ""
        #expect(!help.contains("did you mean \"delete") && !help.contains("did you mean \"remove"))
        #expect(text.hasPrefix("unsubscrib ") == help.contains("did you mean \"unsubscribe\"?"))
    }

    @Test(arguments: [
        ("recipients of A where status = \"aktiv\"", "\"status\" is never \"aktiv\""),
        ("recipients of A where \"activ\" = status", "\"status\" is never \"activ\""),
        ("backups where reason in (\"improt\", \"x\")", "\"reason\" is never \"improt\""),
        ("for b in backups { if $b.reason = \"export\" { } }", "\"reason\" is never \"export\""),
        ("recipients of A where city = \"\"", "\"city\" is never an empty text: this is always false"),
        ("recipients of A where city != \"\"", "\"city\" is never an empty text: this is always true"),
        ("backups where created = 2026-03-20", "\"created\" is almost never exactly midnight of 2026-03-20"),
        ("backups where created = 1.3.2026", "\"created\" is almost never exactly midnight of 1.3.2026"),
        (
            "for b in backups { if $b.created = today() { } }",
            "\"created\" is almost never exactly midnight of today()"
        ),
        (
            "let r = first(recipients of N); if $r.registered = today() { }",
            "\"registered\" is almost never exactly midnight of today()"
        ),
        ("backups where created = 1.1.2026", "\"created\" is almost never exactly midnight of 1.1.2026"),
        ("backups where created != 31.01.2026", "\"created\" is almost never exactly midnight of 31.01.2026"),
        ("if now() = 2026-01-01 { }", "\"now()\" is almost never exactly midnight of 2026-01-01"),
        ("if today() != now() { }", "\"now()\" is almost never exactly midnight of today()"),
        (
            "if first(backups).created = 2026-01-01 { }",
            "\"created\" is almost never exactly midnight of 2026-01-01"
        ),
        (
            "recipients of G where activated in (2026-01-01, 2026-01-02)",
            "\"activated\" is almost never exactly midnight of 2026-01-01 or 2026-01-02"
        ),
        ("if (recipient anna@example.com of N).status = \"aktiv\" { }", "\"status\" is never \"aktiv\""),
        (
            "if (recipient anna@example.com of N).city = \"\" { }",
            "\"city\" is never an empty text: this is always false"
        ),
        ("expect first(backups).reason = \"imports\"", "\"reason\" is never \"imports\""),
        ("if first(recipients of G).status = \"aktiv\" { }", "\"status\" is never \"aktiv\""),
        ("let q = (backups); expect last($q).reason = \"imports\"", "\"reason\" is never \"imports\""),
        ("recipients of A where city in (\"\",)", "\"city\" is never an empty text: this is always false"),
        ("recipients of A where status ~ \"aktiv\"", "\"status\" is never \"aktiv\""),
        ("recipients of A where status !~ \"aktiv*\"", "\"status\" is never \"aktiv*\""),
        ("add recipient a@b.de to A city=none", "city=none sets the field to the text \"none\""),
        ("update recipient a@b.de of A \"Kd Nr\"=None", "\"Kd Nr\"=None sets the field to the text \"None\""),
    ])
    func whatIsNeverTrueIsAWarning(text: String, message: String) {
        let script = Parser.parse(Source(name: nil, text: text)).script
        let findings = Checker.findings(in: script, knownVariables: KnownVariables()) { _, _, _ in .unknown }
        #expect(findings.problems.isEmpty)
        #expect(findings.warnings.shown.map(\.message) == [message])
    }

    @Test(arguments: [
        "recipients of A where status = \"active\"", "backups where reason in (\"import\", \"x\")",
        "backups where created = 2026-03-20T10:00", "backups where created > 2026-03-20", "if 1 = 1 { }",
        "expect \"a\" = \"b\"",
        "recipients of A where status = $s and \"a\" in (recipients of B)",
        "recipients of A where status ~ \"ACT*\" and status !~ \"in*\"", "recipients of A where city in (\"\", \"x\")",
        "recipients of A where activated in (2026-01-01, 2026-01-02T10:00)",
        "expect first(backups).created = 2026-01-01", "backups where created = 1.1.2026T10:00",
        "expect now() = 2026-01-01", "if day(now()) = 2026-01-01 or today() = 2026-01-01 { }",
        "groups where today() > now() or today(-1) > created", "recipients of A where date(birthday) = 2026-01-31",
        "scenario \"a\" { if first(backups).created = 2026-01-01 { } }",
        "add recipient a@b.de to A city=\"none\" age=(none)", "run x.cbs city=none",
    ])
    func nothingElseIs(text: String) {
        let script = Parser.parse(Source(name: nil, text: "let s = 1; let s = \"a\"\n" + text)).script
        let findings = Checker.findings(in: script, knownVariables: KnownVariables()) { _, _, _ in .unknown }
        #expect(findings.problems.shown.map(\.text) == [] && findings.warnings.isEmpty)
    }

    @Test(arguments: [
        ("for b in backups { if $b.created != today() { } }", "write day($b.created) != today()"),
        ("if now() = 2026-01-01 { }", "write day(now()) = 2026-01-01"),
        ("backups where created in (2026-01-01,)", "write day(created) in (2026-01-01,)"),
        ("for r in recipients of A { if $r.city = \"\" { } }", "write $r.city = none"),
        (
            "add recipient a@b.de to A city=none",
            "write city=\"\" to leave it empty, or city=\"none\" for the text"
        ),
        ("recipients of A where status = \"subscribed\"", "write \"active\""),
        ("recipients of A where status in (\"Subscribed\",)", "write \"active\""),
        ("recipients of A where status != \"subscribd\"", "it is active, inactive or unsubscribed"),
    ])
    func theHelpOfAWarningCanBeTyped(text: String, help: String) {
        let script = Parser.parse(Source(name: nil, text: text)).script
        let findings = Checker.findings(in: script, knownVariables: KnownVariables()) { _, _, _ in .unknown }
        #expect(findings.warnings.shown.map(\.help) == [help])
    }

    @Test(arguments: ["at 2026-01-02 campaign A", "campaign A at 2026-01-02", "campaign A", "at 2026-01-02", ""])
    func theOrderOfAtAndCampaignIsFree(rest: String) {
        #expect(problems("record open of a@b.de in A \(rest)").isEmpty)
        #expect(!problems("record open of a@b.de in A at 2026-01-02 at 2026-01-03").isEmpty)
    }
}

/// The same, with the user's own words in the help.
struct OwnWordsTests {
    private func helps(_ text: String) -> [String?] {
        let result = Parser.parse(Source(name: nil, text: text))
        return (result.diagnostics + Checker.check(result.script)).map(\.help)
    }

    @Test(arguments: [
        // Verbs and what they are about.
        ("remove group K", "write delete group K"), ("erase group K", "write delete group K"),
        ("delete recipient a@x.de from K", "write remove recipient a@x.de from K"),
        ("delete recipient a@x.de", "usage: remove recipient <email> from [group] <group>"),
        ("create recipient a@x.de to K city=X", "write add recipient a@x.de to K city=X"),
        ("download group K to k.csv", "write export group K to k.csv"),
        ("export backup 3 to k.csv", "write download backup 3 to k.csv"),
        ("delete backup 1", "backups expire by themselves: \"set retention DURATION\" sets after how long"),
        // Prepositions and names.
        ("recipients from K", "write recipients of K"), ("recipients in K limit 3", "write recipients of K limit 3"),
        ("print count(fields for K)", "write fields of K"), ("restore 1 K", "write restore 1 into K"),
        ("restore 1 K --mode add", "write restore 1 into K --mode add"),
        ("restore backup 1 K", "write restore backup 1 into K"),
        ("include x.cbs a=1 b=2", "only \"run\" takes values for parameters: run x.cbs a=1 b=2"),
        ("recipients of latest of K", "write latest backup of K"),
        ("restore latest K", "write latest backup of K"), ("restore latest backup K", "write latest backup of K"),
        ("restore latest backup for K", "write restore latest backup of K"),
        ("if true { restore latest backup from K --mode add }", "write restore latest backup of K --mode add"),
        ("log of K", "write: log where group = \"K\""), ("log of group \"My K\"", "write: log where group = \"My K\""),
        ("set time-zone UTC", "write \"set time zone NAME\""),
        // Queries and records.
        ("show recipients of K", "write a query by itself: recipients of K"),
        ("if true { show deleted groups }", "write a query by itself: deleted groups"),
        ("for p in (groups, backups) { }", "put each query in parentheses: ((groups), (backups))"),
        ("for p in (groups, $x, (backups)) { }", "put each query in parentheses: ((groups), $x, (backups))"),
        ("print (recipient a@x.de).email", "name its group: (recipient a@x.de of NAME)"),
        ("print groups.name", "put a query in parentheses: (groups).name"),
        ("print count groups", "write count(groups)"), ("print upper \"x\"", "write upper(\"x\")"),
        ("let x = print 1", "leave out \"print\": a value stands by itself here"),
        ("recipients of K where city = \"x\")", "leave out this \")\": there is no \"(\" before it"),
        (
            "recipients of K where \"m\" in rows of m.tsv --as lines",
            "put rows with an option in parentheses: (rows of m.tsv --as lines)"
        ),
        (
            "recipients of K count by day(activated)",
            "name a field; only a condition, and \"sort by\" in parentheses, takes an expression"
        ),
        ("recipients of K where \"K\" in (\"city\", \"L\")", "write \"K\" in (city, \"L\")"),
        // Operators.
        (
            "recipients of K where city+\"x\" = \"Kölnx\"",
            "quote the whole argument: \"city+x\", or put white space around the operator: city + \"x\""
        ),
        (
            "let d = 2026-01-01; print $d-1d",
            "quote the whole argument: \"$d-1d\", or put white space around the operator: $d - 1d"
        ),
        ("recipients of K where Firstname!~\"Ä*\"", "write a space on both sides: Firstname !~ \"Ä*\""),
        ("print 2*3", "operators need white space on both sides: 2 * 3"),
        ("print 3-1", "operators need white space on both sides: 3 - 1"),
        ("print 1 +2", "operators need white space on both sides: 1 + 2"),
        ("print 2 ** 3", "there is no operator for powers; multiply with *"),
        ("print 2**3", "there is no operator for powers; multiply with *"),
        ("print 2 ^ 3", "there is no operator for powers; multiply with *"),
        ("print count(groups) -1", "operators need white space on both sides: count(groups) - 1"),
        ("print (1 + 2)*(3)", "write a space on both sides: (1 + 2) * (3)"),
        // Pipes.
        ("groups | count", "write print count(groups)"),
        ("recipients of K limit 3 | FIRST", "write print first(recipients of K limit 3)"),
        ("groups | sort by name", "leave out \"|\": the clauses of a query directly follow its rows"),
        ("groups | count by name", "leave out \"|\": the clauses of a query directly follow its rows"),
        ("verify && purge", "write each statement on a line of its own"),
        ("if true { groups && log }", "write each statement on a line of its own"),
        ("groups where name = \"A\" | backups > 3", "write \"or\""),
        // Instants.
        ("recipients of K as of now", "write (now())"), ("clock set NOW", "write (now())"),
    ])
    func areInTheHelp(text: String, help: String) {
        #expect(helps(text) == [help])
    }

    /// What a suggestion quotes can be typed.
    @Test(arguments: [("a\"b", "a\"c", #"did you mean "a\"b"?"#), ("a$b", "a$c", #"did you mean "a\$b"?"#)])
    func suggestionsAreEscaped(name: String, written: String, help: String) {
        #expect([name].suggestion(for: written) == help)
    }
}
