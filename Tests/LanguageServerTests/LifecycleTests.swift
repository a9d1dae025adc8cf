import JSONRecords
import Testing

@testable import LanguageServer

@Suite struct LifecycleTests {
    private func code(_ answer: JSONValue) -> Int? { answer["error"]?["code"]?.integer }

    @Test func nothingIsAnsweredBeforeInitialize() {
        let client = Client()
        #expect(code(client.answer("textDocument/hover", [:])) == -32002)
        #expect(code(client.answer("shutdown", .null)) == -32002)
        client.open("nonsense")
        #expect(client.notifications.isEmpty)
    }

    @Test func initializeSaysWhatTheServerCan() {
        let result = Client().request("initialize", ["capabilities": [:], "processId": .null])
        #expect(result["serverInfo"] == ["name": "cbs", "version": "1"])
        let capabilities = result["capabilities"]
        #expect(capabilities?["positionEncoding"] == "utf-16")
        #expect(capabilities?["textDocumentSync"]?["change"] == 2)
        for name in [
            "hover", "definition", "references", "documentHighlight", "rename", "documentFormatting", "documentSymbol",
            "foldingRange",
        ] {
            #expect(capabilities?["\(name)Provider"] == true)
        }
    }

    @Test(arguments: [
        (["utf-8", "utf-16"], "utf-8"), (["utf-16", "utf-8"], "utf-8"), (["utf-32"], "utf-16"), ([], "utf-16"),
    ])
    func theEncodingOfPositionsIsNegotiated(offered: [String], chosen: String) {
        let encodings = JSONValue.array(offered.map(JSONValue.string))
        let result = Client().request(
            "initialize", ["capabilities": ["general": ["positionEncodings": encodings]]])
        #expect(result["capabilities"]?["positionEncoding"] == .string(chosen))
    }

    @Test func initializeComesOnce() {
        #expect(code(Client.initialized().answer("initialize", [:])) == -32600)
    }

    @Test func afterShutdownOnlyExitIsTaken() {
        let client = Client.initialized()
        #expect(client.answer("shutdown", .null)["result"] == .null)
        #expect(code(client.answer("textDocument/hover", [:])) == -32600)
        #expect(code(client.answer("shutdown", .null)) == -32600)
        #expect(client.session.exitStatus == nil)
        client.notify("exit", .null)
        #expect(client.session.exitStatus == .success)
    }

    @Test func exitWithoutShutdownIsAFailure() {
        let client = Client.initialized()
        client.notify("exit", .null)
        #expect(client.session.exitStatus == .failure)
        let silent = Client()
        silent.notify("exit", .null)
        #expect(silent.session.exitStatus == .failure)
        #expect(Client.initialized().session.statusAtEnd == .failure)
    }

    @Test func unknownMethodsAreSaidToBeUnknown() {
        let client = Client.initialized()
        #expect(code(client.answer("textDocument/declaration", [:])) == -32601)
        #expect(code(client.answer("$/something", [:])) == -32601)
        client.notify("$/something", [:])
        client.notify("workspace/didChangeConfiguration", ["settings": .null])
        #expect(client.notifications.isEmpty)
    }

    @Test(
        arguments: [
            [:], ["textDocument": "x"], ["textDocument": ["uri": 1]], ["textDocument": ["uri": "file:///unknown.cbs"]],
            ["textDocument": ["uri": .string(Client.uri)]],
            ["textDocument": ["uri": .string(Client.uri)], "position": ["line": "1", "character": 0]],
            ["textDocument": ["uri": .string(Client.uri)], "position": ["line": .number("1.5"), "character": 0]],
        ] as [JSONValue])
    func parametersThatMakeNoSenseAreRefused(params: JSONValue) {
        #expect(code(Client.editing("groups").answer("textDocument/hover", params)) == -32602)
    }

    /// A position counts from 0 up to the largest number of the protocol: none is taken for another.
    @Test(arguments: ["-1", "-0.5", "2147483648", "9223372036854775807", "-9223372036854775808", "1e300", "\"0\""])
    func positionsThatCannotBeAreRefused(number: String) {
        let value: JSONValue = number.hasPrefix("\"") ? "0" : .number(number)
        let client = Client.editing("let x = 1\nprint $x")
        let zero: JSONValue = 0
        for (line, character) in [(value, zero), (zero, value)] {
            let position: JSONValue = ["line": line, "character": character]
            for method in [
                "completion", "hover", "definition", "references", "documentHighlight", "prepareRename", "rename",
            ] {
                let answer = client.answer(
                    "textDocument/\(method)",
                    ["textDocument": ["uri": .string(Client.uri)], "position": position, "newName": "y"])
                #expect(code(answer) == -32602, "\(method)")
            }
            let range: JSONValue = ["start": position, "end": position]
            let action = client.answer(
                "textDocument/codeAction", ["textDocument": ["uri": .string(Client.uri)], "range": range])
            #expect(code(action) == -32602)
            client.change([["range": range, "text": "nonsense"]])
        }
        #expect(client.session.documents[Client.uri]?.text.bytes == Array("let x = 1\nprint $x".utf8))
    }

    @Test(arguments: [(0, 999), (99, 0), (2_147_483_647, 2_147_483_647)])
    func positionsBeyondTheTextAreMoved(line: Int, character: Int) {
        let answer = Client.editing("groups").answer(
            "textDocument/completion",
            [
                "textDocument": ["uri": .string(Client.uri)],
                "position": ["line": JSONValue(line), "character": JSONValue(character)],
            ])
        #expect(answer["result"]?["items"]?.array != nil)
    }

    @Test func aRequestThatWasCancelledMeanwhileIsNotWorkedOn() {
        let client = Client.editing("groups")
        let request: JSONValue = ["jsonrpc": "2.0", "id": "a", "method": "textDocument/hover", "params": [:]]
        let cancel = RPCMessage.notification("$/cancelRequest", ["id": "a"])
        let answers = client.exchange(request.framed + cancel.framed)
        #expect(answers.count == 1 && answers[0]["id"] == "a" && code(answers[0]) == -32800)
        #expect(client.exchange(cancel.framed).isEmpty)
    }

    @Test func idsComeBackAsTheyWere() {
        let client = Client.initialized()
        for id in ["1", "-7", "12345678901234567890", "\"a\\u0062\""] {
            let body = "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"nothing\"}"
            let answer = client.exchange(Array("Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)).first
            let echoed = (answer?["id"]?.bytes).map { String(decoding: $0, as: UTF8.self) }
            #expect(echoed == id.replacing("\\u0062", with: "b"))
        }
    }

    @Test func answersOfTheClientArePassedOver() {
        let answer: JSONValue = ["jsonrpc": "2.0", "id": 1, "result": .null]
        #expect(Client.initialized().exchange(answer.framed).isEmpty)
    }
}
