import JSONRecords
import Testing

@testable import LanguageServer

@Suite struct FramingTests {
    private func frames(_ pieces: [[UInt8]]) -> [MessageReader.Frame] {
        var reader = MessageReader()
        var found: [MessageReader.Frame] = []
        for piece in pieces {
            reader.append(piece)
            while let frame = reader.next() { found.append(frame) }
        }
        return found
    }

    private func frames(_ text: String) -> [MessageReader.Frame] { frames([Array(text.utf8)]) }

    private func message(_ text: String) -> MessageReader.Frame { .message(Array(text.utf8)) }

    @Test func messagesAreCutByTheirLength() {
        #expect(frames("Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\nnull") == [message("{}"), message("null")])
        #expect(frames("Content-Length: 0\r\n\r\n") == [message("")])
    }

    @Test func itDoesNotMatterHowTheBytesArrive() {
        let text = Array("Content-Length: 6\r\n\r\n\"größe\"".replacing("6", with: "9").utf8)
        let whole = frames([text + text])
        #expect(whole == [message("\"größe\""), message("\"größe\"")])
        #expect(frames((text + text).map { [$0] }) == whole)
        for cut in 1..<text.count * 2 {
            #expect(frames([Array((text + text)[..<cut]), Array((text + text)[cut...])]) == whole)
        }
    }

    @Test(arguments: [
        "content-length:2\r\n\r\n{}",
        "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}",
        "X-Other: a:b\r\nContent-Length:    2  \r\n\r\n{}",
        "Content-Length: 2\n\n{}",
        "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    ])
    func headersMayLookOtherwise(text: String) {
        #expect(frames(text) == [message("{}")])
    }

    @Test(arguments: [
        ("Content-Length: -5\r\n\r\n", "\"-5\" is not a valid Content-Length"),
        ("Content-Length: 99999999999999999999\r\n\r\n", "\"99999999999999999999\" is not a valid Content-Length"),
        ("Content-Length: 999999999999\r\n\r\n", "\"999999999999\" is not a valid Content-Length"),
        ("Content-Length: two\r\n\r\n", "\"two\" is not a valid Content-Length"),
        ("Content-Length: 2\r\nContent-Length: 3\r\n\r\n", "two Content-Lengths contradict each other"),
        ("Content-Type: x\r\n\r\n", "a header has no Content-Length"),
        ("rubbish\r\n\r\n", "a header line has no colon"),
        ("\r\n", "a header has no Content-Length"),
    ])
    func aBrokenHeaderCostsOneMessage(header: String, reason: String) {
        #expect(frames("\(header){\"lost\":1}Content-Length: 2\r\n\r\n{}") == [.malformed(reason), message("{}")])
        let bytes = Array("\(header)xyzContent-Length: 2\r\n\r\n{}".utf8)
        #expect(frames(bytes.map { [$0] }) == [.malformed(reason), message("{}")])
    }

    @Test func aHeaderWithoutEndIsGivenUp() {
        let endless = [UInt8](repeating: UInt8(ascii: "x"), count: 40 << 10)
        for start in ["", "Content-Length: 3\r\n", "Content-Length: 3"] {
            let found = frames([Array(start.utf8) + endless, endless, Array("Content-Length: 2\r\n\r\n{}".utf8)])
            #expect(found == [.malformed("a header is longer than 16384 bytes"), message("{}")], "\(start)")
        }
    }

    @Test(arguments: [
        ("{", -32700), ("nonsense", -32700), ("[]", -32600), ("3", -32600), ("{\"id\":{},\"method\":\"x\"}", -32600),
        ("{\"id\":null,\"method\":\"x\"}", -32600), ("", -32700),
        (String(repeating: "[", count: 100_000), -32700),
    ])
    func whatIsNoRequestIsAnError(body: String, code: Int) {
        let answers = Client().exchange(Array("Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8))
        #expect(answers.map { $0["error"]?["code"] } == [JSONValue(code)])
        #expect(answers.map { $0["id"] } == [.null])
    }

    @Test(arguments: ["{\"id\":1}", "{\"id\":1,\"method\":2}"])
    func aRequestWithoutAMethodIsAnsweredUnderItsID(body: String) {
        let answers = Client().exchange(Array("Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8))
        #expect(answers.map { $0["error"]?["code"] } == [-32600])
        #expect(answers.map { $0["id"] } == [1])
    }

    @Test func anErrorInAFrameDoesNotEndTheConversation() {
        let client = Client.initialized()
        #expect(client.exchange(Array("Content-Length: x\r\n\r\n".utf8)).first?["error"]?["code"] == -32700)
        #expect(client.request("shutdown", .null) == .null)
        client.notify("exit", .null)
        #expect(client.session.exitStatus == .success)
    }
}
