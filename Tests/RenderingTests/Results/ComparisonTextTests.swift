import Account
import CommandLanguage
import Interpreter
import Recipients
import Testing

/// What `compare` shows.
struct ComparisonTextTests {
    /// Anna has moved and got a number, Ben has left, Cora has come.
    private func comparison() throws -> StateComparison {
        let account = try Account.open(StoreLocation(.memory))
        let groups = [
            ("A", [("anna", "Bad Godesberg am Rhein", "1"), ("ben", "Ulm", "2")]),
            ("B", [("anna", "Rom", "1000"), ("cora", "Ulm", "3")]),
        ]
        for (group, recipients) in groups {
            _ = try account.createGroup(group, fields: ["city", "Kd-Nr."])
            for (name, city, number) in recipients {
                _ = try account.addRecipient(
                    "\(name)@example.com", to: group,
                    values: [FieldValue(field: "city", text: city), FieldValue(field: "Kd-Nr.", text: number)])
            }
        }
        return try account.compare(.group("A"), with: .group("B"))
    }

    private func shown(width: Int? = nil, colour: Bool = false, limit: Int = .max) throws -> String {
        var comparison = try comparison()
        comparison.limit = limit
        return output(.table, width: width, colour: colour) {
            $0.show(CommandResult(Record([:]), .comparison(comparison)))
        }
    }

    @Test func countsComeFirstThenALineForEachField() throws {
        let text = """
            1 added, 1 removed, 1 changed, 0 unchanged
              city    1
              Kd-Nr.  1
            changed anna@example.com: city "Bad Godesberg am Rhein" → "Rom", Kd-Nr. "1" → "1000"
            removed ben@example.com
            added cora@example.com

            """
        #expect(try shown() == text)
        #expect(try shown(width: 84) == text)
    }

    @Test func aNarrowWindowHasALineForEachFieldBrokenBetweenWords() throws {
        let lines = try shown(width: 30).split(separator: "\n")
        #expect(lines[0...1] == ["1 added, 1 removed, 1 changed,", "  0 unchanged"])
        #expect(
            lines[4...8] == [
                "changed anna@example.com", "  city \"Bad Godesberg am", "    Rhein\" → \"Rom\"",
                "  Kd-Nr. \"1\" → \"1000\"", "removed ben@example.com",
            ])
    }

    @Test func whatWasIsRedWhatIsIsGreen() throws {
        let line = try shown(width: 30, colour: true).split(separator: "\n")[5...6].joined(separator: "\n")
        #expect(
            line
                == "  city \u{1B}[31m\"Bad Godesberg am\u{1B}[0m\n    \u{1B}[31mRhein\"\u{1B}[0m → \u{1B}[32m\"Rom\"\u{1B}[0m"
        )
        #expect(try shown(colour: true).contains("\u{1B}[32m\"Rom\"\u{1B}[0m, Kd-Nr. \u{1B}[31m\"1\"\u{1B}[0m → "))
    }

    @Test func aLimitSaysHowManyThereAreBesides() throws {
        #expect(try shown(limit: 1).hasSuffix("→ \"1000\"\n… and 2 more changes\n"))
    }
}
