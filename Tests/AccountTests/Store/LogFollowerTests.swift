import Recipients
import Storage
import Testing

@testable import Account

/// What a reader of many manifests learns from a log that changes meanwhile.
@Suite struct LogFollowerTests {
    private let storage = MemoryStorage()

    private func line(_ sequence: Int, note: String? = nil, group: Int) -> [UInt8] {
        var entry = LogEntry(at: .earliest, action: .importRows, group: "g")
        entry.sequence = sequence
        entry.note = note
        entry.groupNumber = group
        return ChecksummedJSON.encode(entry)
    }

    private func writeLog(_ lines: [UInt8]...) throws {
        try storage.replace(StoreLayout.log, with: Array(lines.joined()))
    }

    @Test func ofAGrownLogTheNewLinesAreReported() throws {
        var follower = try LogFollower(storage)
        #expect(try follower.newOwners() == [])
        try writeLog(line(1, group: 1))
        #expect(try follower.newOwners() == [.group(1)])
        #expect(try follower.newOwners() == [])
        try storage.append(line(2, group: 2), to: StoreLayout.log)
        try storage.append(line(3, group: 3), to: StoreLayout.log)
        #expect(try follower.newOwners() == [.group(2), .group(3)])
        #expect(try follower.newOwners() == [])
    }

    /// An erasure makes lines shorter. With a new line, the log is longer than before, and that line begins before the
    /// place up to which the old one was read.
    @Test func aRewrittenLogIsNotTakenForAGrownOne() throws {
        let (long, short) = (line(1, note: "by anna@example.com", group: 1), line(1, note: "by", group: 1))
        let (next, other) = (line(2, group: 2), line(1, note: "by the others there", group: 1))
        #expect(short.count < long.count && short.count + next.count > long.count && other.count == long.count)
        for log in [short + next, short, other, other + next, []] {
            try writeLog(long)
            var follower = try LogFollower(storage)
            try writeLog(log)
            #expect(try follower.newOwners() == nil, "\(String(decoding: log, as: UTF8.self))")
        }
    }
}
