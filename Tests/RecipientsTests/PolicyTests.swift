import Recipients
import TestSupport
import Testing

@Suite struct RetentionPolicyTests {
    private let created = Instant(unixSeconds: 1_767_225_600)

    @Test func keepsThirtyDaysUnlessTold() {
        #expect(RetentionPolicy().retention.description == "30 days")
        #expect(RetentionPolicy().expiry(ofBackupMade: created).description == "2026-01-31T00:00:00Z")
    }

    @Test func expiresAtTheInstantAndNotAMicrosecondBefore() {
        let policy = RetentionPolicy()
        let expiry = policy.expiry(ofBackupMade: created)
        let before = Instant(microseconds: expiry.microseconds - 1)
        #expect(!policy.hasExpired(backupMade: created, now: before))
        #expect(policy.hasExpired(backupMade: created, now: expiry))
    }

    @Test func neverExpiresPastTheEndOfTheCalendar() {
        #expect(RetentionPolicy().expiry(ofBackupMade: .latest) == .latest)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>) func keptAndExpiredAreAll(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let backups = (0..<Int.random(in: 0...50, using: &random)).map { id in
            (id: id, created: Instant(unixSeconds: .random(in: 0...5_000_000, using: &random)))
        }
        let policy = RetentionPolicy(retention: TimeSpan(seconds: .random(in: 0...3_000_000, using: &random)))
        let now = Instant(unixSeconds: .random(in: 0...6_000_000, using: &random))
        let (kept, expired) = policy.partition(backups, now: now) { $0.created }
        #expect((kept + expired).map(\.id).sorted() == backups.map(\.id), "seed \(seed)")
        #expect(kept.map(\.id) == kept.map(\.id).sorted() && expired.map(\.id) == expired.map(\.id).sorted())
        #expect(kept.allSatisfy { now < policy.expiry(ofBackupMade: $0.created) }, "seed \(seed)")
        #expect(expired.allSatisfy { policy.expiry(ofBackupMade: $0.created) <= now }, "seed \(seed)")
    }
}

@Suite struct NoBackupReasonTests {
    @Test func theInterfaceHasTheFirstSayThenTheAccountThenTheGroup() {
        for accountIsOn in [true, false] {
            for groupIsOn in [true, false] {
                let reason = NoBackupReason.reason(accountIsOn: accountIsOn, groupIsOn: groupIsOn, interface: "api")
                #expect(reason == .via("api"))
            }
        }
        #expect(NoBackupReason.reason(accountIsOn: false, groupIsOn: true, interface: nil) == .off)
        #expect(NoBackupReason.reason(accountIsOn: false, groupIsOn: false, interface: nil) == .off)
        #expect(NoBackupReason.reason(accountIsOn: true, groupIsOn: false, interface: nil) == .offForGroup)
        #expect(NoBackupReason.reason(accountIsOn: true, groupIsOn: true, interface: nil) == nil)
    }

    @Test func isWordedAsResultsSayIt() {
        #expect(NoBackupReason.off.resultText == "off")
        #expect(NoBackupReason.offForGroup.resultText == "off for group")
        #expect(NoBackupReason.via("xt:commerce").resultText == "via xt:commerce")
    }
}

@Suite struct ImportModeTests {
    @Test func modesAreDefinedByWhatTheyTouch() {
        let table = ImportMode.allCases.map { [$0.adds, $0.updates, $0.removesOthers] }
        #expect(
            table == [[true, false, false], [false, true, false], [true, true, false], [true, true, true]])
        #expect(ImportMode.allCases.map(\.rawValue) == ["add", "update", "update-add", "replace"])
    }
}

@Suite struct CountsTests {
    @Test(arguments: 1...10 as ClosedRange<UInt64>) func agreeWithCounting(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var counts = StatusCounts()
        var statuses: [Status] = []
        for _ in 0..<200 {
            if let last = statuses.last, Bool.random(using: &random) {
                counts.remove(last)
                statuses.removeLast()
            } else if let status = Status.allCases.randomElement(using: &random) {
                counts.add(status)
                statuses.append(status)
            }
            let expected = Status.allCases.map { status in statuses.count { $0 == status } }
            #expect([counts.active, counts.inactive, counts.unsubscribed] == expected, "seed \(seed)")
            #expect(counts.recipients == statuses.count, "seed \(seed)")
        }
    }
}
