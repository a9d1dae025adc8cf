import SystemCalls

/// The functions of libpq. The library is loaded when the first server is reached: a program that works on folders
/// neither needs it nor waits for it.
struct LibPQ {
    typealias Handle = OpaquePointer
    typealias Result = OpaquePointer
    typealias Texts = UnsafePointer<UnsafePointer<CChar>?>
    typealias NoticeReceiver = @convention(c) (UnsafeMutableRawPointer?, Result?) -> Void

    let connect: @convention(c) (Texts?, Texts?, Int32) -> Handle?
    let beginConnecting: @convention(c) (Texts?, Texts?, Int32) -> Handle?
    let settings: @convention(c) (Handle?) -> UnsafeMutableRawPointer?
    let parse:
        @convention(c) (UnsafePointer<CChar>?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?)
            -> UnsafeMutableRawPointer?
    let freeSettings: @convention(c) (UnsafeMutableRawPointer?) -> Void
    let freeMemory: @convention(c) (UnsafeMutableRawPointer?) -> Void
    let finish: @convention(c) (Handle?) -> Void
    let status: @convention(c) (Handle?) -> Int32
    let errorMessage: @convention(c) (Handle?) -> UnsafePointer<CChar>?
    let needsPassword: @convention(c) (Handle?) -> Int32
    let usedPassword: @convention(c) (Handle?) -> Int32
    let socket: @convention(c) (Handle?) -> Int32
    let setNonBlocking: @convention(c) (Handle?, Int32) -> Int32
    let setNoticeReceiver:
        @convention(c) (Handle?, NoticeReceiver?, UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
    let send:
        @convention(c) (
            Handle?, UnsafePointer<CChar>?, Int32, UnsafePointer<UInt32>?, Texts?, UnsafePointer<Int32>?,
            UnsafePointer<Int32>?, Int32
        ) -> Int32
    let sendScript: @convention(c) (Handle?, UnsafePointer<CChar>?) -> Int32
    let setSingleRowMode: @convention(c) (Handle?) -> Int32
    let flush: @convention(c) (Handle?) -> Int32
    let consumeInput: @convention(c) (Handle?) -> Int32
    let isBusy: @convention(c) (Handle?) -> Int32
    let takeResult: @convention(c) (Handle?) -> Result?
    let clear: @convention(c) (Result?) -> Void
    let resultStatus: @convention(c) (Result?) -> Int32
    let errorField: @convention(c) (Result?, Int32) -> UnsafePointer<CChar>?
    let rowCount: @convention(c) (Result?) -> Int32
    let isNull: @convention(c) (Result?, Int32, Int32) -> Int32
    let length: @convention(c) (Result?, Int32, Int32) -> Int32
    let value: @convention(c) (Result?, Int32, Int32) -> UnsafePointer<CChar>?

    /// A setting of a connection, laid out as in libpq's header.
    struct Setting {
        let keyword: UnsafePointer<CChar>?
        let variable: UnsafePointer<CChar>?
        let compiled: UnsafePointer<CChar>?
        let value: UnsafePointer<CChar>?
        let label: UnsafePointer<CChar>?
        let display: UnsafePointer<CChar>?
        let displaySize: Int32
    }

    /// `CONNECTION_OK`.
    static let connected: Int32 = 0
    /// `PGRES_COMMAND_OK`, `PGRES_TUPLES_OK`, and `PGRES_SINGLE_TUPLE` for a single row of many.
    static let successes: Set<Int32> = [1, 2, 9]
    /// `PG_DIAG_SQLSTATE`, `PG_DIAG_SEVERITY_NONLOCALIZED` and `PG_DIAG_MESSAGE_PRIMARY`.
    static let (stateField, severityField, messageField) = (Int32(0x43), Int32(0x56), Int32(0x4D))

    /// Nil if the library is not installed.
    static let shared = try? LibPQ()

    private static let names = ["libpq.so.5", "libpq.5.dylib", "libpq.dylib"]
    private struct Absent: Error {}

    private init() throws {
        guard let library = Self.names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else {
            throw Absent()
        }
        // A symbol has no type: these are the types in libpq's header.
        func function<Function>(_ name: String) throws -> Function {
            guard let symbol = dlsym(library, name) else { throw Absent() }
            return unsafeBitCast(symbol, to: Function.self)
        }
        connect = try function("PQconnectdbParams")
        beginConnecting = try function("PQconnectStartParams")
        settings = try function("PQconninfo")
        parse = try function("PQconninfoParse")
        freeSettings = try function("PQconninfoFree")
        freeMemory = try function("PQfreemem")
        finish = try function("PQfinish")
        status = try function("PQstatus")
        errorMessage = try function("PQerrorMessage")
        needsPassword = try function("PQconnectionNeedsPassword")
        usedPassword = try function("PQconnectionUsedPassword")
        socket = try function("PQsocket")
        setNonBlocking = try function("PQsetnonblocking")
        setNoticeReceiver = try function("PQsetNoticeReceiver")
        send = try function("PQsendQueryParams")
        sendScript = try function("PQsendQuery")
        setSingleRowMode = try function("PQsetSingleRowMode")
        flush = try function("PQflush")
        consumeInput = try function("PQconsumeInput")
        isBusy = try function("PQisBusy")
        takeResult = try function("PQgetResult")
        clear = try function("PQclear")
        resultStatus = try function("PQresultStatus")
        errorField = try function("PQresultErrorField")
        rowCount = try function("PQntuples")
        isNull = try function("PQgetisnull")
        length = try function("PQgetlength")
        value = try function("PQgetvalue")
    }
}
