import Synchronization
import SystemCalls

/// Stands between a program and the tests' server, and does something to one message: the Nth request, or the Nth
/// message of an answer, counted over all connections. Whatever comes after that goes through.
///
/// Sendable: whoever closes it first joins the thread, and nobody else touches that.
public final class ServerProxy: @unchecked Sendable {
    public enum Fault: CaseIterable, Sendable {
        /// The connection ends before the server gets the request.
        case requestCut
        /// The server gets the request after the program has given up and done what it does then.
        case requestLate
        /// The connection ends before the program gets the message.
        case answerCut
        /// The same, and no other connection can be made from then on.
        case answerCutForGood
        /// The program gets the message after it has given up.
        case answerLate
        /// The program gets the message twice.
        case answerTwice

        var isOfRequest: Bool { self == .requestCut || self == .requestLate }
    }

    private let folder: TemporaryFolder
    private let listener: Int32
    private let relay: Relay
    private let acceptor: WorkerThread?
    private let isClosed = Atomic(false)

    /// How long a program under test waits for an answer, and how long this holds back what is to come late.
    public static let patience = Duration.milliseconds(400)

    /// Whether the fault has happened.
    public var hasFired: Bool { relay.hasFired }

    /// How many requests the program has made.
    public var requestCount: Int { relay.requests.load(ordering: .relaxed) }
    /// How many bytes of requests the server has got.
    public var sentBytes: Int { relay.sent.load(ordering: .relaxed) }
    /// How many bytes of answers the program has got.
    public var receivedBytes: Int { relay.received.load(ordering: .relaxed) }

    /// A proxy that only counts.
    public convenience init(to server: TestServer) throws {
        try self.init(to: server, .requestCut, at: .max)
    }

    public init(to server: TestServer, _ fault: Fault, at number: Int) throws {
        folder = try TemporaryFolder()
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        relay = Relay(to: "\(server.folder)/.s.PGSQL.\(server.port)", fault, at: number)
        guard Relay.withAddress("\(folder.path)/.s.PGSQL.5432", { bind(listener, $0, $1) }) == 0,
            listen(listener, 16) == 0
        else { throw TemporaryFolder.Failed(call: "bind", errno: errno) }
        // The threads hold the relay and not this object, which would never go otherwise.
        acceptor = WorkerThread { [relay] in relay.accept(listener) }
    }

    deinit { close() }

    /// Ends all connections. What is on its way to the server has arrived there when this returns.
    public func close() {
        guard !isClosed.exchange(true, ordering: .relaxed) else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        acceptor?.join()
        closeSocket(listener)
    }

    /// The address of a database after this proxy.
    public var address: String { address(database: "postgres") }

    /// The address of a database after this proxy.
    public func address(database: String) -> String {
        let socket = folder.path.replacing("/", with: "%2F")
        return "postgresql://postgres@\(socket)/\(database)"
    }
}

/// What the threads of a proxy share.
private final class Relay: Sendable {
    private static let lateness: UInt32 = 600_000

    private let upstream: String
    private let fault: ServerProxy.Fault
    private let number: Int
    let requests = Atomic(0)
    private let answers = Atomic(0)
    let sent = Atomic(0)
    let received = Atomic(0)
    private let fired = Atomic(false)

    var hasFired: Bool { fired.load(ordering: .relaxed) }

    init(to upstream: String, _ fault: ServerProxy.Fault, at number: Int) {
        self.upstream = upstream
        self.fault = fault
        self.number = number
    }

    /// Carries what comes over each connection, until the listener is shut down.
    func accept(_ listener: Int32) {
        var threads: [WorkerThread] = []
        var sockets: [Int32] = []
        while true {
            let client = acceptConnection(listener)
            guard client >= 0 else { break }
            let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            let isGone = hasFired && fault == .answerCutForGood
            guard !isGone, Self.withAddress(upstream, { connect(server, $0, $1) }) == 0 else {
                closeSocket(client)
                closeSocket(server)
                continue
            }
            sockets += [client, server]
            threads += [
                WorkerThread { self.carryRequests(from: client, to: server) },
                WorkerThread { self.carryAnswers(from: server, to: client) },
            ].compactMap { $0 }
        }
        for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        for thread in threads { thread.join() }
        for socket in sockets { closeSocket(socket) }
    }

    private func end(_ client: Int32, _ server: Int32) {
        shutdown(client, Int32(SHUT_RDWR))
        shutdown(server, Int32(SHUT_RDWR))
    }

    private func isDue(_ count: borrowing Atomic<Int>, ofRequest: Bool) -> Bool {
        let reached = count.add(1, ordering: .relaxed).newValue
        guard ofRequest == fault.isOfRequest, reached == number else { return false }
        fired.store(true, ordering: .relaxed)
        return true
    }

    private func carryRequests(from client: Int32, to server: Int32) {
        defer { end(client, server) }
        guard let startup = Self.readMessage(client, hasType: false), Self.send(startup, to: server) else { return }
        var request: [UInt8] = []
        while let message = Self.readMessage(client, hasType: true) {
            request += message
            // A request ends with a Sync, or is a simple query; the farewell is none.
            guard [UInt8(ascii: "S"), UInt8(ascii: "Q"), UInt8(ascii: "X")].contains(message[0]) else { continue }
            if message[0] != UInt8(ascii: "X"), isDue(requests, ofRequest: true) {
                if fault == .requestLate {
                    usleep(Self.lateness)
                    _ = Self.send(request, to: server)
                    usleep(50_000)
                }
                return
            }
            guard Self.send(request, to: server) else { return }
            sent.add(request.count, ordering: .relaxed)
            request = []
        }
    }

    private func carryAnswers(from server: Int32, to client: Int32) {
        defer { end(client, server) }
        while let message = Self.readMessage(server, hasType: true) {
            guard isDue(answers, ofRequest: false) else {
                guard Self.send(message, to: client) else { return }
                received.add(message.count, ordering: .relaxed)
                continue
            }
            switch fault {
            case .answerTwice: guard Self.send(message + message, to: client) else { return }
            case .answerLate:
                usleep(Self.lateness)
                _ = Self.send(message, to: client)
            default: return
            }
        }
    }

    // MARK: Sockets

    private static func readMessage(_ socket: Int32, hasType: Bool) -> [UInt8]? {
        let header = hasType ? 5 : 4
        guard var message = readBytes(socket, header) else { return nil }
        let length = message[(header - 4)...].reduce(0) { $0 << 8 | Int($1) }
        guard length >= 4, let rest = readBytes(socket, length - 4) else { return nil }
        message += rest
        return message
    }

    private static func readBytes(_ socket: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes {
                recv(socket, $0.baseAddress.map { $0 + filled }, count - filled, 0)
            }
            if got <= 0 { return nil }
            filled += got
        }
        return bytes
    }

    private static func send(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                sendBytes(socket, $0.baseAddress.map { $0 + sent }, bytes.count - sent)
            }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }

    static func withAddress(_ path: String, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

private func acceptConnection(_ listener: Int32) -> Int32 { accept(listener, nil, nil) }

private func sendBytes(_ socket: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    send(socket, bytes, count, Int32(MSG_NOSIGNAL))
}

private func closeSocket(_ socket: Int32) { close(socket) }
