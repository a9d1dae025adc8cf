import Foundation
import Testing

/// What Tab shows, and what it leaves alone.
@Suite(.serialized) struct CompletionDisplayTests {
    private static let list =
        "email,firstname,city,Kd Nr\n"
        + (1...150).map { "p\($0)@example.com,Name \($0),\($0 % 2 == 0 ? "Köln" : "Bad Ems"),\($0)\n" }.joined()

    private func session(columns: Int) throws -> (TerminalSession, InteractiveWorkplace) {
        let place = try InteractiveWorkplace()
        try place.write(Self.list, to: "my list.csv")
        let session = try place.session(columns: columns)
        try session.enter("import \"my list.csv\" into new group Kunden", expecting: "150 added")
        return (session, place)
    }

    /// Types, presses Tab, and waits until the line is there below the list, or as it was.
    private func tab(_ session: TerminalSession, _ text: String, expecting listed: String) throws {
        session.type("\u{15}\(text)\t")
        try session.wait("the list for \(text)") { $0.contains(listed) && $0.hasSuffix("> \(text)") }
    }

    @Test(arguments: [60, 80, 100, 200])
    func quotationMarksStayAndValuesAreOffered(columns: Int) throws {
        let (session, _) = try session(columns: columns)
        session.type("recipients of Kunden where firstname = \"a\t")
        session.type("bc")
        try session.wait("the text as it was") { $0.replacing("\n", with: "").hasSuffix("firstname = \"abc") }
        session.type("\u{15}recipients of Kunden where city = \"B\t")
        try session.wait("the only city") { $0.replacing("\n", with: "").hasSuffix("city = \"Bad Ems\" ") }
        session.type("\u{15}restore 1 where status = \"un\t")
        try session.wait("the status") { $0.replacing("\n", with: "").hasSuffix("status = \"unsubscribed\" ") }
        session.type("\u{15}backups where group = \"K\t")
        try session.wait("the group") { $0.replacing("\n", with: "").hasSuffix("group = \"Kunden\" ") }
        session.type("\u{15}import \"my list.csv\" into Kunden --map \"Kd\t")
        try session.wait("the column") { $0.replacing("\n", with: "").hasSuffix("--map \"Kd Nr\"=") }
        session.type("\u{15}for g in groups { print \"$g.na\t")
        try session.wait("the member") { $0.replacing("\n", with: "").hasSuffix("print \"$g.name") }
    }

    @Test(arguments: [60, 80, 100, 200])
    func theNewestBackupsAreListedLast(columns: Int) throws {
        let (session, place) = try session(columns: columns)
        try place.write((1...12).map { "import \"my list.csv\" into new group G\($0)\n" }.joined(), to: "b.cbs")
        try session.enter("run b.cbs", expecting: "\n")
        try session.enter("print count(backups) > 10", expecting: "\ntrue\n")
        try tab(session, "restore ", expecting: "earlier; Tab shows them")
        func listed() -> [[Substring]] {
            session.text.components(separatedBy: "\n").dropLast().suffix(10).map { $0.split(separator: " ") }
        }
        let ids = listed().compactMap { $0.first.flatMap { Int($0) } }
        #expect(ids.count == 10 && ids == ids.sorted())
        #expect(session.text.components(separatedBy: "\n").allSatisfy { $0.count <= columns })
    }

    /// A text that stands for others is not an address that somebody has typed.
    @Test func onlyAddressesAreRemembered() throws {
        let (session, _) = try session(columns: 80)
        try session.enter("for i in (1, 2) { print \"zoe$i@example.com\" }", expecting: "zoe2@example.com\n")
        try session.enter("print count(recipients of Kunden where email ~ \"zoe*@example.com\")", expecting: "\n0\n")
        try session.enter("print \"zoe@example.com\"", expecting: "\nzoe@example.com\n")
        session.type("find z\t")
        try session.wait("the only address") { $0.hasSuffix("> find zoe@example.com ") }
    }

    /// Of many candidates, those are listed that the window has room for; all of them if they are asked for again.
    @Test func nothingScrollsOffUnasked() throws {
        let place = try InteractiveWorkplace()
        let names = (100...190).map { "\"\($0 % 2 == 0 ? "a" : "b")-group-with-a-long-name-number-\($0)\"" }.joined(
            separator: ", ")
        try place.write("for n in (\(names)) { create group $n }\n", to: "groups.cbs")
        let session = try place.session(columns: 60)
        try session.enter("run groups.cbs", expecting: "number-190")
        try tab(session, "show group ", expecting: "more; Tab shows them")
        let list = session.text.components(separatedBy: "> show group\n").last ?? ""
        #expect(list.split(separator: "\n").count < 30, "\(list)")
        #expect(list.contains("number-100"))
        #expect(!list.contains("number-189"))
        session.type("\t")
        try session.wait("all of them") { $0.components(separatedBy: "number-189").count > 2 }
    }

    @Test func addressesThatWereTypedAreOffered() throws {
        let (session, _) = try session(columns: 80)
        try session.enter("print \"zoe@example.com\"", expecting: "\nzoe@example.com\n")
        session.type("add recipient z\t")
        try session.wait("the address") { $0.hasSuffix("add recipient zoe@example.com ") }
        session.type("\u{15}show recipient p10\t")
        try session.wait("the list") { $0.contains("p100@example.com") }
    }
}
