import Storage
import Testing

@testable import Account

@Suite struct StoreLayoutTests {
    @Test func pathsAreThoseOfTheDesign() {
        #expect(StoreLayout.manifest(ofGroup: 1).text == "groups/0001/group.json")
        #expect(StoreLayout.segment(7, ofGroup: 12_345).text == "groups/12345/segments/000007.jsonl")
        #expect(StoreLayout.activity(0, ofGroup: 1).text == "groups/0001/activity.jsonl")
        #expect(StoreLayout.activity(3, ofGroup: 1).text == "groups/0001/activity-000003.jsonl")
    }

    @Test(arguments: [0, 1, 42, 9999, 10_000, 999_999, 1_000_000]) func numbersAreReadBack(number: Int) {
        #expect(StoreLayout.groupNumber(ofFolder: StoreLayout.group(number).name) == number)
        #expect(StoreLayout.segmentNumber(ofFile: StoreLayout.segment(number, ofGroup: 1).name) == number)
        #expect(StoreLayout.activityNumber(ofFile: StoreLayout.activity(number, ofGroup: 1).name) == number)
    }

    @Test func activityFilesAreKnownByTheirPaths() {
        for number in [0, 3] { #expect(StoreLayout.isActivity(StoreLayout.activity(number, ofGroup: 7).text)) }
        for path in [
            StoreLayout.manifest(ofGroup: 7).text, StoreLayout.segment(3, ofGroup: 7).text, "log.jsonl", "groups",
            "activity.jsonl", "groups/activity.jsonl", "groups/0007/segments/activity.jsonl", "groups/0007/activity-3",
        ] {
            #expect(!StoreLayout.isActivity(path), "\(path)")
        }
    }

    @Test func namesOfFilesThatReplaceOthersAreKnown() {
        #expect(StoreLayout.isTemporary("group.json" + FolderStorage.temporarySuffix))
        #expect(StoreLayout.isTemporary("account.json.next") && StoreLayout.isTemporary("activity-000003.jsonl.next"))
        for name in ["group.json", "letter.new", "letter.next", ".new", "account.json.new.new", "account.jsonnew"] {
            #expect(!StoreLayout.isTemporary(name), "\(name)")
        }
    }

    @Test(arguments: ["", "1", "001", "00001", "-001", "+001", "000x", "0001.jsonl", "0001 ", "٠٠٠١"])
    func foreignNamesAreNoNumbers(name: String) {
        #expect(StoreLayout.groupNumber(ofFolder: name) == nil)
        #expect(StoreLayout.segmentNumber(ofFile: name + ".jsonl") == nil)
        #expect(StoreLayout.activityNumber(ofFile: "activity-\(name).jsonl") == nil)
    }
}
