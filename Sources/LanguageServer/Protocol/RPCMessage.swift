import JSONRecords

/// A JSON-RPC 2.0 message from the client.
enum RPCMessage {
    case request(id: JSONValue, method: String, params: JSONValue)
    case notification(method: String, params: JSONValue)
    /// A response; this server never sends requests.
    case response

    /// - Throws: `parseError` for anything but JSON, `invalidRequest` for anything but a message.
    init(_ bytes: [UInt8]) throws(ResponseError) {
        let value: JSONValue
        do {
            value = try JSONValue(reading: bytes)
        } catch {
            throw ResponseError(.parseError, "line \(error.line): \(error.reason.words)")
        }
        guard value.isObject else { throw ResponseError(.invalidRequest, "a message must be an object") }
        guard let method = value["method"] else {
            guard value["result"] != nil || value["error"] != nil else {
                throw ResponseError(.invalidRequest, "a message must have a method")
            }
            self = .response
            return
        }
        guard let name = method.string else { throw ResponseError(.invalidRequest, "a method must be a string") }
        let params = value["params"] ?? .null
        switch value["id"] {
        case nil: self = .notification(method: name, params: params)
        case .number?, .string?: self = .request(id: value["id"] ?? .null, method: name, params: params)
        default: throw ResponseError(.invalidRequest, "an id must be a number or a string")
        }
    }

    static func result(_ value: JSONValue, id: JSONValue) -> JSONValue {
        ["jsonrpc": "2.0", "id": id, "result": value]
    }

    static func error(_ error: ResponseError, id: JSONValue) -> JSONValue {
        [
            "jsonrpc": "2.0", "id": id,
            "error": ["code": JSONValue(error.code.rawValue), "message": .string(error.message)],
        ]
    }

    static func notification(_ method: String, _ params: JSONValue) -> JSONValue {
        ["jsonrpc": "2.0", "method": .string(method), "params": params]
    }
}

/// Why a request has no result.
struct ResponseError: Error {
    /// The codes of JSON-RPC and of the Language Server Protocol.
    enum Code: Int {
        case parseError = -32700
        case invalidRequest = -32600
        case methodNotFound = -32601
        case invalidParams = -32602
        case serverNotInitialized = -32002
        case requestCancelled = -32800
        case requestFailed = -32803
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
