import Testing

@testable import CommandLanguage

/// Every alternative of the grammar.
@Suite struct GrammarTests {
    @Test(arguments: [
        ("let x = import a.csv into X", "let x = <import> input=a.csv group=X"),
        ("let x = groups where name = \"a\"", "let x = <groups where (#name = 'a')>"),
        ("let x = 1 + 2", "let x = (1 + 2)"),
        ("param file", "param file"),
        ("param file = \"a.csv\"", "param file = 'a.csv'"),
        ("if $a { verify }", "if $a {<verify>}"),
        ("IF $a { verify } else if $b {\n} ELSE {\npurge\n}", "if $a {<verify>} else if $b {} else {<purge>}"),
        (
            "for b in backups of X where id > 3 { show backup $b.id }",
            "for b in <backups of X where (#id > 3)> {<show backup> id=$b.id}"
        ),
        ("for x in (1, 2) { print $x }", "for x in [1, 2] {print($x)}"),
        ("for x in $list { }", "for x in $list {}"),
        (
            "for g in groups where \"age\" in fields show name { }",
            "for g in <groups where ('age' in #fields)> {}"
        ),
        ("include \"a b.cbs\"", "include 'a b.cbs'"),
        ("include a.cbs", "include a.cbs"),
        ("print 1, \"a\", $x", "print(1, 'a', $x)"),
        ("scenario \"title\" { verify }", "scenario 'title' {<verify>}"),
        ("expect 1 = 1", "expect (1 = 1)"),
        ("expect error { verify }", "expect error any {<verify>}"),
        ("expect error unknown-group { verify }", "expect error unknown-group {<verify>}"),
        ("expect error matching \"*x*\" { verify }", "expect error any ~ '*x*' {<verify>}"),
        ("expect error syntax matching *x* { verify; purge }", "expect error syntax ~ *x* {<verify>; <purge>}"),
    ])
    func statement(_ text: String, outline: String) {
        #expect(Outline.of(text) == outline)
    }

    /// Statements and their outlines.
    private static let commands: [(String, String)] = [
        ("create group X", "<create group> new-name=X"),
        ("create group X --fields a, b, \"Kd Nr\"", "<create group> new-name=X --fields=[a, b, 'Kd Nr']"),
        ("create group X --fields (a, b,)", "<create group> new-name=X --fields=[a, b]"),
        ("create --fields $f group X", "<create group> new-name=X --fields=[$f]"),
        ("rename group X to Y", "<rename group> group=X new-name=Y"),
        ("delete group X", "<delete group> group=X"),
        ("delete group X via api", "<delete group> group=X interface=api"),
        ("import a.csv into X", "<import> input=a.csv group=X"),
        ("import a.csv into group X", "<import> input=a.csv group=X"),
        ("import a.csv into new X", "<import> +new input=a.csv group=X"),
        ("IMPORT a.csv INTO NEW GROUP X VIA xt:commerce", "<import> +new input=a.csv group=X interface=xt:commerce"),
        ("import - into X", "<import> input=- group=X"),
        ("import \"-\" into \"group\"", "<import> input='-' group='group'"),
        ("import (lower(\"A\")) into $g", "<import> input=lower('A') group=$g"),
        ("export group X to x.csv", "<export group> group=X file=x.csv"),
        (
            "export --overwrite group X to x.csv --format jsonl --spreadsheet-safe",
            "<export group> group=X file=x.csv --overwrite --format=jsonl --spreadsheet-safe"
        ),
        ("show group X", "<show group> group=X"),
        ("show backup 3", "<show backup> id=3"),
        ("show recipient a@b.de", "<show recipient> email=a@b.de"),
        ("show recipient a@b.de of X", "<show recipient> email=a@b.de group=X"),
        ("show recipient a@b.de of group X", "<show recipient> email=a@b.de group=X"),
        ("show settings", "<show settings>"),
        ("show store", "<show store>"),
        ("download backup 3 to x.csv", "<download> file=x.csv backup=backup(3)"),
        ("download backup 3 show \"to\", \"Kd Nr\" to x.csv", "<download> file=x.csv backup=backup(3) show to,Kd Nr"),
        (
            "export group X where a = 1 show field(\"b c\"), email, --overwrite status to x.csv",
            "<export group> group=X file=x.csv where (#a = 1) show b c,email,status --overwrite"
        ),
        ("download latest backup of X to x.csv", "<download> file=x.csv backup=latest(X)"),
        (
            "download latest backup of group X to x.csv --overwrite",
            "<download> file=x.csv backup=latest(X) --overwrite"
        ),
        ("restore 3", "<restore> source=backup(3)"),
        ("restore $b.id", "<restore> source=backup($b.id)"),
        ("restore backup 3", "<restore> source=backup(3)"),
        ("restore latest backup of X", "<restore> source=latest(X)"),
        ("restore group X as of 2026-01-31", "<restore> source=asOf(X, @2026-01-31T00:00:00Z)"),
        ("restore 3 into X", "<restore> group=X source=backup(3)"),
        (
            "restore 3 into new group X where a = 1 and b ~ \"x\" --mode add --resubscribe",
            "<restore> +new group=X source=backup(3) where and((#a = 1), (#b ~ 'x')) --mode=add --resubscribe"
        ),
        ("restore --mode update-add 3", "<restore> source=backup(3) --mode=update-add"),
        (
            "restore latest --mode=replace backup --empty keep of X",
            "<restore> source=latest(X) --mode=replace --empty=keep"
        ),
        ("compare backup 3 with group X", "<compare> state=backup(3) other-state=group(X)"),
        ("compare group X with latest backup of group X", "<compare> state=group(X) other-state=latest(X)"),
        ("set backup on", "<set backup> +on"),
        ("set backup off for X", "<set backup> +off group=X"),
        ("set backup off for group X", "<set backup> +off group=X"),
        ("set retention 31 days", "<set retention> duration=~31 days"),
        ("set retention 12h", "<set retention> duration=~12 hours"),
        ("set retention $d", "<set retention> duration=$d"),
        ("add recipient a@b.de to X", "<add recipient> email=a@b.de group=X"),
        (
            "add recipient a@b.de to group X firstname=Anna \"Kd Nr\" = 7 city=$c",
            "<add recipient> email=a@b.de group=X firstname:=Anna Kd Nr:=7 city:=$c"
        ),
        ("update recipient a@b.de of X city=\"\"", "<update recipient> email=a@b.de group=X city:=''"),
        ("remove recipient a@b.de from group X", "<remove recipient> email=a@b.de group=X"),
        ("unsubscribe a@b.de from X", "<unsubscribe> email=a@b.de group=X"),
        ("record open of a@b.de in X", "<record> +open email=a@b.de group=X"),
        (
            "record click of a@b.de in group X at 2026-01-31T10:00 campaign \"New Year\"",
            "<record> +click email=a@b.de group=X instant=@2026-01-31T10:00:00Z campaign='New Year'"
        ),
        ("record bounce of a@b.de in X campaign c", "<record> +bounce email=a@b.de group=X campaign=c"),
        ("erase recipient a@b.de", "<erase recipient> email=a@b.de"),
        ("clock", "<clock>"),
        ("clock set 2026-01-31T10:00:00+01:00", "<clock set> instant=@2026-01-31T09:00:00Z"),
        ("clock advance 1 hour", "<clock advance> duration=~1 hour"),
        ("clock set (now() + 1 day)", "<clock set> instant=(now() + ~1 day)"),
        ("run a.cbs", "<run> file=a.cbs"),
        ("run a.cbs file=x.csv n = 3", "<run> file=a.cbs file:=x.csv n:=3"),
        ("timeline", "<timeline>"),
        ("timeline of X to x.svg", "<timeline> group=X file=x.svg"),
        ("timeline of group X", "<timeline> group=X"),
        ("timeline to x.svg", "<timeline> file=x.svg"),
        ("verify", "<verify>"),
        ("purge", "<purge>"),
        ("help", "<help>"),
        ("help create group", "<help> topic=create topic=group"),
        ("history", "<history>"),
        ("quit", "<quit>"),
        ("exit", "<exit>"),
    ]

    @Test(arguments: commands)
    func command(_ text: String, outline: String) {
        #expect(Outline.of(text) == outline)
    }

    @Test(arguments: [
        ("--mode UPDATE-ADD", "--mode=UPDATE-ADD"),
        ("--MODE=add", "--mode=add"),
        ("--map E-Mail=email --map \"Kd Nr\"=\"Customer No\"", "--map=E-Mail->email --map='Kd Nr'->'Customer No'"),
        ("--map a= --map b=", "--map=a->nothing --map=b->nothing"),
        ("--map a= --strict", "--map=a->nothing --strict"),
        ("--map=$c=$f", "--map=$c->$f"),
        ("--map v=(\"city\")", "--map=v->'city'"),
        ("--map ID=a --map id=b", "--map=ID->a --map=id->b"),
        ("--map \"v\"=(\"city\") --map=w=(lower(\"X\"))", "--map='v'->'city' --map=w->lower('X')"),
        ("--empty clear", "--empty=clear"),
        ("--delimiter ';'", "--delimiter=';'"),
        ("--delimiter \"\\t\"", "--delimiter='\\t'"),
        ("--delimiter semicolon", "--delimiter=semicolon"),
        ("--delimiter |", "--delimiter=|"),
        ("--encoding windows-1252", "--encoding=windows-1252"),
        ("--sheet \"Tab 2\"", "--sheet='Tab 2'"),
        ("--format json", "--format=json"),
        ("--mode $m", "--mode=$m"),
        ("--rejects bad.csv --resubscribe", "--rejects=bad.csv --resubscribe"),
    ])
    func importOption(_ text: String, outline: String) {
        #expect(Outline.of("import a.csv into X \(text)") == "<import> input=a.csv group=X \(outline)")
        if !text.hasSuffix("=") {
            #expect(Outline.of("import \(text) a.csv into X") == "<import> input=a.csv group=X \(outline)")
        }
    }

    @Test(arguments: [
        ("groups", "groups"),
        ("GROUPS where name ~ \"a*\" sort by name desc limit 3", "groups where (#name ~ 'a*') sort name desc limit 3"),
        ("groups sort by created asc limit $n", "groups sort created limit $n"),
        ("backups", "backups"),
        ("backups of X", "backups of X"),
        ("backups of group X limit 1", "backups of X limit 1"),
        ("recipients of X", "recipients of group(X)"),
        ("recipients of group X", "recipients of group(X)"),
        ("recipients of backup 3", "recipients of backup(3)"),
        ("recipients of latest backup of X", "recipients of latest(X)"),
        ("recipients of \"backup\"", "recipients of group('backup')"),
        (
            "recipients of X where field(\"Kd Nr\") = \"7\" sort by \"Kd Nr\"",
            "recipients of group(X) where (#Kd Nr = '7') sort Kd Nr"
        ),
        ("fields of X", "fields of X"),
        ("activity of group X where event = \"open\"", "activity of X where (#event = 'open')"),
        ("log", "log"),
        (
            "log where group = \"X\" sort by at desc limit (1 + 2)",
            "log where (#group = 'X') sort at desc limit (1 + 2)"
        ),
    ])
    func query(_ text: String, outline: String) {
        #expect(Outline.of(text) == outline)
    }
}
