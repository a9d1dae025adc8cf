import StoreTestSupport
import TestSupport
import Testing

@testable import Snapshots

@Suite struct AddressFingerprintsTests {
    private let factory = SegmentFactory()

    private func fingerprint(_ address: String) -> AddressFingerprint {
        address.withBytes { AddressFingerprint(of: $0) }
    }

    private func records(_ count: Int) -> [Record] {
        (0..<count).map { Record("user\(100_000 + $0)@example.com", $0.isMultiple(of: 3) ? nil : ["name"]) }
    }

    @Test func everyAddressOfASegmentIsAmongThem() throws {
        for count in [0, 1, 2, 300, AddressFingerprints.mostRows] {
            let records = records(count)
            let reference = try factory.segment(records).reference
            let found = try #require(reference.fingerprints)
            let text = found.description
            #expect(AddressFingerprints(text) == found)
            #expect(text.utf8.count <= 4 * count)
            for record in records {
                #expect(found.mayContain(fingerprint(record.key)))
                #expect(text.withBytes { fingerprint(record.key).isAmong($0) })
                #expect(reference.mayContain(fingerprint(record.key)))
            }
        }
    }

    @Test func almostAllOthersAreNot() throws {
        let reference = try factory.segment(records(100)).reference
        let text = try #require(reference.fingerprints?.description)
        let others = (0..<2000).map { fingerprint("other\($0)@example.com") }
        let mistaken = others.filter { reference.mayContain($0) }
        #expect(mistaken.count < 20)
        #expect(others.filter { other in text.withBytes { other.isAmong($0) } } == mistaken)
    }

    @Test func aLargeSegmentHasNone() throws {
        let reference = try factory.segment(records(AddressFingerprints.mostRows + 1)).reference
        #expect(reference.fingerprints == nil)
        #expect(reference.mayContain(fingerprint("nobody@example.com")))
        let long = (0..<100).map { Record("user\(100 + $0)@example.com", [String(repeating: "x", count: 5000)]) }
        #expect(try factory.segment(long).reference.fingerprints == nil)
    }

    /// They are the last digits of `xxhsum -H3`.
    @Test func theyAreTheEndOfTheChecksum() throws {
        let reference = try factory.segment([Record("anna@example.com", [])]).reference
        let checksum = "anna@example.com".withBytes { Checksum(of: $0) }
        #expect(reference.fingerprints?.description == String(checksum.description.suffix(4)))
    }

    @Test func onlyWhatIsWrittenIsRead() {
        #expect(AddressFingerprints("00010002fffe")?.description == "00010002fffe")
        #expect(AddressFingerprints("") == AddressFingerprints())
        for text in ["0", "00010", "00020001", "00010001", "zzzz", "-001", "0001 002"] {
            #expect(AddressFingerprints(text) == nil, "\(text)")
        }
    }

    @Test func theyAreUnitedAndCompared() throws {
        let few = try #require(AddressFingerprints("0001fffe"))
        let others = try #require(AddressFingerprints("00010002"))
        let all = AddressFingerprints([few, others])
        #expect(all.description == "00010002fffe")
        #expect(few.isSubset(of: all) && others.isSubset(of: all) && all.isSubset(of: all))
        #expect(!all.isSubset(of: few) && !few.isSubset(of: others))
        #expect(AddressFingerprints().isSubset(of: few))
        #expect(AddressFingerprints([AddressFingerprints(), few]) == few)
        #expect(AddressFingerprints([]) == AddressFingerprints())
        #expect(all.count == 3)
    }

    @Test func wrongOnesAreNoticed() throws {
        let right = try factory.segment(records(10)).reference
        #expect(try factory.open(right).hasItsFingerprints)
        for fingerprints in [AddressFingerprints(), AddressFingerprints("0001")] {
            let wrong = SegmentReference(
                number: right.number, bytes: right.bytes, checksum: right.checksum, rows: right.rows,
                fingerprints: fingerprints)
            #expect(try !factory.open(wrong).hasItsFingerprints)
        }
        let old = SegmentReference(
            number: right.number, bytes: right.bytes, checksum: right.checksum, rows: right.rows)
        #expect(try factory.open(old).hasItsFingerprints)
    }
}
