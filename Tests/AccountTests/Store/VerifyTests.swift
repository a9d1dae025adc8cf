import Recipients
import Snapshots
import Storage
import SystemCalls
import TestSupport
import Testing

@testable import Account

/// `verify` looks at every row, and counts every state.
@Suite struct VerifyTests {
    /// A store in which the first segment of the first group has other lines, and whatever refers to it agrees with
    /// them.
    private func problems(_ change: (inout [String]) -> Void) throws -> [String] {
        let test = try TestAccount()
        // More than a megabyte: several pieces.
        let rows = (0..<5_000).map {
            "p\($0 + 100_000)@example.com,City \($0 % 17),\(String(repeating: "x", count: 250))\n"
        }
        try test.importCSV("email,city,note\n" + rows.joined(), into: "News", new: true)
        try test.importCSV("email,city\np100007@example.com,\n", into: "News")
        let storage = test.account.store.storage
        let group = try #require(test.account.store.groups[1])
        let reference = try #require(group.segments.first)
        let path = StoreLayout.segment(reference.number, ofGroup: 1)
        var lines = String(decoding: try storage.map(path).array, as: UTF8.self).split(separator: "\n").map(String.init)
        change(&lines)
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        try storage.replace(path, with: bytes)
        var changed = group
        changed.segments[0] = SegmentReference(
            number: reference.number, bytes: bytes.count, checksum: bytes.withUnsafeBytes { Checksum(of: $0) },
            rows: reference.rows)
        try storage.replace(StoreLayout.manifest(ofGroup: 1), with: ChecksummedJSON.encode(changed))
        return try Account.opened(storage).verify().damaged.map(\.problem)
    }

    /// What a newer version wrote in one group hides no damage in another.
    @Test func aSegmentOfANewerFormatIsToldBesideDamage() throws {
        let test = try TestAccount()
        for name in ["A", "B"] { try test.importCSV("email\nanna@example.com\n", into: name, new: true) }
        let storage = test.account.store.storage
        let path = StoreLayout.segment(1, ofGroup: 1)
        let newer = Array(
            String(decoding: try storage.map(path).array, as: UTF8.self)
                .replacing("\"version\":1", with: "\"version\":9").utf8)
        try storage.replace(path, with: newer)
        var group = try #require(test.account.store.groups[1])
        let reference = try #require(group.segments.first)
        group.segments[0] = SegmentReference(
            number: 1, bytes: newer.count, checksum: newer.withUnsafeBytes { Checksum(of: $0) }, rows: reference.rows)
        try storage.replace(StoreLayout.manifest(ofGroup: 1), with: ChecksummedJSON.encode(group))
        let refusal = StoreProblem.unknownFileFormat(path, 9).failure
        let unchecked = UncheckedFile(
            refusal: refusal,
            file: DamagedFile(
                file: path.text, problem: FileDamage.unknownFormat(9).words,
                affected: .states(group: "A", backups: [])))
        let alone = try Account.opened(storage).verify()
        #expect(alone.unchecked == [unchecked] && alone.damaged == [])

        let damaged = StoreLayout.segment(1, ofGroup: 2)
        try storage.replace(damaged, with: [0x31])
        let result = try Account.opened(storage).verify()
        #expect(result.damaged.map(\.file) == [damaged.text])
        #expect(result.unchecked == [unchecked])
    }

    /// Nobody can open such a store, but the rest of it can be checked.
    @Test(arguments: ["account.json", "groups"]) func whatAffectsAllGroupsIsToldBesideTheRest(name: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/store"
        try Account.create(at: .folder(path), simulatesClock: true)
        let account = try Account.open(StoreLocation(.folder(path)))
        try account.beginStatement()
        for name in ["A", "B"] { try account.importCSV("email\nanna@example.com\n", into: name, new: true) }
        account.close()
        let segment = "groups/0002/segments/000001.jsonl"
        try folder.write("not of this store\n", to: "store/\(segment)")
        #expect(rename("\(path)/\(name)", folder.path + "/kept") == 0)
        try folder.write("not of this store\n", to: "store/\(name)")
        let before = try folder.tree()
        let damaged = try Account.verify(.folder(path)).damaged.map(\.file)
        let rest = name == "groups" ? [1, 2].map { StoreLayout.manifest(ofGroup: $0).text } : [segment]
        #expect(damaged == [name] + rest)
        #expect(try folder.tree() == before)
    }

    @Test func whatIsWholeIsNotDamaged() throws {
        #expect(try problems { _ in }.isEmpty)
    }

    @Test(arguments: [1, 2_500, 5_000]) func aRowThatIsNoneIsFound(line: Int) throws {
        let none = "a line in it is not a recipient"
        #expect(try problems { $0[line] = "x" } == [none])
        #expect(try problems { $0[line] = $0[line].replacing("\"City", with: "City") } == [none])
        #expect(try problems { $0[line] = $0[line].replacing(",null", with: ",nothing") } == [none])
        #expect(try problems { $0[line] = $0[line].replacing("City", with: "Ci\tty") } == [none])
    }

    @Test(arguments: [1, 2_500, 4_999]) func aBrokenOrderIsFound(line: Int) throws {
        #expect(try problems { $0.swapAt(line, line + 1) } == ["its rows are not in order"])
        #expect(try problems { $0[line + 1] = $0[line] } == ["its rows are not in order"])
    }

    @Test func aMissingRowIsFound() throws {
        #expect(try problems { $0.remove(at: 2_500) } == ["it has 4999 rows instead of 5000"])
    }

    @Test func aWrongCountIsFound() throws {
        // Somebody who is active, and is inactive with these dates.
        let found = try problems { lines in
            lines[2_500] = lines[2_500].replacing(/,"[^"]*Z"/, with: ",null")
        }
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.hasPrefix("it claims ") })
    }

    /// Whatever has become of a group, each of its states counts what its rows say.
    @Test(arguments: 1...6 as ClosedRange<UInt64>) func statesAreCountedTogetherAsOneByOne(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let test = try TestAccount()
        try test.importCSV("email\n", into: "News", new: true)
        for _ in 0..<Int.random(in: 5...30, using: &random) {
            let rows = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                let left = Bool.random(using: &random) ? "2025-01-0\(Int.random(in: 1...9, using: &random))" : ""
                let activated = Bool.random(using: &random) ? "2024-01-01" : ""
                return "p\(Int.random(in: 0...60, using: &random))@x.de,2024-01-01,\(activated),\(left)\n"
            }
            let mode: ImportMode = Int.random(in: 0..<4, using: &random) == 0 ? .replace : .updateAdd
            try test.importCSV("email,registered,activated,deactivated\n" + rows.joined(), into: "News") {
                $0.mode = mode
                $0.guardAction = .off
                $0.resubscribes = true
            }
        }
        let group = try #require(test.account.store.groups[1])
        var own: [Int: StatusCounts] = [:]
        for reference in group.segments {
            let segment = try #require(try test.account.store.open([reference.number], of: group).first)
            let check = SegmentCheck(segment, of: group)
            #expect(check.damage == nil)
            own[reference.number] = check.counts
        }
        for order in [true, false] {
            var counter = StateCounter(own)
            for state in group.states.sorted(by: { order == ($0.segments.count > $1.segments.count) }) {
                let stack = try test.account.open(state, of: group)
                #expect(counter.count(stack) == StatusCounts(of: stack), "seed \(seed)")
                #expect(counter.count(stack) == state.counts, "seed \(seed)")
            }
        }
    }
}
