import CommandLanguage
import JSONRecords
import Recipients

@testable import LanguageServer

/// An editor that holds a conversation with a session of the server.
final class Client {
    static let uri = "file:///scripts/main.cbs"

    /// A machine whose files are in a dictionary.
    struct Machine: ServerEnvironment {
        var contents: [String: String] = [:]

        func contents(of path: String) throws(Failure) -> [UInt8] {
            guard let text = contents[path] else { throw Failure(.unreadableFile, "cannot read \"\(path)\"") }
            return Array(text.utf8)
        }

        func identity(of path: String) -> String { path }

        var homeFolder: String? { "/home/somebody" }

        func files(beginningWith prefix: String, in folder: String) -> [String] {
            contents.keys.filter { $0.hasPrefix("\(folder)/\(prefix)") }.sorted().map { path in
                String(path.dropFirst(folder.count + 1))
            }
        }
    }

    let session: ServerSession
    private var lastID = 0
    /// What the server has sent and nobody has asked for yet.
    private(set) var notifications: [JSONValue] = []

    init(files: [String: String] = [:]) {
        session = ServerSession(version: "1", environment: Machine(contents: files))
    }

    /// A client that is through with the greeting.
    static func initialized(files: [String: String] = [:], encodings: JSONValue = ["utf-16"]) -> Client {
        let client = Client(files: files)
        _ = client.request("initialize", ["capabilities": capabilities(encodings)])
        client.notify("initialized", [:])
        return client
    }

    /// One that has opened a document.
    static func editing(_ text: String, files: [String: String] = [:], encodings: JSONValue = ["utf-16"]) -> Client {
        let client = initialized(files: files, encodings: encodings)
        client.open(text)
        return client
    }

    /// One that has opened a document and shows no markup.
    static func plain(editing text: String) -> Client {
        let client = Client()
        _ = client.request("initialize", ["capabilities": [:]])
        client.open(text)
        return client
    }

    private static func capabilities(_ encodings: JSONValue) -> JSONValue {
        [
            "general": ["positionEncodings": encodings],
            "textDocument": [
                "rename": ["prepareSupport": true],
                "hover": ["contentFormat": ["markdown", "plaintext"]],
                "completion": ["completionItem": ["documentationFormat": ["markdown"]]],
                "publishDiagnostics": ["relatedInformation": true],
                "documentSymbol": ["hierarchicalDocumentSymbolSupport": true],
            ],
        ]
    }

    // MARK: Messages

    /// Sends bytes and returns the messages that come back.
    func exchange(_ bytes: [UInt8]) -> [JSONValue] {
        var reader = MessageReader()
        reader.append(session.receive(bytes))
        var messages: [JSONValue] = []
        while case .message(let body)? = reader.next() {
            if let value = try? JSONValue(reading: body) { messages.append(value) }
        }
        return messages
    }

    /// Sends a request and returns its whole answer.
    func answer(_ method: String, _ params: JSONValue) -> JSONValue {
        lastID += 1
        let id = JSONValue(lastID)
        let request: JSONValue = ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": params]
        let messages = exchange(request.framed)
        notifications += messages.filter { $0["method"] != nil }
        return messages.first { $0["id"] == id } ?? .null
    }

    /// Sends a request and returns its result, or null for an error.
    func request(_ method: String, _ params: JSONValue) -> JSONValue {
        answer(method, params)["result"] ?? .null
    }

    func notify(_ method: String, _ params: JSONValue) {
        notifications += exchange(RPCMessage.notification(method, params).framed)
    }

    // MARK: Documents

    func open(_ text: String, uri: String = Client.uri) {
        notify(
            "textDocument/didOpen",
            ["textDocument": ["uri": .string(uri), "languageId": "cbs", "version": 1, "text": .string(text)]])
    }

    func change(_ changes: JSONValue, version: Int = 2, uri: String = Client.uri) {
        notify(
            "textDocument/didChange",
            ["textDocument": ["uri": .string(uri), "version": JSONValue(version)], "contentChanges": changes])
    }

    /// Asks about the whole document.
    func ask(_ method: String) -> JSONValue {
        request("textDocument/\(method)", ["textDocument": ["uri": .string(Self.uri)]])
    }

    /// Asks about a place of the document.
    func ask(_ method: String, line: Int, character: Int) -> JSONValue {
        request(
            "textDocument/\(method)",
            [
                "textDocument": ["uri": .string(Self.uri)],
                "position": ["line": JSONValue(line), "character": JSONValue(character)],
            ])
    }

    /// The problems that the server told of last, and forgets what it told before.
    func problems(of uri: String = Client.uri) -> [JSONValue] {
        let told = notifications.last {
            $0["method"] == "textDocument/publishDiagnostics" && $0["params"]?["uri"] == .string(uri)
        }
        notifications = []
        return told?["params"]?["diagnostics"]?.array ?? []
    }
}

extension JSONValue {
    /// A range as `1:0-1:5`.
    var place: String {
        func position(_ name: String) -> String {
            "\(self[name]?["line"]?.integer ?? -1):\(self[name]?["character"]?.integer ?? -1)"
        }
        return "\(position("start"))-\(position("end"))"
    }
}
