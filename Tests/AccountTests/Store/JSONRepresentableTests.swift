import Foundation
import JSONRecords
import Recipients
import Snapshots
import Testing

@testable import Account

/// How manifests and logs are written as JSON.
@Suite struct JSONRepresentableTests {
    private func read<Value: JSONRepresentable>(_ text: String, as type: Value.Type) throws -> Value {
        try Value(json: JSONValue(reading: Array(text.utf8)))
    }

    private func text(_ value: some JSONRepresentable) -> String {
        String(decoding: value.json.bytes, as: UTF8.self)
    }

    private func written(_ at: Instant) -> LogEntry {
        var entry = LogEntry(at: at, action: .importRows, group: "a/b \"c\" \\ ö 😀", note: "\n\r\t\u{8}\u{1}\u{7F}")
        entry.sequence = 7
        entry.recipients = -3
        entry.backup = 2
        entry.user = ""
        entry.file = "x.csv"
        entry.undone = 1
        entry.groupNumber = 4
        entry.highestGroup = .max
        return entry
    }

    /// A group that has everything that a group can have.
    private func group(_ at: Instant) -> GroupManifest {
        let checksum = Checksum(of: UnsafeRawBufferPointer(start: nil, count: 0))
        let leavers = LeaverRegister(AddressHash(), [3: at, .max: at])
        var group = GroupManifest(number: 4, name: "N", created: at)
        group.writer = ManifestWriter(epoch: 9)
        group.deleted = at
        group.columns = ["city", "ä"]
        group.fields = ["ä"]
        group.state.segments = [1, 2]
        group.state.counts = StatusCounts(active: 1, inactive: 2, unsubscribed: 3)
        group.leavers = leavers
        group.expired = [GroupManifest.ExpiredBackup(id: 1, created: at, at: at)]
        group.segments = [SegmentReference(number: 1, bytes: 100, checksum: checksum, rows: 6)]
        group.journal = written(at)
        for reason in BackupReason.allCases {
            var backup = GroupManifest.Backup(
                id: group.backups.count + 2, before: group, reason: reason, created: at, sequence: 5)
            backup.after = GroupManifest.After(state: group.state, fields: ["ä"])
            backup.event = reason == .deleteGroup ? .deleted : .created
            backup.undoes = 1
            backup.forgotten = leavers
            backup.isRedo = true
            backup.isUndoneForGood = true
            group.backups.append(backup)
        }
        return group
    }

    @Test func aManifestThatIsWrittenIsRead() throws {
        let at = try #require(Instant("2026-01-31T10:00:00.25Z"))
        let group = group(at)
        #expect(try read(text(group), as: GroupManifest.self) == group)
        let bare = GroupManifest(number: 1, name: "", created: at)
        #expect(try read(text(bare), as: GroupManifest.self) == bare)

        var account = AccountManifest()
        #expect(try read(text(account), as: AccountManifest.self) == account)
        var register = AddressRegister()
        try register.note(EmailAddress("a@example.com"), at: at)
        account.identity = RandomDigits.make()
        account.writer = ManifestWriter(epoch: 3)
        account.copy = CopyMark(epoch: 1, sequence: 2, records: 3)
        account.retentionSeconds = 86_400
        account.guardAction = .refuse
        account.timeZone = "Europe/Berlin"
        account.simulatedNow = at
        account.seen = SeenTime(last: at, leap: at)
        account.steadyClock = SteadyClock(system: at, account: .latest, before: nil)
        account.removedGroups = NumberSet([1, 2, 3, 7])
        account.erasures = register
        account.pendingErasures = [
            PendingErasure(hash: 5, files: ["log.jsonl"]), PendingErasure(hash: 6, isLogged: true),
        ]
        account.unfinishedErasure = "a@example.com"
        account.journal = written(at)
        #expect(try read(text(account), as: AccountManifest.self) == account)
    }

    /// Equal values have the same text, and any program can read it.
    @Test func membersAreInTheOrderOfTheirNames() throws {
        let at = try #require(Instant("2026-01-31T10:00:00Z"))
        for json in [group(at).json, written(at).json, ["b": 1, "ä": 2, "B": 3].json] {
            #expect(areInOrder(json))
            let read = try JSONSerialization.jsonObject(with: Data(json.bytes))
            #expect(try JSONSerialization.data(withJSONObject: read).count > 0)
        }
    }

    private func areInOrder(_ json: JSONValue) -> Bool {
        if let elements = json.array { return elements.allSatisfy(areInOrder) }
        guard case .object(let members) = json else { return true }
        let names = members.map(\.name)
        return names == names.sorted() && Set(names).count == names.count && members.allSatisfy { areInOrder($0.value) }
    }

    @Test func whatIsMissingIsNotWritten() throws {
        let at = try #require(Instant("2026-01-31T10:00:00Z"))
        #expect(
            text(LogEntry(at: at, action: .erase)) == #"{"action":"erase","at":"2026-01-31T10:00:00Z","sequence":0}"#)
        #expect(text(ActivityEntry(email: "a@b.c", event: .open, at: at, campaign: nil)).contains("campaign") == false)
        #expect(text(PendingErasure(hash: 1)) == #"{"hash":"0000000000000001"}"#)
    }

    @Test(
        arguments: [
            #"{"last":1}"#, #"{"leap":"2026-01-31"}"#, #"{"last":null}"#, #"{"last":"2026-02-30"}"#,
            #"{"last":"2026-01-31","leap":5}"#, #"{"last":["2026-01-31"]}"#, "[]", #""a""#, "null", "1",
        ]) func whatDoesNotFitIsRefused(text: String) throws
    {
        #expect(throws: JSONMismatch.self) { try read(text, as: SeenTime.self) }
    }

    @Test func valuesAreOfTheirTypes() throws {
        #expect(try read("[1,2.0,1e3,-9223372036854775808]", as: [Int].self) == [1, 2, 1000, .min])
        #expect(try read(#"{"a":[true],"b":[]}"#, as: [String: [Bool]].self) == ["a": [true], "b": []])
        for text in ["[1.5]", "[9223372036854775808]", #"["1"]"#, "[null]", "[true]"] {
            #expect(throws: JSONMismatch.self) { try read(text, as: [Int].self) }
        }
        #expect(throws: JSONMismatch.self) { try read(#""some""#, as: BackupReason.self) }
        #expect(throws: JSONMismatch.self) { try read(#""2d06800538d394cg""#, as: Checksum.self) }
        #expect(throws: JSONMismatch.self) { try read(#""3-1""#, as: NumberSet.self) }
        #expect(throws: JSONMismatch.self) { try read(#""00""#, as: AddressHash.self) }
    }

    /// Null is nothing, other members are ignored, and of members with the same name the last wins.
    @Test func objectsAreReadLeniently() throws {
        let text = #"{"leap":null,"last":"2025-01-01","new":[{}],"last":"2026-01-31T10:00:00Z"}"#
        let seen = try read(text, as: SeenTime.self)
        #expect(seen == SeenTime(last: try #require(Instant("2026-01-31T10:00:00Z")), leap: nil))
    }

    /// Before format 3, the dates of a register had another name.
    @Test func aFormerRegisterIsRead() throws {
        var register = AddressRegister()
        try register.note(EmailAddress("a@example.com"), at: .latest)
        let former = text(register).replacing("\"dates\"", with: "\"erasures\"")
        #expect(try read(former, as: AddressRegister.self) == register)
    }
}
