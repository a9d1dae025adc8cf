import SystemCalls
import TestSupport
import Testing

struct SyncAheadTests {
    private static let large = 64 << 20

    /// The system reports an error of writing to one sync only, so the last one may succeed although bytes were lost.
    @Test func anErrorOfAnEarlierSyncIsNotLost() throws {
        let folder = try TemporaryFolder()
        let whole = "\(folder.path)/whole"
        // The other thread may not have got far enough before the descriptor is that of the whole file.
        for attempt in 1...100 {
            var ends: [Int32] = [0, 0]
            #expect(pipe(&ends) == 0)
            defer { for end in ends { _ = close(end) } }
            let syncAhead = SyncAhead()
            // A pipe cannot be synced.
            syncAhead.note(Self.large, in: ends[1])
            usleep(UInt32(attempt) * 1000)
            let file = open(whole, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
            #expect(dup2(file, ends[1]) == ends[1])
            defer { _ = close(file) }
            do {
                try syncAhead.sync(ends[1])
            } catch {
                #expect(error == SystemError(EINVAL))
                return
            }
        }
        Issue.record("no error of an earlier sync was reported")
    }

    @Test(arguments: [0, large]) func theLastSyncReportsItsOwnError(size: Int) throws {
        let syncAhead = SyncAhead()
        if size > 0 { syncAhead.note(size, in: -1) }
        #expect(throws: SystemError(EBADF)) { try syncAhead.sync(-1) }
    }

    @Test func aFileThatIsGivenUpMayBeClosed() throws {
        let folder = try TemporaryFolder()
        let file = open("\(folder.path)/given-up", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        let syncAhead = SyncAhead()
        syncAhead.note(Self.large, in: file)
        syncAhead.stop()
        #expect(close(file) == 0)
    }
}
