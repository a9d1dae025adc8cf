import JSONRecords

/// A JSON-RPC 2.0 message from the client.
enum RPCMessage {
    case request(id: JSONValue, method: String, params: JSONValue)
    case notification(method: String, params: JSONValue)
    /// A response; this server never sends requests.
    case response

    /// - Throws: `parseError` for anything but JSON, `invalidRequest` for anything but a message.
    init(_ bytes: [UInt8]) throws(UnreadableMessage) {
        let value: JSONValue
        do {
            value = try JSONValue(reading: bytes)
        } catch {
            throw UnreadableMessage(.parseError, "line \(error.line): \(error.reason.words)")
        }
        guard value.isObject else { throw UnreadableMessage(.invalidRequest, "a message must be an object") }
        let id = value["id"].flatMap { $0.isRequestID ? $0 : nil }
        guard let method = value["method"] else {
            guard value["result"] != nil || value["error"] != nil else {
                throw UnreadableMessage(.invalidRequest, "a message must have a method", id: id)
            }
            self = .response
            return
        }
        guard let name = method.string else {
            throw UnreadableMessage(.invalidRequest, "a method must be a string", id: id)
        }
        let params = value["params"] ?? .null
        if let id {
            self = .request(id: id, method: name, params: params)
        } else if value["id"] == nil {
            self = .notification(method: name, params: params)
        } else {
            throw UnreadableMessage(.invalidRequest, "an id must be a number or a string")
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

extension JSONValue {
    fileprivate var isRequestID: Bool {
        switch self {
        case .number, .string: true
        default: false
        }
    }
}

/// Bytes that are not a message, and the answer to them.
struct UnreadableMessage: Error {
    let error: ResponseError
    /// The id of the message; null if it cannot be told.
    let id: JSONValue

    init(_ code: ResponseError.Code, _ message: String, id: JSONValue? = nil) {
        error = ResponseError(code, message)
        self.id = id ?? .null
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
