import JSONRecords
import TestSupport
import Testing

@testable import LanguageServer

@Suite struct RobustnessTests {
    /// Messages of a conversation with bytes of their bodies changed, taken out and doubled: whatever they have become,
    /// the question after each of them is answered.
    @Test(arguments: 1...40)
    func spoiltMessagesAreSurvived(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let client = Client.editing("let x = 1\nprint \"😀 $x\"\nfor g in groups {\n    print $g.name\n}\n")
        for (index, body) in Self.bodies.enumerated() {
            let spoilt = Self.spoilt(body, &random)
            let question: JSONValue = ["jsonrpc": "2.0", "id": .string("question \(index)"), "method": "question"]
            let frame = Array("Content-Length: \(spoilt.count)\r\n\r\n".utf8) + spoilt
            let answers = client.exchange(frame + question.framed)
            if client.session.exitStatus != nil { return }
            #expect(
                answers.contains { $0["id"] == question["id"] && $0["error"] != nil },
                "seed \(seed), \(String(decoding: spoilt, as: UTF8.self))")
        }
    }

    private static let bodies: [[UInt8]] = {
        let place = #""textDocument":{"uri":"file:///scripts/main.cbs"},"position":{"line":1,"character":11}"#
        let range = #"{"start":{"line":0,"character":0},"end":{"line":1,"character":3}}"#
        let change =
            #"{"textDocument":{"uri":"file:///scripts/main.cbs","version":2},"contentChanges":[{"range":"#
            + range + #","text":"le\u0074 \ud83d\ude00"}]}"#
        let requests = [
            "completion", "hover", "definition", "formatting", "documentSymbol", "foldingRange", "references",
            "documentHighlight", "prepareRename", "documentLink", "semanticTokens/full",
        ].map {
            #"{"jsonrpc":"2.0","id":7,"method":"textDocument/\#($0)","params":{\#(place)}}"#
        }
        let action =
            #"{"jsonrpc":"2.0","id":7,"method":"textDocument/codeAction","params":{\#(place),"range":\#(range)}}"#
        let edit = #"{"jsonrpc":"2.0","method":"textDocument/didChange","params":\#(change)}"#
        return ([edit] + requests + [action, edit] + requests).map { Array($0.utf8) }
    }()

    private static func spoilt(_ body: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var body = body
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0..<body.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: body[place] = UInt8.random(in: 0...255, using: &random)
            case 1: body.remove(at: place)
            case 2: body.insert(body[place], at: place)
            default: body[place] = Array("0129-\"\\{}[],:".utf8).randomElement(using: &random) ?? 0
            }
        }
        return body
    }

    /// Any scripts at all, and every place in them.
    @Test(arguments: [
        "$", "\"", "'a", "print \"$", "print \"${a", "<<X", "import <<X into Y\n\u{0}", "\\", "# \r\r\n", "\u{FEFF}log",
        "for x in", "}", "((((", "a\u{301}\u{1F468}\u{200D}\u{1F469}", "show group \"", "--mode", "let = ", "\r", "",
    ])
    func everyPlaceOfAnyScriptIsAnswered(text: String) {
        let client = Client.editing(text)
        for line in 0...3 {
            for character in 0...text.utf16.count + 1 {
                #expect(client.ask("completion", line: line, character: character)["items"]?.array != nil)
                for method in ["hover", "definition", "references", "documentHighlight", "prepareRename"] {
                    let answer = client.ask(method, line: line, character: character)
                    #expect(answer == .null || answer.isObject || answer.array != nil)
                }
            }
        }
        #expect(client.ask("semanticTokens/full")["data"]?.array.map { $0.count % 5 } == 0)
        #expect(client.ask("documentLink").array != nil)
        #expect(client.ask("foldingRange").array != nil && client.ask("documentSymbol").array != nil)
    }
}
