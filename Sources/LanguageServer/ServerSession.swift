public import CommandLanguage
import JSONRecords

/// A conversation with an editor in the Language Server Protocol 3.17: bytes in, bytes out.
///
/// The caller ends when `exitStatus` is known, or with `statusAtEnd` when no more bytes arrive.
public final class ServerSession {
    enum Phase {
        case uninitialized, running, shutDown
    }

    /// The status to end with; nil while the conversation continues.
    public private(set) var exitStatus: ExitStatus?

    let version: String
    let environment: any ServerEnvironment
    var phase = Phase.uninitialized
    var client = ClientCapabilities(.null)
    var documents: [String: Document] = [:]
    /// The documents whose problems must be sent again.
    var stale: Set<String> = []
    private var reader = MessageReader()
    private var output: [UInt8] = []

    /// - Parameters:
    ///   - version: The version of the program, for the client's logs.
    ///   - environment: What the server needs from the machine.
    public init(version: String, environment: some ServerEnvironment) {
        self.version = version
        self.environment = environment
    }

    /// The status to end with if the client has gone without an `exit`.
    public var statusAtEnd: ExitStatus { phase == .shutDown ? .success : .failure }

    /// Takes bytes that have arrived, and returns those to be sent. The problems of a document are sent once for
    /// changes that arrive together, and a request that has been cancelled in the meantime is not executed.
    public func receive(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        reader.append(bytes)
        var messages: [Result<RPCMessage, UnreadableMessage>] = []
        while let frame = reader.next() { messages.append(Self.message(of: frame)) }
        let cancelled = Self.cancelled(in: messages)
        for message in messages where exitStatus == nil { handle(message, cancelled) }
        if exitStatus == nil { publishProblems() }
        defer { output = [] }
        return output
    }

    func send(_ message: JSONValue) {
        output += message.framed
    }

    private static func message(of frame: MessageReader.Frame) -> Result<RPCMessage, UnreadableMessage> {
        switch frame {
        case .malformed(let reason): return .failure(UnreadableMessage(.parseError, reason))
        case .message(let bytes):
            do {
                return .success(try RPCMessage(bytes))
            } catch {
                return .failure(error)
            }
        }
    }

    private static func cancelled(in messages: [Result<RPCMessage, UnreadableMessage>]) -> Set<JSONValue> {
        Set(
            messages.compactMap { message in
                guard case .success(.notification("$/cancelRequest", let params)) = message else { return nil }
                return params["id"]
            })
    }

    private func handle(_ message: Result<RPCMessage, UnreadableMessage>, _ cancelled: Set<JSONValue>) {
        switch message {
        case .failure(let unreadable): send(RPCMessage.error(unreadable.error, id: unreadable.id))
        case .success(.response): break
        case .success(.request(let id, let method, let params)):
            // The problems from changes before a request are sent before its answer, however the bytes arrive.
            publishProblems()
            do throws(ResponseError) {
                if cancelled.contains(id) { throw ResponseError(.requestCancelled, "cancelled") }
                send(RPCMessage.result(try answer(method, params), id: id))
            } catch {
                send(RPCMessage.error(error, id: id))
            }
        case .success(.notification("exit", _)): exitStatus = statusAtEnd
        case .success(.notification(let method, let params)):
            guard phase == .running else { break }
            do throws(ResponseError) {
                try take(method, params)
            } catch {
                send(
                    RPCMessage.notification(
                        "window/logMessage", ["type": 1, "message": .string("\(method): \(error.message)")]))
            }
        }
    }
}

/// What the server needs from the machine it runs on. Its answers come only from here and from the open documents.
public protocol ServerEnvironment: FileReading {
    /// The paths of files and folders that begin with a text, relative to a folder; those of folders end with `/`.
    func files(beginningWith prefix: String, in folder: String) -> [String]
}
