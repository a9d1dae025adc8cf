import Testing

@testable import CommandLanguage

@Suite struct ExpressionTests {
    @Test(arguments: [
        ("1", "1"), ("-1.5", "-1.5"), ("1e3", "1000"), ("\"a\"", "'a'"), ("true", "true"), ("FALSE", "false"),
        ("none", "none"), ("2026-01-31", "@2026-01-31T00:00:00Z"), ("2026-01-31T10:00+01:00", "@2026-01-31T09:00:00Z"),
        ("90s", "~90 seconds"), ("45m", "~45 minutes"), ("12h", "~12 hours"), ("31d", "~31 days"), ("2w", "~14 days"),
        ("31 days", "~31 days"), ("1 hour", "~1 hour"), ("(1, 2)", "[1, 2]"), ("(1,)", "[1]"), ("(1)", "1"),
        ("(1, 2,)", "[1, 2]"), ("$x", "$x"), ("$x.y", "$x.y"),
    ])
    func literal(_ text: String, outline: String) {
        #expect(Outline.expression(text) == outline)
    }

    @Test(arguments: [
        ("1 + 2 * 3 - 4", "(1 + (2 * 3) - 4)"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("not 1 = 2 and true or false", "or(and(not((1 = 2)), true), false)"),
        ("true or true and not false", "or(true, and(true, not(false)))"),
        ("1 + 1 == 2", "((1 + 1) = 2)"),
        ("1 != 2", "(1 != 2)"), ("1 < 2", "(1 < 2)"), ("1 <= 2", "(1 <= 2)"), ("1 > 2", "(1 > 2)"),
        ("1 >= 2", "(1 >= 2)"), ("1=2", "(1 = 2)"),
        ("\"a\" ~ \"*\"", "('a' ~ '*')"), ("\"a\" !~ \"*\"", "('a' !~ '*')"),
        ("1 in (1, 2)", "(1 in [1, 2])"), ("1 not in (1,)", "(1 not in [1])"), ("not 1 in (1,)", "not((1 in [1]))"),
        ("\"a\" in (groups)", "('a' in <groups>)"),
        ("now() - 31 days", "(now() - ~31 days)"),
        ("- $x", "minus($x)"), ("1 - -1", "(1 - -1)"), ("-(1)", "minus(1)"),
        ("(group Newsletter).recipients = 3", "({group Newsletter}.recipients = 3)"),
        ("(backup 3).created", "{backup(3)}.created"),
        ("(backup $b.id).created", "{backup($b.id)}.created"),
        ("(latest backup of group X).id", "{latest(X)}.id"),
        ("(recipient a@b.de of group X).status", "{recipient a@b.de of X}.status"),
        ("(recipient $e of X).status", "{recipient $e of X}.status"),
        ("first(groups).settings.backup", "first(<groups>).settings.backup"),
        ("(groups)", "<groups>"),
        ("(backups of X where id > 3 limit 1)", "<backups of X where (#id > 3) limit 1>"),
        ("count(groups)", "count(<groups>)"),
        (
            "count(recipients of X where status = \"active\")",
            "count(<recipients of group(X) where (#status = 'active')>)"
        ),
        ("exists((log))", "exists(<log>)"), ("last($rows)", "last($rows)"),
        ("sum(groups, recipients)", "sum(<groups>, recipients)"),
        ("sum(fields of X, \"filled\")", "sum(<fields of X>, filled)"),
        ("lower(\"A\")", "lower('A')"), ("UPPER (\"A\")", "upper('A')"), ("date(\"2026-01-01\")", "date('2026-01-01')"),
        ("number(\"3\") + 1", "(number('3') + 1)"),
    ])
    func expression(_ text: String, outline: String) {
        #expect(Outline.expression(text) == outline)
    }

    @Test(arguments: [
        ("name = \"a\"", "(#name = 'a')"),
        ("not backup", "not(#backup)"),
        ("(backup)", "#backup"),
        ("(backup = true)", "(#backup = true)"),
        ("(backup and active > 1)", "and(#backup, (#active > 1))"),
        ("(group ~ \"a\")", "(#group ~ 'a')"),
        ("(recipients > 3)", "(#recipients > 3)"),
        ("(recipients)", "#recipients"),
        ("recipients = count(recipients of X)", "(#recipients = count(<recipients of group(X)>))"),
        ("name in (groups)", "(#name in <groups>)"),
        ("name in (fields of X)", "(#name in <fields of X>)"),
        ("name in fields", "(#name in #fields)"),
        ("name in fields show name", "(#name in #fields)"),
        ("name in fields sort by name limit 1", "(#name in #fields) sort name limit 1"),
        ("name in fields count by name", "(#name in #fields) count name"),
        ("name in (fields)", "(#name in #fields)"),
        ("name in (backups)", "(#name in <backups>)"),
        ("count(fields) = 4", "(count(#fields) = 4)"),
        ("first(fields) = \"x\" or exists(fields)", "or((first(#fields) = 'x'), exists(#fields))"),
        ("exists(activity) and count(backups) = 1", "and(exists(#activity), (count(<backups>) = 1))"),
        ("find = 1 and exists(find)", "and((#find = 1), exists(#find))"),
        ("recipients > (group X).recipients", "(#recipients > {group X}.recipients)"),
        ("recipients > (group (\"X\")).recipients", "(#recipients > {group 'X'}.recipients)"),
        ("lower(name) = \"x\"", "(lower(#name) = 'x')"),
        ("lower(fields) = \"x\"", "(lower(#fields) = 'x')"),
        ("number(age) > 18", "(number(#age) > 18)"),
        ("number > 18", "(#number > 18)"),
        ("field(\"Kd Nr\") = none", "(#Kd Nr = none)"),
        ("field(\"$f\") = none", "(field('$f|') = none)"),
        ("E-Mail = \"x\"", "(#E-Mail = 'x')"),
        ("limit = 3", "(#limit = 3)"),
        ("created > now() - 31 days limit 3", "(#created > (now() - ~31 days)) limit 3"),
    ])
    func condition(_ text: String, outline: String) {
        #expect(Outline.condition(text) == outline)
    }

    @Test func conditionEndsAtAnOption() {
        #expect(
            Outline.of("restore 3 where a = 1 --mode add")
                == "<restore> source=backup(3) where (#a = 1) --mode=add")
    }

    @Test func bareWordInParenthesesAfterAConditionIsNoField() {
        #expect(Outline.of("groups where name = \"a\"; print name").hasPrefix("syntax: \"name\" is not a value"))
    }
}
