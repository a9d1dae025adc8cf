import CommandLanguage
import Testing

@testable import Interpreter

struct StatementTextTests {
    @Test(arguments: [
        "Kunden", "Kunden#2", "xt:commerce", "a b", "to", "GROUP", "#1", "--x", "-", "a\"b", "a$b", "a\\", "ä'ö", "3",
        "a,b",
        "Via", "new", "(x)", "a;b", "{", "e-mail@x.de",
    ])
    func namesReadBackTheSame(name: String) throws {
        let statement = "create group \(StatementText.name(name))\ndelete group \(StatementText.name(name))"
        let laboratory = try Laboratory()
        try laboratory.run(statement)
        #expect(laboratory.recording.results.map { $0.record["group"] } == [.text(name), .text(name)])
    }
}
