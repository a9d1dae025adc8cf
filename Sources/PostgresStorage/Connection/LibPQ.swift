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

    private init() throws(SharedLibrary.Absent) {
        let library = try SharedLibrary("libpq.so.5", "libpq.5.dylib", "libpq.dylib")
        connect = try library.function("PQconnectdbParams")
        beginConnecting = try library.function("PQconnectStartParams")
        settings = try library.function("PQconninfo")
        parse = try library.function("PQconninfoParse")
        freeSettings = try library.function("PQconninfoFree")
        freeMemory = try library.function("PQfreemem")
        finish = try library.function("PQfinish")
        status = try library.function("PQstatus")
        errorMessage = try library.function("PQerrorMessage")
        needsPassword = try library.function("PQconnectionNeedsPassword")
        usedPassword = try library.function("PQconnectionUsedPassword")
        socket = try library.function("PQsocket")
        setNonBlocking = try library.function("PQsetnonblocking")
        setNoticeReceiver = try library.function("PQsetNoticeReceiver")
        send = try library.function("PQsendQueryParams")
        sendScript = try library.function("PQsendQuery")
        setSingleRowMode = try library.function("PQsetSingleRowMode")
        flush = try library.function("PQflush")
        consumeInput = try library.function("PQconsumeInput")
        isBusy = try library.function("PQisBusy")
        takeResult = try library.function("PQgetResult")
        clear = try library.function("PQclear")
        resultStatus = try library.function("PQresultStatus")
        errorField = try library.function("PQresultErrorField")
        rowCount = try library.function("PQntuples")
        isNull = try library.function("PQgetisnull")
        length = try library.function("PQgetlength")
        value = try library.function("PQgetvalue")
    }
}
