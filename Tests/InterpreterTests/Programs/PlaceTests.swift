import CommandLanguage
import Foundation
import Recipients
import TestSupport
import Testing

/// Where problems are told, in statements in which two parts hold the same word. Bars are around what is wrong.
struct PlaceTests {
    @Test(arguments: [
        "update recipient anna@example.com of Kunden city=\"maybe\" registered=|maybe|",
        "update recipient anna@example.com of Kunden registered=|maybe| activated=maybe",
        "update recipient anna@example.com of Kunden city=status |status|=x",
        "update recipient anna@example.com of Kunden city=citi |citi|=x",
        "add recipient anna@example.org to Kunden city=$word registered=|$word|",
        "add recipient anna@example.com to |maybe| city=maybe",
        "add recipient |maybe| to Kunden city=maybe",
    ])
    func assignments(statement: String) throws {
        try check(statement)
    }

    @Test(arguments: [
        "import <<X into Kunden --map x=city --map |$word|=bar\nemail,x\nX",
        "import <<X into Kunden --map |y|=y --map x=y\nemail,x\nX",
        "import <<X into Kunden --map x=city --map y=|city|\nemail,x,y\nX",
        "import <<X into Kunden --map y=city --map x=|city|\nemail,x,y\nX",
        "import <<X into Kunden --map status=city --map x=|city|\nemail,x,status\nX",
        "import <<X into |x| --map x=x\nemail,x\nX",
        "import <<X into |maybe| --delimiter \";\" --map maybe=x\nemail;maybe\nX",
        "import |$word| into Kunden --map maybe=x", "import <<X into Kunden --sheet |Kunden|\nemail\nX",
    ])
    func imports(statement: String) throws {
        try check(statement)
    }

    @Test(arguments: [
        "rename group |A| to A", "rename group Kunden to |Leer|", "create group |Leer| --fields Leer",
        "create group Neu --fields a, b, |a|", "create group Neu --fields a, |$names|",
        "create group email --fields |email|", "create group registered --fields a, registration, |registered|",
        "delete group |A| via A",
        "delete group A --note |\(String(repeating: "A", count: 1001))|",
    ])
    func groups(statement: String) throws {
        try check(statement)
    }

    @Test(arguments: [
        "compare group |A| with group A", "compare group Kunden with group |$word|", "compare backup 1 with backup |9|",
        "compare latest backup of |A| with group A", "compare group Kunden with latest backup of |A|",
        "restore latest backup of |A| into A", "restore latest backup of Kunden into |A|",
        "restore latest backup of Weg into |Weg|", "restore latest backup of Weg into new |Leer|",
        "restore group |A| as of 2026-01-01 into Kunden", "restore backup |9| into Kunden",
        "restore latest backup of Kunden where |city < 3|",
        "restore latest backup of Kunden where city = \"Köln\" and |city < 3|",
        "restore latest backup of Kunden where |citi| = \"citi\"",
        "restore group Kunden as of 2027-01-01 where city = \"city\" or |age + 1| > 3",
        "unsubscribe |nobody@example.com| from Kunden", "show recipient anna@example.com of |A|",
        "record open of anna@example.com in |A|", "erase recipient |A|", "show backup |9|",
        "clock set |2020-01-01|", "set retention |0d|",
    ])
    func states(statement: String) throws {
        try check(statement)
    }

    @Test func files() throws {
        let folder = try TemporaryFolder()
        let there = folder.path + "/there"
        try Data("email\n".utf8).write(to: URL(fileURLWithPath: there))
        let nowhere = folder.path + "/no/where.csv"
        for statement in [
            "import \"\(there)\" into Kunden --rejects |\"\(there)\"|",
            "import |\"\(nowhere)\"| into Kunden --rejects \"\(nowhere)\"",
            "create group \"\(nowhere)\"\nexport group \"\(nowhere)\" to |\"\(nowhere)\"|",
            "create group \"\(there)\"\nexport group \"\(there)\" to |\"\(there)\"|",
            "export group |\"\(there)\"| to \"\(there)\"",
            "download backup 1 to |\"\(there)\"|", "download backup |9| to \"\(there)\"",
            "timeline of Kunden to |\"\(folder.path)/no/where.svg\"|",
        ] {
            try check(statement)
        }
    }

    /// Runs a statement and compares what its problem marks with what is between the bars.
    private func check(_ marked: String, _ location: Testing.SourceLocation = #_sourceLocation) throws {
        let laboratory = try Laboratory.withRecipients()
        try laboratory.run(
            """
            create group Leer
            create group Weg
            delete group Weg
            remove recipient ben@example.com from Kunden
            import <<CSV into Kunden
            email,city
            dora@example.com,Ulm
            CSV
            let word = "maybe"
            let names = ("b", "a")
            """)
        let parts = marked.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        try #require(parts.count == 3, sourceLocation: location)
        let problem = try laboratory.problem(parts.joined())
        let start = parts[0].utf8.count
        #expect(
            problem?.range == SourceRange(start, start + parts[1].utf8.count),
            "\(marked): \(problem?.text ?? "no problem")", sourceLocation: location)
    }
}
