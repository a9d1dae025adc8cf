import Testing

@testable import LineEditor

@Suite struct HistoryRecallTests {
    private var recall = HistoryRecall()

    init() {
        recall.entries = ["import Kunden.csv", "groups", "show group Kunden", "groups", "show group kunden"]
        recall.begin()
    }

    @Test mutating func allLinesAreRecalledInOrder() {
        #expect(recall.earlier(than: "") == "show group kunden")
        #expect(recall.earlier(than: "show group kunden") == "groups")
        #expect(recall.later(than: "groups") == "show group kunden")
        #expect(recall.later(than: "show group kunden") == "")
        #expect(recall.later(than: "") == nil)
    }

    @Test mutating func caseCountsOnlyWithCapitals() {
        #expect(recall.earlier(than: "kunden") == "show group kunden")
        #expect(recall.earlier(than: "show group kunden") == "show group Kunden")
        #expect(recall.earlier(than: "show group Kunden") == "import Kunden.csv")
        #expect(recall.earlier(than: "import Kunden.csv") == nil)
        #expect(recall.earlier(than: "group K") == "show group Kunden")
        #expect(recall.later(than: "show group Kunden") == "group K")
    }

    @Test mutating func aChangedLineIsLookedForAnew() {
        #expect(recall.earlier(than: "") == "show group kunden")
        #expect(recall.earlier(than: "csv") == "import Kunden.csv")
    }

    @Test mutating func whatIsShownTwiceInARowIsPassedOver() {
        recall.entries = ["groups", "groups"]
        recall.begin()
        #expect(recall.earlier(than: "") == "groups")
        #expect(recall.earlier(than: "groups") == nil)
    }
}
