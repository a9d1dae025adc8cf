import Synchronization
import SystemCalls

/// A connection to a server. Only one thread may use it at a time.
final class PostgresConnection {
    private let library: LibPQ
    private let handle: LibPQ.Handle
    private let address: ServerAddress
    /// Whether the server has sent a warning.
    private let warnings = Warnings()
    /// How long the server may stay silent while an answer is due.
    private let patience: Duration

    /// Long compared with our statements, which are short, and short compared with the time that the system takes to
    /// notice that the other end is gone.
    static let usualPatience = Duration.seconds(60)

    private final class Warnings {
        let happened = Atomic(false)
    }

    /// Connects. That takes at most five seconds per host unless the user has set another limit.
    init(_ address: ServerAddress, patience: Duration = usualPatience) throws(PostgresError) {
        guard let library = LibPQ.shared else { throw .noLibrary }
        try Self.check(address, library)
        let settings = Self.settings(address, library)
        let handle = Self.withTexts(settings) { library.connect($0, $1, 1) }
        guard let handle else { throw .unreachable("out of memory", .unknown) }
        guard library.status(handle) == LibPQ.connected else {
            defer { library.finish(handle) }
            throw .unreachable(
                Self.message(library.errorMessage(handle), address), Self.circumstance(of: handle, library))
        }
        self.library = library
        self.handle = handle
        self.address = address
        self.patience = patience
        _ = library.setNonBlocking(handle, 1)
        let receiver: LibPQ.NoticeReceiver = { warnings, notice in
            guard let warnings, let library = LibPQ.shared,
                let severity = library.errorField(notice, LibPQ.severityField), strcmp(severity, "WARNING") == 0
            else { return }
            Unmanaged<Warnings>.fromOpaque(warnings).takeUnretainedValue().happened.store(true, ordering: .relaxed)
        }
        _ = library.setNoticeReceiver(handle, receiver, Unmanaged.passUnretained(warnings).toOpaque())
    }

    deinit {
        library.finish(handle)
    }

    /// Whether the server has ended the connection, as far as that is known without asking it. No statement may be
    /// running: then nothing that was sent is still on its way.
    var hasEnded: Bool {
        // What is read first may be a notice, or why the server ends.
        for _ in 0..<Self.lastWords {
            var waiting = pollfd(fd: library.socket(handle), events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 0) > 0 else { return false }
            if library.consumeInput(handle) == 0 { return true }
        }
        return false
    }

    /// More reads than a server's last messages need.
    private static let lastWords = 10

    // MARK: Statements

    /// Runs a statement, which is a transaction of its own unless one was begun.
    ///
    /// - Parameter each: Called with the rows one by one as they arrive, so that they need not all be in memory; nil to
    ///   get them all.
    @discardableResult
    func execute(
        _ statement: String,
        _ parameters: [PostgresValue] = [],
        each: ((PostgresRows) -> Void)? = nil
    ) throws(PostgresError) -> PostgresRows {
        var bytes: [UInt8] = []
        var places: [Range<Int>?] = []
        var lengths: [Int32] = []
        for parameter in parameters {
            let start = bytes.count
            places.append(try parameter.append(to: &bytes) ? start..<bytes.count : nil)
            lengths.append(try PostgresValue.length(bytes.count - start))
        }
        // Gives an empty value at the end an address too.
        bytes.append(0)
        let formats = [Int32](repeating: 1, count: parameters.count)
        let isSent = bytes.withUnsafeBytes { bytes in
            let values = places.map { place in
                place.flatMap { bytes.baseAddress?.advanced(by: $0.lowerBound).assumingMemoryBound(to: CChar.self) }
            }
            return library.send(
                handle, statement, Int32(parameters.count), parameters.map(\.type), values, lengths, formats, 1)
        }
        if isSent == 1, each != nil { _ = library.setSingleRowMode(handle) }
        return try finish(isSent: isSent == 1, each: each)
    }

    /// Runs several statements as one transaction.
    func executeScript(_ statements: String) throws(PostgresError) {
        _ = try finish(isSent: library.sendScript(handle, statements) == 1)
    }

    private func finish(
        isSent: Bool,
        each: ((PostgresRows) -> Void)? = nil
    ) throws(PostgresError) -> PostgresRows {
        guard isSent else { throw lost() }
        warnings.happened.store(false, ordering: .relaxed)
        try flush()
        var rows: PostgresRows?
        var problem: PostgresError?
        while let result = try nextResult() {
            if LibPQ.successes.contains(library.resultStatus(result)) {
                let found = PostgresRows(library, result, hasWarning: warnings.happened.load(ordering: .relaxed))
                // A statement has one result; in single-row mode, its first row stands for it.
                rows = rows ?? found
                if found.count > 0 { each?(found) }
                continue
            }
            defer { library.clear(result) }
            let state = library.errorField(result, LibPQ.stateField).map { String(cString: $0) }
            let message = Self.message(library.errorField(result, LibPQ.messageField), address)
            // An error without a state comes from libpq: the connection is gone.
            problem = problem ?? state.map { PostgresError(state: $0, message) } ?? lost()
        }
        if let problem { throw problem }
        guard let rows, library.status(handle) == LibPQ.connected else { throw lost() }
        return rows
    }

    private func flush() throws(PostgresError) {
        while true {
            switch library.flush(handle) {
            case 0: return
            case 1:
                // The server may have to send something before it accepts more.
                let found = try wait(for: POLLIN | POLLOUT)
                if found & Int32(POLLIN) != 0, library.consumeInput(handle) == 0 { throw lost() }
            default: throw lost()
            }
        }
    }

    private func nextResult() throws(PostgresError) -> LibPQ.Result? {
        while library.isBusy(handle) != 0 {
            _ = try wait(for: POLLIN)
            if library.consumeInput(handle) == 0 { throw lost() }
        }
        return library.takeResult(handle)
    }

    /// Waits for the server.
    ///
    /// - Parameter events: `POLLIN`, `POLLOUT`.
    /// - Returns: The events that occurred.
    private func wait(for events: Int32) throws(PostgresError) -> Int32 {
        let end = ContinuousClock.now + patience
        while true {
            var waiting = pollfd(fd: library.socket(handle), events: Int16(events), revents: 0)
            let left = max(.zero, end - .now)
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
            let count = poll(&waiting, 1, Int32(milliseconds))
            if count > 0 { return Int32(waiting.revents) }
            if count < 0, errno != EINTR { throw lost() }
            if count == 0 { throw .lost("the server has not answered for \(patience.components.seconds) seconds") }
        }
    }

    private func lost() -> PostgresError {
        .lost(Self.message(library.errorMessage(handle), address))
    }

    // MARK: Settings

    /// Refuses an address that libpq cannot parse.
    private static func check(_ address: ServerAddress, _ library: LibPQ) throws(PostgresError) {
        var problem: UnsafeMutablePointer<CChar>?
        let settings = library.parse(address.connection, &problem)
        defer {
            library.freeSettings(settings)
            library.freeMemory(problem)
        }
        if settings == nil { throw .malformed(message(problem.map { UnsafePointer($0) }, address)) }
    }

    /// The settings that apply unless the user has set others. Of two settings with the same name the later one counts.
    private static func settings(_ address: ServerAddress, _ library: LibPQ) -> [(String, String)] {
        var settings = [
            ("fallback_application_name", "cbs"), ("client_encoding", "UTF8"), ("keepalives_idle", "30"),
            ("keepalives_interval", "10"), ("keepalives_count", "3"), ("dbname", address.connection),
        ]
        if !isTimeoutSet(address, library) { settings.insert(("connect_timeout", "5"), at: 0) }
        return settings
    }

    /// Whether the environment, a service or the address sets a time limit for connecting. libpq is asked, by an
    /// attempt to connect that is abandoned at once.
    private static func isTimeoutSet(_ address: ServerAddress, _ library: LibPQ) -> Bool {
        if getenv("PGCONNECT_TIMEOUT") != nil { return true }
        guard getenv("PGSERVICE") != nil || address.namesService else { return false }
        guard let handle = withTexts([("dbname", address.connection)], { library.beginConnecting($0, $1, 1) }) else {
            return false
        }
        defer { library.finish(handle) }
        return setting("connect_timeout", of: handle, library) != nil
    }

    /// What is known about a connection that could not be made.
    private static func circumstance(of handle: LibPQ.Handle, _ library: LibPQ) -> PostgresError.Circumstance {
        // libpq reports that a password was used even where it was only asked for one.
        if library.needsPassword(handle) != 0 { return .needsPassword }
        // It tells this of the last server only, which may have accepted the password and be a standby.
        let hosts = setting("host", of: handle, library) ?? setting("hostaddr", of: handle, library)
        if hosts?.contains(",") == true { return .severalServers }
        return library.usedPassword(handle) != 0 ? .usedPassword : .unknown
    }

    /// The value of a connection's setting, wherever it comes from; nil if it has none.
    private static func setting(_ name: String, of handle: LibPQ.Handle, _ library: LibPQ) -> String? {
        guard let settings = library.settings(handle) else { return nil }
        defer { library.freeSettings(settings) }
        // An array of libpq's records; the last one has no name.
        var next = settings.assumingMemoryBound(to: LibPQ.Setting.self)
        while let keyword = next.pointee.keyword {
            if strcmp(keyword, name) == 0 { return next.pointee.value.map { String(cString: $0) } }
            next += 1
        }
        return nil
    }

    private static func withTexts<Result>(
        _ settings: [(String, String)],
        _ body: (LibPQ.Texts, LibPQ.Texts) -> Result
    ) -> Result {
        let names = settings.map { strdup($0.0) }
        let values = settings.map { strdup($0.1) }
        defer { for text in names + values { free(text) } }
        let ended = { (texts: [UnsafeMutablePointer<CChar>?]) in texts.map { UnsafePointer($0) } + [nil] }
        return body(ended(names), ended(values))
    }

    /// What libpq or the server said, on one line and without passwords.
    private static func message(_ text: UnsafePointer<CChar>?, _ address: ServerAddress) -> String {
        address.hidingPasswords(in: oneLine(text.map { String(cString: $0) } ?? ""))
    }

    /// A message on one line, as a part of a sentence: without a full stop at its end.
    static func oneLine(_ text: String) -> String {
        var message = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard !words.isEmpty else { continue }
            let isIndented = line.first?.isWhitespace ?? false
            message += (message.isEmpty ? "" : separator(between: message, words, isIndented)) + words
        }
        if message.hasSuffix("."), !message.hasSuffix("..") { message.removeLast() }
        return message
    }

    /// What takes the place of a line break between two sentences, or within one, where the next line is indented.
    private static func separator(between line: String, _ next: String, _ isIndented: Bool) -> String {
        if let last = line.last, ".?!:;,".contains(last) { return " " }
        if isIndented, next.first?.isLowercase == true { return " " }
        return next.first?.isUppercase == true ? ". " : "; "
    }
}
